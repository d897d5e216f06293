"""How one follows, and how it is going."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog
from classrooms.models import RoomFact, Seat
from classrooms.rules.room import FactKind


@transaction.atomic
def choose_lane(*, seat: Seat, lane: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Note how somebody follows the class: `picture`, `voice` or `text`."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.LANE_CHOSEN, {"lane": lane})


@transaction.atomic
def react(*, seat: Seat, name: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Say how the slide is going: `clear`, `again` or `slower`. Holds until the next slide."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.REACTION_SENT, {"name": name})
