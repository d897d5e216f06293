"""What skill schemes ask of an assessment.

Schemes belong to an app above, which says so when it starts; without one nothing is asked.
"""

from collections.abc import Collection
from datetime import date
from typing import Protocol

from assessments.rules.terms import Named, Terms

Level = tuple[str, str]  # codes of the trade and of the level


class Schemes(Protocol):
    """What the app that keeps the schemes answers. Each answer is for many levels at once: lists stay flat in queries."""

    def terms(self, levels: Collection[Level], *, on: date) -> dict[Level, Terms]:
        """The terms in force on a day; a level that no scheme speaks of is left out."""

    def failures(self, person_id: int) -> dict[Level, list[date]]:
        """The days on which a person was found not to have earned a level, since they last earned it."""

    def roles(self, *, on: date) -> list[Named]:
        """Every role that some scheme asks for on a committee, now or in a version that is written already."""


class NoSchemes:
    """Nothing is asked of anybody."""

    def terms(self, levels: Collection[Level], *, on: date) -> dict[Level, Terms]:
        return {}

    def failures(self, person_id: int) -> dict[Level, list[date]]:
        return {}

    def roles(self, *, on: date) -> list[Named]:
        return []


_kept: list[Schemes] = [NoSchemes()]


def keep(schemes: Schemes) -> None:
    """Called once, by the app that keeps the schemes."""
    _kept[0] = schemes


def schemes() -> Schemes:
    """Whoever keeps the schemes."""
    return _kept[0]
