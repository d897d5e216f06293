"""Coming, staying and going."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from classrooms import access
from classrooms.actions.life import close_forgotten_class
from classrooms.actions.log import RoomLog
from classrooms.models import LiveClass, RoomFact, Seat
from classrooms.queries import hands_up, is_on
from classrooms.refusals import refuse
from classrooms.rules import timetable
from classrooms.rules.room import FactKind
from lms.people.models import Person


@transaction.atomic
def take_seat(*, live_class: LiveClass, person: Person, connection: str, now: datetime) -> Seat:
    """Let a person in through one more socket. Only the first of a person's sockets makes a fact.

    Refuses `not_in_this_class`, `class_closed`, and `room_locked` to whoever has no seat yet while the door is closed.
    """
    role = access.role_in(person=person, live_class=live_class)
    log = RoomLog.locked(live_class_id=live_class.pk, by=person, now=now)
    if log.live_class.state == LiveClass.State.CLOSED:
        raise refuse("class_closed")
    seat, new = Seat.objects.get_or_create(live_class=log.live_class, person=person, defaults={"role": role})
    if new and not seat.instructs and is_on(live_class_id=log.live_class.pk, kind=FactKind.ROOM_LOCKED):
        raise refuse("room_locked")
    if not seat.connections:
        log.write(FactKind.SEAT_JOINED, {"name": person.name, "role": seat.role})
    seat.connections = [*seat.connections, connection]
    seat.seen_at = now
    seat.save(update_fields=["connections", "seen_at"])
    return seat


@transaction.atomic
def leave_seat(*, seat: Seat, connection: str, now: datetime) -> None:
    """One of a person's sockets is gone; after the last one the person has left. Leaving twice is harmless."""
    log = RoomLog.locked(live_class_id=seat.live_class_id, by=seat.person, now=now)
    current = Seat.objects.get(pk=seat.pk)
    if connection not in current.connections:
        return
    current.connections = [other for other in current.connections if other != connection]
    current.save(update_fields=["connections"])
    if not current.connections and log.live_class.state != LiveClass.State.CLOSED:
        log.write(FactKind.SEAT_LEFT)


def keep_watch(*, live_class_id: int, seats: Collection[int], now: datetime) -> None:
    """Note that these seats (by id) are still taken, and tidy up after those who vanished without a word.

    Run every few seconds by each process with somebody in the class: seats of a process that died are emptied at the
    moment they were last heard of, hands of people who stay away go down, and a class that everybody forgot to end is
    closed.
    """
    Seat.objects.filter(pk__in=seats).update(seen_at=now)
    lost = Seat.objects.filter(live_class_id=live_class_id, seen_at__lt=now - timetable.LOST_AFTER)
    # The log tells of them in the order in which they were last seen, whatever order the database keeps its rows in.
    for other in lost.exclude(connections=[]).select_related("person").order_by("seen_at", "pk"):
        _empty(other, now=now)
    _lower_hands_left_behind(live_class_id, now=now)
    close_forgotten_class(live_class_id=live_class_id, now=now)


@transaction.atomic
def _empty(seat: Seat, *, now: datetime) -> None:
    log = RoomLog.locked(live_class_id=seat.live_class_id, by=seat.person, now=now)
    current = Seat.objects.get(pk=seat.pk)
    still_lost = current.seen_at and current.seen_at < now - timetable.LOST_AFTER
    if not current.connections or not still_lost:
        return
    current.connections = []
    current.save(update_fields=["connections"])
    if log.live_class.state != LiveClass.State.CLOSED:
        log.now = current.seen_at or now
        log.write(FactKind.SEAT_LEFT)


def _lower_hands_left_behind(live_class_id: int, *, now: datetime) -> None:
    away = Seat.objects.filter(live_class_id=live_class_id, connections=[], seen_at__lt=now - timetable.HAND_KEPT)
    people = {str(other.person.uuid): other for other in away.select_related("person")}
    for person in people.keys() & hands_up(live_class_id):
        _lower(people[person], now=now)


@transaction.atomic
def _lower(seat: Seat, *, now: datetime) -> RoomFact | None:
    log = RoomLog.locked(live_class_id=seat.live_class_id, by=seat.person, now=now)
    if log.live_class.state != LiveClass.State.OPEN:
        return None
    return log.write(FactKind.HAND_LOWERED, {"person": str(seat.person.uuid)})
