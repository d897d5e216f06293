"""Questions on their way to other systems: what each writer is given, and what it notes of what cannot go along."""

from dataclasses import dataclass
from typing import Any

from assessments.exchange.contract import Note


@dataclass(frozen=True)
class Outgoing:
    """A question of the bank as plain values; ``content`` and ``answer`` are in the shapes of its type."""

    code: str
    type: str
    stem: dict[str, str]
    content: dict[str, Any]
    answer: dict[str, Any]
    feedback: dict[str, str]
    marks: int
    picture: str = ""


@dataclass(frozen=True)
class Written:
    """A finished file, how many questions are in it, and a note for each that is not, or not whole."""

    data: bytes
    name: str
    content_type: str
    count: int
    notes: list[Note]
