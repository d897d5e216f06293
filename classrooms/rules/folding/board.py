"""The slide or the blank board, and what is drawn on each."""

from typing import Any

from classrooms.rules.facts import FactKind

Room = dict[str, Any]
Frame = dict[str, Any]

#: A surface keeps this many of its last strokes, so that joining a long class stays small.
STROKES_KEPT = 300


def _slide_shown(room: Room, frame: Frame) -> None:
    room.update(slide=frame["body"]["slide"], board=False, reactions={})


def _board_shown(room: Room, frame: Frame) -> None:
    room["board"] = frame["body"]["on"]


def _pen_given(room: Room, frame: Frame) -> None:
    room["pen"] = frame["body"]["person"]


def _ink_drawn(room: Room, frame: Frame) -> None:
    body = frame["body"]
    stroke = {"n": frame["n"], "by": frame["by"], "colour": body["colour"], "width": body["width"], "points": body["points"]}
    room["ink"][body["surface"]] = [*room["ink"].get(body["surface"], []), stroke][-STROKES_KEPT:]


def _ink_undone(room: Room, frame: Frame) -> None:
    surface = frame["body"]["surface"]
    room["ink"][surface] = [one for one in room["ink"].get(surface, []) if one["n"] != frame["body"]["stroke"]]


def _ink_cleared(room: Room, frame: Frame) -> None:
    room["ink"].pop(frame["body"]["surface"], None)


APPLY = {
    FactKind.SLIDE_SHOWN: _slide_shown,
    FactKind.BOARD_SHOWN: _board_shown,
    FactKind.PEN_GIVEN: _pen_given,
    FactKind.INK_DRAWN: _ink_drawn,
    FactKind.INK_UNDONE: _ink_undone,
    FactKind.INK_CLEARED: _ink_cleared,
}
