"""What each app holds about a person, in parts for their own page and for the copy they may take. Apps say so when they start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from lms.people.models import Person


@dataclass(frozen=True)
class Part:
    """One part: its name in the file, in words, and its rows (plain values) for a person."""

    name: str
    label: str | Promise
    rows: Callable[[Person], list[dict[str, Any]]]


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Make a part known; a second time replaces the first."""
    _parts[part.name] = part


def parts() -> list[Part]:
    """Every part, in the order in which apps start."""
    return list(_parts.values())
