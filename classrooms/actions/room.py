"""Slides, chat, lanes and reactions."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor
from classrooms.models import RoomFact, Seat
from classrooms.refusals import refuse
from classrooms.rules.room import FactKind
from lms.audit.actions import record


@transaction.atomic
def show_slide(*, seat: Seat, slide: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Show a slide to everybody; refuses `not_allowed` and `unknown_slide`."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    if not log.live_class.slides.filter(position=slide).exists():
        raise refuse("unknown_slide")
    return log.write(FactKind.SLIDE_SHOWN, {"slide": slide})


@transaction.atomic
def post_chat(*, seat: Seat, text: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Write a line to everybody in the class."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.CHAT_POSTED, {"text": text.replace("\x00", "")})


@transaction.atomic
def remove_chat(*, seat: Seat, message: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Take the words of a line away from everybody; the log keeps that there was one, and who removed it."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    line = RoomFact.objects.filter(live_class=log.live_class, number=message, kind=FactKind.CHAT_POSTED).first()
    if line is None:
        raise refuse("unknown_message")
    record(actor=seat.person, verb="chat.removed", target=line)
    return log.write(FactKind.CHAT_REMOVED, {"message": message})


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
