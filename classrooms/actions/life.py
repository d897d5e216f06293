"""Opening and closing a class."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog
from classrooms.actions.polls import end_poll
from classrooms.actions.register import draw_up_register
from classrooms.events import ClassClosed
from classrooms.models import Attendance, LiveClass, Poll, RoomFact, Seat
from classrooms.refusals import refuse
from classrooms.rules import timetable
from classrooms.rules.room import FactKind
from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person


@transaction.atomic
def open_class(*, live_class: LiveClass, actor: Person, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Start the class for everybody who waits; refuses `too_early` and `class_closed`. Opening twice is harmless."""
    if live_class.instructor_id != actor.pk:
        raise refuse("not_allowed")
    log = RoomLog.locked(live_class_id=live_class.pk, by=actor, now=now, client_id=client_id)
    if log.live_class.state == LiveClass.State.CLOSED:
        raise refuse("class_closed")
    if log.live_class.state == LiveClass.State.OPEN:
        return RoomFact.objects.get(live_class=log.live_class, kind=FactKind.CLASS_OPENED)
    if not timetable.may_open(starts_at=log.live_class.starts_at, minutes=log.live_class.minutes, now=now):
        raise refuse("too_early")
    return _open(log)


def _open(log: RoomLog) -> RoomFact:
    log.live_class.state = LiveClass.State.OPEN
    log.live_class.opened_at = log.now
    log.live_class.save(update_fields=["state", "opened_at"])
    record(actor=log.by, verb="live_class.opened", target=log.live_class)
    return log.write(FactKind.CLASS_OPENED)


@transaction.atomic
def close_class(*, live_class: LiveClass, actor: Person | None, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """End the class for good: close its poll, draw up its register, tell the platform. Closing twice is harmless.

    `actor` is None when the class ends because everybody forgot it. Refuses `not_allowed` and `class_not_open`.
    """
    if actor is not None and live_class.instructor_id != actor.pk:
        raise refuse("not_allowed")
    log = RoomLog.locked(live_class_id=live_class.pk, by=actor, now=now, client_id=client_id)
    if log.live_class.state == LiveClass.State.CLOSED:
        return RoomFact.objects.get(live_class=log.live_class, kind=FactKind.CLASS_CLOSED)
    if log.live_class.state == LiveClass.State.SCHEDULED:
        raise refuse("class_not_open")
    return _close(log)


def _close(log: RoomLog, *, source: Attendance.Source = Attendance.Source.ROOM) -> RoomFact:
    client_id, log.client_id = log.client_id, None
    for poll in log.live_class.polls.filter(state=Poll.State.OPEN):
        end_poll(log, poll)
    log.live_class.state = LiveClass.State.CLOSED
    log.live_class.closed_at = log.now
    log.live_class.save(update_fields=["state", "closed_at"])
    log.client_id = client_id
    fact = log.write(FactKind.CLASS_CLOSED)
    draw_up_register(live_class=log.live_class, now=log.now, source=source)
    record(actor=log.by, verb="live_class.closed", target=log.live_class)
    publish(ClassClosed(live_class_id=log.live_class.pk))
    return fact


def close_forgotten_class(*, live_class_id: int, now: datetime) -> None:
    """Close a class that is open long after its planned end."""
    live_class = LiveClass.objects.get(pk=live_class_id)
    end = timetable.span(live_class.starts_at, live_class.minutes)[1]
    if live_class.state == LiveClass.State.OPEN and now > end + timetable.FORGOTTEN_AFTER:
        close_class(live_class=live_class, actor=None, now=now)


@transaction.atomic
def record_past_class(
    *,
    live_class: LiveClass,
    opened_at: datetime,
    closed_at: datetime,
    stays: Iterable[tuple[Person, datetime, datetime]],
    source: Attendance.Source = Attendance.Source.ROOM,
) -> LiveClass:
    """Write the log of a class that was held without the room (or long ago), and draw up its register from it.

    `stays` are (person, came_at, went_at). Used by the demo loader and where names are called in a classroom with walls.
    """
    moves: list[tuple[datetime, FactKind, Person, dict[str, str]]] = [
        (opened_at, FactKind.CLASS_OPENED, live_class.instructor, {})
    ]
    for person, came_at, went_at in stays:
        instructs = person.pk == live_class.instructor_id
        role = Seat.Role.INSTRUCTOR if instructs else Seat.Role.TRAINEE
        Seat.objects.get_or_create(live_class=live_class, person=person, defaults={"role": role})
        moves.append((came_at, FactKind.SEAT_JOINED, person, {"name": person.name, "role": role.value}))
        moves.append((went_at, FactKind.SEAT_LEFT, person, {}))
    log = RoomLog.locked(live_class_id=live_class.pk, by=live_class.instructor, now=opened_at)
    log.live_class.opened_at = opened_at
    log.live_class.save(update_fields=["opened_at"])
    for at, kind, person, body in sorted(moves, key=lambda move: move[0]):
        log.now = at
        log.write(kind, body, by=person)
    log.now = closed_at
    _close(log, source=source)
    return log.live_class
