"""What each person in the room may see of a fact."""

from collections.abc import Collection

from classrooms.rules.room import FactKind, Frame

#: Facts whose author is known to nobody but the author (and, where it says so, those who teach).
PRIVATE = {FactKind.POLL_ANSWERED, FactKind.QUESTION_VOTED, FactKind.ATTENTION_ANSWERED}
WORDS = {FactKind.CHAT_POSTED, FactKind.QUESTION_ASKED}


def seen_by(frame: Frame, *, person: str, instructs: bool, removed: Collection[int]) -> Frame:
    """Give the fact as `person` may see it.

    A poll answer is known to those who teach (which option, for the count) and to the one who gave it; the others learn
    only that one more person has answered. Votes for questions and attention answers are counted for all and known only
    to their own people, attention answers also to those who teach. Words in `removed` (numbers of facts) are gone for
    everybody, also for those who catch up later.
    """
    if frame["kind"] in PRIVATE:
        return _private(frame, person=person, instructs=instructs)
    if frame["kind"] in WORDS and frame["n"] in removed:
        return {**frame, "body": {**frame["body"], "text": ""}}
    return frame


def takes_away(frame: Frame) -> int | None:
    """The number of the fact whose words this fact takes away, if it does."""
    body = frame["body"]
    if frame["kind"] == FactKind.CHAT_REMOVED:
        number: int = body["message"]
        return number
    if frame["kind"] == FactKind.QUESTION_SETTLED and body["how"] == "removed":
        question: int = body["question"]
        return question
    return None


def _private(frame: Frame, *, person: str, instructs: bool) -> Frame:
    if frame["by"] == person:
        return {**frame, "body": {**frame["body"], "mine": True}}
    if instructs and frame["kind"] != FactKind.QUESTION_VOTED:
        return frame
    body = {name: value for name, value in frame["body"].items() if name != "option"}
    return {**frame, "by": None, "body": body}
