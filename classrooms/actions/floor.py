"""Raised hands, the floor, microphones and cameras."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor, seat_of_person
from classrooms.models import RoomFact, Seat
from classrooms.queries import floor_holder
from classrooms.refusals import refuse
from classrooms.rules.room import FactKind


@transaction.atomic
def raise_hand(*, seat: Seat, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Ask for the floor. A hand that is up stays at its place."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.HAND_RAISED)


@transaction.atomic
def lower_hand(*, seat: Seat, now: datetime, person: UUID | None = None, client_id: UUID | None = None) -> RoomFact:
    """Take one's own hand down; the instructor may take down anybody's (`person` is the person's uuid)."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    if person is not None and person != seat.person.uuid:
        require_instructor(seat)
        seat_of_person(log.live_class, person)
    return log.write(FactKind.HAND_LOWERED, {"person": str(person or seat.person.uuid)})


@transaction.atomic
def lower_hands(*, seat: Seat, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Take all hands down."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.HANDS_LOWERED)


@transaction.atomic
def mute_mics(*, seat: Seat, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Silence everybody who does not teach, and take the floor back. Their sockets stop their sending."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.MICS_MUTED)


@transaction.atomic
def give_floor(*, seat: Seat, person: UUID, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Call somebody up: that person's hand goes down and their microphone may go on."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    seat_of_person(log.live_class, person)
    return log.write(FactKind.FLOOR_GIVEN, {"person": str(person)})


@transaction.atomic
def return_floor(*, seat: Seat, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Give the floor back, or, as the instructor, take it back; refuses `no_floor` to others."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    require_floor(seat=seat)
    return log.write(FactKind.FLOOR_RETURNED)


@transaction.atomic
def set_mic(*, seat: Seat, on: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Note that a microphone went on or off. Trainees need the floor to put it on: `no_floor`."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    if on:
        require_floor(seat=seat)
    return log.write(FactKind.MIC_CHANGED, {"on": on})


@transaction.atomic
def set_camera(*, seat: Seat, on: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Note that the instructor's camera went on or off."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.CAMERA_CHANGED, {"on": on})


def require_floor(*, seat: Seat) -> None:
    """Refuse `no_floor` to those who may not send voice: all but the instructor and whoever has the floor."""
    if not seat.instructs and floor_holder(seat.live_class) != str(seat.person.uuid):
        raise refuse("no_floor")
