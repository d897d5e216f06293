"""What each kind of fact does to the room, one file for each part of the room."""

from collections.abc import Callable
from typing import Any

from classrooms.rules.facts import FactKind
from classrooms.rules.folding import board, people, polls, talk

APPLY: dict[FactKind, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    **people.APPLY,
    **board.APPLY,
    **talk.APPLY,
    **polls.APPLY,
}
