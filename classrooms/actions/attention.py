"""Attention checks, and the timer for an exercise."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor
from classrooms.models import RoomFact, Seat
from classrooms.protocol import iso
from classrooms.refusals import refuse
from classrooms.rules import attention
from classrooms.rules.room import FactKind


@transaction.atomic
def ask_attention(*, seat: Seat, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Ask everybody whether they follow. What they answer goes into the register."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.ATTENTION_ASKED, {"until": iso(now + attention.ANSWER_WITHIN)})


@transaction.atomic
def answer_attention(*, seat: Seat, check: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Say that one follows; once for each check. Refuses `unknown_check`, `check_over` and `already_answered`."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    asked = RoomFact.objects.filter(live_class=log.live_class, number=check, kind=FactKind.ATTENTION_ASKED).first()
    if asked is None:
        raise refuse("unknown_check")
    if not attention.in_time(asked_at=asked.at, now=now):
        raise refuse("check_over")
    answers = RoomFact.objects.filter(live_class=log.live_class, kind=FactKind.ATTENTION_ANSWERED, by=seat.person)
    if any(fact.body["check"] == check for fact in answers):
        raise refuse("already_answered")
    return log.write(FactKind.ATTENTION_ANSWERED, {"check": check})


@transaction.atomic
def start_timer(*, seat: Seat, seconds: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Count down from `seconds` for everybody."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    ends_at = iso(now + timedelta(seconds=seconds))
    return log.earlier or log.write(FactKind.TIMER_STARTED, {"seconds": seconds, "ends_at": ends_at})


@transaction.atomic
def stop_timer(*, seat: Seat, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Take the timer away."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.TIMER_STOPPED)
