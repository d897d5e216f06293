"""Writing the log of a class: one writer at a time, numbers without gaps, each command once."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self
from uuid import UUID

from django.db import transaction

from classrooms.models import LiveClass, RoomFact, Seat
from classrooms.refusals import refuse
from classrooms.rules.room import FactKind
from classrooms.wake import wake
from lms.people.models import Person


@dataclass(kw_only=True)
class RoomLog:
    """The log of one class, locked until the transaction ends.

    `earlier` is the fact that this very command has made before: then the verb returns it and does nothing.
    """

    live_class: LiveClass
    by: Person | None
    now: datetime
    client_id: UUID | None = None
    earlier: RoomFact | None = None

    @classmethod
    def locked(cls, *, live_class_id: int, by: Person | None, now: datetime, client_id: UUID | None = None) -> Self:
        """Lock the class, whatever its state. Must be called in a transaction."""
        live_class = LiveClass.objects.select_for_update().get(pk=live_class_id)
        log = cls(live_class=live_class, by=by, now=now, client_id=client_id)
        if client_id is not None:
            log.earlier = RoomFact.objects.filter(live_class=live_class, by=by, client_id=client_id).first()
        return log

    @classmethod
    def opened(cls, *, seat: Seat, now: datetime, client_id: UUID | None = None) -> Self:
        """Lock the class of `seat` for a command of the person there; refuses `class_not_open` and `class_closed`."""
        log = cls.locked(live_class_id=seat.live_class_id, by=seat.person, now=now, client_id=client_id)
        if log.earlier is None and log.live_class.state == LiveClass.State.SCHEDULED:
            raise refuse("class_not_open")
        if log.earlier is None and log.live_class.state == LiveClass.State.CLOSED:
            raise refuse("class_closed")
        return log

    def write(self, kind: FactKind, body: dict[str, Any] | None = None, *, by: Person | None = None) -> RoomFact:
        """Add the next fact. `by` is given when the fact is about somebody else than the one who acts."""
        self.live_class.last_number += 1
        self.live_class.save(update_fields=["last_number"])
        fact = RoomFact.objects.create(
            live_class=self.live_class,
            number=self.live_class.last_number,
            kind=kind,
            body=body or {},
            by=by or self.by,
            at=self.now,
            client_id=self.client_id,
        )
        self.client_id = None  # a command may lead to several facts; the first one answers it
        transaction.on_commit(partial(wake, self.live_class.uuid))
        return fact


def require_instructor(seat: Seat) -> None:
    """Refuse `not_allowed` to everybody but those who teach."""
    if not seat.instructs:
        raise refuse("not_allowed")


def seat_of_person(live_class: LiveClass, person: UUID) -> Seat:
    """Give the seat of the person with this uuid; refuses `unknown_person`."""
    seat = Seat.objects.filter(live_class=live_class, person__uuid=person).first()
    if seat is None:
        raise refuse("unknown_person")
    return seat
