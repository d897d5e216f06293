"""What each person in the room may see of a fact."""

from collections.abc import Collection
from typing import Any

from classrooms.rules.room import FactKind, Frame


def seen_by(frame: Frame, *, person: str, instructs: bool, removed: Collection[int]) -> Frame:
    """Give the fact as `person` may see it.

    A poll answer is known to the instructor (which option, for the count) and to the one who gave it; the others learn
    only that one more person has answered. A chat line in `removed` (numbers of facts) loses its words for everybody,
    also for those who catch up later.
    """
    if frame["kind"] == FactKind.POLL_ANSWERED:
        return _answer_seen_by(frame, person=person, instructs=instructs)
    if frame["kind"] == FactKind.CHAT_POSTED and frame["n"] in removed:
        return {**frame, "body": {**frame["body"], "text": ""}}
    return frame


def _answer_seen_by(frame: Frame, *, person: str, instructs: bool) -> Frame:
    body: dict[str, Any] = {"poll": frame["body"]["poll"]}
    if frame["by"] == person:
        body |= {"option": frame["body"]["option"], "mine": True}
        return {**frame, "body": body}
    if instructs:
        body |= {"option": frame["body"]["option"]}
        return {**frame, "body": body}
    return {**frame, "by": None, "body": body}
