"""Keeping order: who may come in, who teaches along, who is sent out."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor, seat_of_person
from classrooms.models import RoomFact, Seat
from classrooms.refusals import refuse
from classrooms.rules.room import FactKind
from lms.audit.actions import record


@transaction.atomic
def lock_room(*, seat: Seat, on: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Let nobody new in, or let them in again. Whoever has a seat may come back."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.ROOM_LOCKED, {"on": on})


@transaction.atomic
def give_role(*, seat: Seat, person: UUID, role: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Make somebody a co-instructor (`assistant`), or a `trainee` again. Only the instructor of the class may.

    Refuses `not_allowed` to co-instructors and where `person` is the instructor, and `unknown_person`.
    """
    if seat.role != Seat.Role.INSTRUCTOR:
        raise refuse("not_allowed")
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    other = seat_of_person(log.live_class, person)
    _require_not_instructor(other)
    other.role = role
    other.save(update_fields=["role"])
    record(actor=seat.person, verb="live_class.role_given", target=other, detail={"role": role})
    return log.write(FactKind.ROLE_GIVEN, {"person": str(person), "role": role})


@transaction.atomic
def remove_person(*, seat: Seat, person: UUID, ban: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Send somebody out of the room; with `ban` they may not come back to this class.

    Refuses `unknown_person`, and `not_allowed` where `person` is the instructor.
    """
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    other = seat_of_person(log.live_class, person)
    _require_not_instructor(other)
    if ban:
        other.barred_at = now
        other.save(update_fields=["barred_at"])
    record(actor=seat.person, verb="live_class.person_removed", target=other, detail={"ban": ban})
    return log.write(FactKind.PERSON_REMOVED, {"person": str(person), "ban": ban})


def _require_not_instructor(other: Seat) -> None:
    if other.role == Seat.Role.INSTRUCTOR:
        raise refuse("not_allowed")
