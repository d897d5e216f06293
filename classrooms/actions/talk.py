"""The chat, and the list of questions with votes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from classrooms.actions.log import RoomLog, require_instructor
from classrooms.models import RoomFact, Seat
from classrooms.queries import is_on, votes_for
from classrooms.refusals import refuse
from classrooms.rules.room import FactKind
from lms.audit.actions import record


@transaction.atomic
def post_chat(*, seat: Seat, text: str, reply: int | None = None, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Write a line to everybody in the class, as an answer to line `reply` if given.

    Refuses `chat_locked` to trainees while the chat is closed, and `unknown_message`.
    """
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    _require_chat(log, seat)
    body: dict[str, str | int] = {"text": text.replace("\x00", "")}
    if reply is not None:
        _line(log, reply, FactKind.CHAT_POSTED)
        body["reply"] = reply
    return log.write(FactKind.CHAT_POSTED, body)


@transaction.atomic
def remove_chat(*, seat: Seat, message: int, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Take the words of a line away from everybody; the log keeps that there was one, and who removed it."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    record(actor=seat.person, verb="chat.removed", target=_line(log, message, FactKind.CHAT_POSTED))
    return log.write(FactKind.CHAT_REMOVED, {"message": message})


@transaction.atomic
def lock_chat(*, seat: Seat, on: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Let only those who teach write, or everybody again."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    return log.earlier or log.write(FactKind.CHAT_LOCKED, {"on": on})


@transaction.atomic
def ask_question(*, seat: Seat, text: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Put a question on the list; refuses `chat_locked` as the chat does."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    _require_chat(log, seat)
    return log.write(FactKind.QUESTION_ASKED, {"text": text.replace("\x00", "")})


@transaction.atomic
def vote_question(*, seat: Seat, question: int, on: bool, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Want to hear an answer too, or no more: one vote each. Refuses `unknown_question` and `already_voted`."""
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    _line(log, question, FactKind.QUESTION_ASKED)
    if (seat.person_id in votes_for(live_class_id=log.live_class.pk, question=question)) == on:
        raise refuse("already_voted")
    return log.write(FactKind.QUESTION_VOTED, {"question": question, "on": on})


@transaction.atomic
def settle_question(*, seat: Seat, question: int, how: str, now: datetime, client_id: UUID | None = None) -> RoomFact:
    """Say that a question was `answered`, or take its words away (`removed`)."""
    require_instructor(seat)
    log = RoomLog.opened(seat=seat, now=now, client_id=client_id)
    if log.earlier:
        return log.earlier
    asked = _line(log, question, FactKind.QUESTION_ASKED)
    if how == "removed":
        record(actor=seat.person, verb="question.removed", target=asked)
    return log.write(FactKind.QUESTION_SETTLED, {"question": question, "how": how})


def _require_chat(log: RoomLog, seat: Seat) -> None:
    if not seat.instructs and is_on(live_class_id=log.live_class.pk, kind=FactKind.CHAT_LOCKED):
        raise refuse("chat_locked")


def _line(log: RoomLog, number: int, kind: FactKind) -> RoomFact:
    """The chat line or question with this number; refuses `unknown_message` or `unknown_question`."""
    found = RoomFact.objects.filter(live_class=log.live_class, number=number, kind=kind).first()
    if found is None:
        raise refuse("unknown_message" if kind == FactKind.CHAT_POSTED else "unknown_question")
    return found
