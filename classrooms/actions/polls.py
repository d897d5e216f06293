"""Polls: prepared or asked on the spot, answered once by each person, kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor
from classrooms.models import Poll, PollAnswer, RoomFact, Seat
from classrooms.queries import tally_of
from classrooms.refusals import refuse
from classrooms.rules import polls
from classrooms.rules.room import FactKind


@transaction.atomic
def open_poll(*, seat: Seat, poll: UUID, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Put a prepared poll to the class; refuses `unknown_poll` and `poll_already_open`."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    return _put(log, _poll(log, poll, Poll.State.PREPARED))


@transaction.atomic
def ask_poll(*, seat: Seat, question: str, options: list[str], now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Put a new question to the class in the words the instructor typed."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    poll = Poll(
        live_class=log.live_class,
        position=log.live_class.polls.count() + 1,
        question={"ar": question, "en": question},
        options=[{"ar": option, "en": option} for option in options],
    )
    return _put(log, poll)


@transaction.atomic
def answer_poll(*, seat: Seat, poll: UUID, option: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Keep one person's answer; refuses `poll_not_open`, `unknown_option`, `already_answered`.

    A poll that has just been closed still takes what a weak link brings late, until its results are shown.
    """
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    chosen = _poll(log, poll, Poll.State.OPEN, Poll.State.CLOSED)
    if not polls.takes_answers(closed_at=chosen.closed_at, shown_at=chosen.shown_at, now=now):
        raise refuse("poll_not_open")
    if option >= len(chosen.options):
        raise refuse("unknown_option")
    if chosen.answers.filter(person=seat.person).exists():
        raise refuse("already_answered")
    PollAnswer.objects.create(poll=chosen, person=seat.person, option=option, answered_at=now)
    return log.write(FactKind.POLL_ANSWERED, {"poll": str(chosen.uuid), "option": option})


@transaction.atomic
def close_poll(*, seat: Seat, poll: UUID, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Take no more answers."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    return end_poll(log, _poll(log, poll, Poll.State.OPEN))


@transaction.atomic
def show_poll(*, seat: Seat, poll: UUID, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Show everybody how many chose each option; the counts are those of this moment."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    chosen = _poll(log, poll, Poll.State.OPEN, Poll.State.CLOSED)
    if chosen.state == Poll.State.OPEN:
        end_poll(log, chosen)
    chosen.shown_at = now
    chosen.save(update_fields=["shown_at"])
    return log.write(FactKind.POLL_SHOWN, {"poll": str(chosen.uuid), "tally": tally_of(chosen)})


def end_poll(log: RoomLog, poll: Poll) -> RoomFact:
    """Close an open poll under a lock that is already held."""
    poll.state, poll.closed_at = Poll.State.CLOSED, log.now
    poll.save(update_fields=["state", "closed_at"])
    return log.write(FactKind.POLL_CLOSED, {"poll": str(poll.uuid)})


def _poll(log: RoomLog, poll: UUID, *states: Poll.State) -> Poll:
    """The class's poll in one of `states`; refuses `unknown_poll` and `poll_not_open`."""
    chosen = log.live_class.polls.filter(uuid=poll).first()
    if chosen is None:
        raise refuse("unknown_poll")
    if chosen.state not in states:
        raise refuse("poll_not_open")
    return chosen


def _put(log: RoomLog, poll: Poll) -> RoomFact:
    if log.live_class.polls.filter(state=Poll.State.OPEN).exists():
        raise refuse("poll_already_open")
    poll.state = Poll.State.OPEN
    poll.save()
    body = {"poll": str(poll.uuid), "question": poll.question, "options": poll.options}
    return log.write(FactKind.POLL_OPENED, body)
