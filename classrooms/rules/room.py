"""The room as a fold of its facts.

A live class is an ordered log. `fold` takes the state of a room and the next fact, in the form the protocol sends it, and
gives the next state. The page folds the same facts in `frontend/classroom/fold.ts`; a test runs both over one log.
Nothing here may depend on anything but its arguments, and a fact met twice is passed over.
"""

from typing import Any

from classrooms.rules.facts import FactKind
from classrooms.rules.folding import APPLY

__all__ = ["FactKind", "Frame", "Room", "empty_room", "fold"]

Room = dict[str, Any]
Frame = dict[str, Any]


def empty_room() -> Room:
    """The room before its first fact."""
    return {
        "n": 0,
        "state": "scheduled",
        "opened_at": None,
        "locked": False,
        "slide": 1,
        "board": False,
        "pen": None,
        "ink": {},
        "people": {},
        "hands": {},
        "floor": None,
        "chat": [],
        "chat_locked": False,
        "questions": [],
        "polls": {},
        "poll": None,
        "attention": None,
        "timer": None,
        "reactions": {},
    }


def fold(room: Room, frame: Frame) -> Room:
    """Change `room` by one fact and return it. A fact that is not newer than the room changes nothing."""
    if frame["n"] <= room["n"]:
        return room
    APPLY[FactKind(frame["kind"])](room, frame)
    room["n"] = frame["n"]
    return room
