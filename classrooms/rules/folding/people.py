"""The class itself, who is in it, hands and the floor."""

from typing import Any

from classrooms.rules.facts import FactKind

Room = dict[str, Any]
Frame = dict[str, Any]


def change_person(room: Room, person: str | None, **changes: object) -> None:
    """Change what the room says of somebody, if it knows them."""
    if person in room["people"]:
        room["people"][person].update(changes)


def _class_opened(room: Room, frame: Frame) -> None:
    room.update(state="open", opened_at=frame["at"])


def _class_closed(room: Room, frame: Frame) -> None:
    room.update(state="closed", hands={}, floor=None, pen=None, timer=None, attention=None)
    for person in room["people"].values():
        person.update(here=False, mic=False, camera=False)


def _room_locked(room: Room, frame: Frame) -> None:
    room["locked"] = frame["body"]["on"]


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
    _gone(room, frame["by"])


def _gone(room: Room, person: str | None) -> None:
    change_person(room, person, here=False, mic=False, camera=False)
    for held in ("floor", "pen"):
        if room[held] == person:
            room[held] = None


def _person_removed(room: Room, frame: Frame) -> None:
    _gone(room, frame["body"]["person"])
    room["hands"].pop(frame["body"]["person"], None)


def _role_given(room: Room, frame: Frame) -> None:
    change_person(room, frame["body"]["person"], role=frame["body"]["role"])


def _lane_chosen(room: Room, frame: Frame) -> None:
    change_person(room, frame["by"], lane=frame["body"]["lane"])


def _hand_raised(room: Room, frame: Frame) -> None:
    room["hands"].setdefault(frame["by"], frame["at"])


def _hand_lowered(room: Room, frame: Frame) -> None:
    room["hands"].pop(frame["body"]["person"], None)


def _hands_lowered(room: Room, frame: Frame) -> None:
    room["hands"] = {}


def _floor_given(room: Room, frame: Frame) -> None:
    person = frame["body"]["person"]
    if room["floor"] and room["floor"] != person:
        change_person(room, room["floor"], mic=False)
    room["floor"] = person
    room["hands"].pop(person, None)
    change_person(room, person, spoke_at=frame["at"])


def _floor_returned(room: Room, frame: Frame) -> None:
    change_person(room, room["floor"], mic=False)
    room["floor"] = None


def _mics_muted(room: Room, frame: Frame) -> None:
    """Everybody who does not teach is silent, and nobody has the floor."""
    room["floor"] = None
    for person in room["people"].values():
        if person["role"] == "trainee":
            person["mic"] = False


def _reaction_sent(room: Room, frame: Frame) -> None:
    room["reactions"][frame["by"]] = frame["body"]["name"]


def _mic_changed(room: Room, frame: Frame) -> None:
    change_person(room, frame["by"], mic=frame["body"]["on"])


def _camera_changed(room: Room, frame: Frame) -> None:
    change_person(room, frame["by"], camera=frame["body"]["on"])


APPLY = {
    FactKind.CLASS_OPENED: _class_opened,
    FactKind.CLASS_CLOSED: _class_closed,
    FactKind.ROOM_LOCKED: _room_locked,
    FactKind.SEAT_JOINED: _seat_joined,
    FactKind.SEAT_LEFT: _seat_left,
    FactKind.PERSON_REMOVED: _person_removed,
    FactKind.ROLE_GIVEN: _role_given,
    FactKind.LANE_CHOSEN: _lane_chosen,
    FactKind.HAND_RAISED: _hand_raised,
    FactKind.HAND_LOWERED: _hand_lowered,
    FactKind.HANDS_LOWERED: _hands_lowered,
    FactKind.FLOOR_GIVEN: _floor_given,
    FactKind.FLOOR_RETURNED: _floor_returned,
    FactKind.MICS_MUTED: _mics_muted,
    FactKind.REACTION_SENT: _reaction_sent,
    FactKind.MIC_CHANGED: _mic_changed,
    FactKind.CAMERA_CHANGED: _camera_changed,
}
