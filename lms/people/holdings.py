"""What each app holds about a person, in parts for their own page and for the copy they may take. Apps say so when they start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from lms.people.models import Person

Files = Callable[[Person], Iterable[tuple[str, bytes]]]


class Coded(str):
    """A code, as machines read it, that also has words for people."""

    words: str | Promise = ""


def coded(code: str, words: str | Promise) -> Coded:
    """A code with its words."""
    made = Coded(code)
    made.words = words
    return made


def no_files(person: Person) -> Iterable[tuple[str, bytes]]:
    """Most parts have none."""
    return ()


@dataclass(frozen=True)
class Part:
    """One part: its name in the file, in words, and its rows (plain values) for a person.

    A part ``for_machines`` is too fine for a page (each tick of a lesson) and stands in the copy's data alone. ``files`` go
    into the copy as they are: name and bytes, one after the other.
    """

    name: str
    label: str | Promise
    rows: Callable[[Person], list[dict[str, Any]]]
    for_machines: bool = False
    files: Files = no_files


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Make a part known; a second time replaces the first."""
    _parts[part.name] = part


def parts() -> list[Part]:
    """Every part, in the order in which apps start."""
    return list(_parts.values())
