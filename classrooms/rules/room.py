"""The room as a fold of its facts.

A live class is an ordered log. `fold` takes the state of a room and the next fact, in the form the protocol sends it, and
gives the next state. The page folds the same facts in `frontend/classroom/fold.ts`; a test runs both over one log.
Nothing here may depend on anything but its arguments, and a fact met twice is passed over.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

Room = dict[str, Any]
Frame = dict[str, Any]

#: The snapshot keeps this many of the last chat lines, so that joining a long class stays small.
CHAT_KEPT = 200


class FactKind(StrEnum):
    """What can happen in a class, in the past tense."""

    CLASS_OPENED = "class.opened"
    CLASS_CLOSED = "class.closed"
    SEAT_JOINED = "seat.joined"
    SEAT_LEFT = "seat.left"
    LANE_CHOSEN = "lane.chosen"
    SLIDE_SHOWN = "slide.shown"
    CHAT_POSTED = "chat.posted"
    CHAT_REMOVED = "chat.removed"
    HAND_RAISED = "hand.raised"
    HAND_LOWERED = "hand.lowered"
    FLOOR_GIVEN = "floor.given"
    FLOOR_RETURNED = "floor.returned"
    POLL_OPENED = "poll.opened"
    POLL_ANSWERED = "poll.answered"
    POLL_CLOSED = "poll.closed"
    POLL_SHOWN = "poll.shown"
    REACTION_SENT = "reaction.sent"
    MIC_CHANGED = "mic.changed"
    CAMERA_CHANGED = "camera.changed"


def empty_room() -> Room:
    """The room before its first fact."""
    return {
        "n": 0,
        "state": "scheduled",
        "opened_at": None,
        "slide": 1,
        "people": {},
        "hands": {},
        "floor": None,
        "chat": [],
        "polls": {},
        "poll": None,
        "reactions": {},
    }


def fold(room: Room, frame: Frame) -> Room:
    """Change `room` by one fact and return it. A fact that is not newer than the room changes nothing."""
    if frame["n"] <= room["n"]:
        return room
    _APPLY[FactKind(frame["kind"])](room, frame)
    room["n"] = frame["n"]
    return room


def _class_opened(room: Room, frame: Frame) -> None:
    room.update(state="open", opened_at=frame["at"])


def _class_closed(room: Room, frame: Frame) -> None:
    room.update(state="closed", hands={}, floor=None)
    for person in room["people"].values():
        person.update(here=False, mic=False, camera=False)


def _seat_joined(room: Room, frame: Frame) -> None:
    before = room["people"].get(frame["by"], {})
    room["people"][frame["by"]] = {
        "name": frame["body"]["name"],
        "role": frame["body"]["role"],
        "here": True,
        "lane": before.get("lane", "voice"),
        "mic": False,
        "camera": False,
        "spoke_at": before.get("spoke_at"),
    }


def _seat_left(room: Room, frame: Frame) -> None:
    """Somebody went. A raised hand stays up for a while: a phone that lost its network should not lose its turn."""
    person = room["people"].get(frame["by"])
    if person:
        person.update(here=False, mic=False, camera=False)
    if room["floor"] == frame["by"]:
        room["floor"] = None


def _lane_chosen(room: Room, frame: Frame) -> None:
    _change_person(room, frame["by"], lane=frame["body"]["lane"])


def _slide_shown(room: Room, frame: Frame) -> None:
    room["slide"] = frame["body"]["slide"]
    room["reactions"] = {}


def _chat_posted(room: Room, frame: Frame) -> None:
    line = {"n": frame["n"], "by": frame["by"], "at": frame["at"], "text": frame["body"]["text"], "removed": False}
    room["chat"] = [*room["chat"], line][-CHAT_KEPT:]


def _chat_removed(room: Room, frame: Frame) -> None:
    for line in room["chat"]:
        if line["n"] == frame["body"]["message"]:
            line.update(text="", removed=True)


def _hand_raised(room: Room, frame: Frame) -> None:
    room["hands"].setdefault(frame["by"], frame["at"])


def _hand_lowered(room: Room, frame: Frame) -> None:
    room["hands"].pop(frame["body"]["person"], None)


def _floor_given(room: Room, frame: Frame) -> None:
    person = frame["body"]["person"]
    if room["floor"] and room["floor"] != person:
        _change_person(room, room["floor"], mic=False)
    room["floor"] = person
    room["hands"].pop(person, None)
    _change_person(room, person, spoke_at=frame["at"])


def _floor_returned(room: Room, frame: Frame) -> None:
    if room["floor"]:
        _change_person(room, room["floor"], mic=False)
    room["floor"] = None


def _poll_opened(room: Room, frame: Frame) -> None:
    body = frame["body"]
    room["polls"][body["poll"]] = {
        "question": body["question"],
        "options": body["options"],
        "state": "open",
        "answered": 0,
        "tally": [0] * len(body["options"]),
        "mine": None,
        "shown": False,
    }
    room["poll"] = body["poll"]


def _poll_answered(room: Room, frame: Frame) -> None:
    """One more answer. Which option is in the body only for the instructor and for the one who answered."""
    body = frame["body"]
    poll = room["polls"][body["poll"]]
    poll["answered"] += 1
    if body.get("mine"):
        poll["mine"] = body["option"]
    elif "option" in body:
        poll["tally"][body["option"]] += 1


def _poll_closed(room: Room, frame: Frame) -> None:
    room["polls"][frame["body"]["poll"]]["state"] = "closed"


def _poll_shown(room: Room, frame: Frame) -> None:
    room["polls"][frame["body"]["poll"]].update(tally=frame["body"]["tally"], shown=True)


def _reaction_sent(room: Room, frame: Frame) -> None:
    room["reactions"][frame["by"]] = frame["body"]["name"]


def _mic_changed(room: Room, frame: Frame) -> None:
    _change_person(room, frame["by"], mic=frame["body"]["on"])


def _camera_changed(room: Room, frame: Frame) -> None:
    _change_person(room, frame["by"], camera=frame["body"]["on"])


def _change_person(room: Room, person: str, **changes: object) -> None:
    if person in room["people"]:
        room["people"][person].update(changes)


_APPLY: dict[FactKind, Callable[[Room, Frame], None]] = {
    FactKind.CLASS_OPENED: _class_opened,
    FactKind.CLASS_CLOSED: _class_closed,
    FactKind.SEAT_JOINED: _seat_joined,
    FactKind.SEAT_LEFT: _seat_left,
    FactKind.LANE_CHOSEN: _lane_chosen,
    FactKind.SLIDE_SHOWN: _slide_shown,
    FactKind.CHAT_POSTED: _chat_posted,
    FactKind.CHAT_REMOVED: _chat_removed,
    FactKind.HAND_RAISED: _hand_raised,
    FactKind.HAND_LOWERED: _hand_lowered,
    FactKind.FLOOR_GIVEN: _floor_given,
    FactKind.FLOOR_RETURNED: _floor_returned,
    FactKind.POLL_OPENED: _poll_opened,
    FactKind.POLL_ANSWERED: _poll_answered,
    FactKind.POLL_CLOSED: _poll_closed,
    FactKind.POLL_SHOWN: _poll_shown,
    FactKind.REACTION_SENT: _reaction_sent,
    FactKind.MIC_CHANGED: _mic_changed,
    FactKind.CAMERA_CHANGED: _camera_changed,
}
