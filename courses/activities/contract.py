"""What a scored activity must do.

An activity is a stateless object on plain values. A seed makes the case, a list of actions plays it, and the same seed and
actions earn the same points here and on the phone (``frontend/activities``, one file for each of these): only whole numbers are
reckoned with, and ``tests/courses/activity_vectors.json`` holds both to it. An action is a short list: its verb, then numbers or
names.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise

Action = list[Any]
WORD: Final = 0xFFFFFFFF
MOST_ACTIONS: Final = 60
WHOLE: Final = 100


class BadAction(ValueError):
    """What came in is no action of this activity, or not one that can be taken now."""


class Dice:
    """Mulberry32: small, and the same in every language that has 32-bit integers."""

    def __init__(self, seed: int) -> None:
        self.state = seed & WORD

    def below(self, count: int) -> int:
        """A whole number from 0 to ``count - 1``."""
        self.state = (self.state + 0x6D2B79F5) & WORD
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 15)) * (mixed | 1)) & WORD
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & WORD)) & WORD
        return ((mixed ^ (mixed >> 14)) & WORD) % count

    def between(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, both included."""
        return least + self.below(most - least + 1)


@dataclass
class Play:
    """A case as far as it was played. ``parts`` are points by what they are for; ``log`` tells each action with what came of it.

    ``stops`` counts the times that safety stopped the work.
    """

    parts: dict[str, int] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)
    stops: int = 0
    done: bool = False

    @property
    def points(self) -> int:
        """What was earned of a hundred."""
        return max(0, min(WHOLE, sum(self.parts.values())))


class Activity(ABC):
    """One kind of exercise. ``name`` is stored; ``courses/activities/<name>.html`` draws it."""

    name: str
    label: str | Promise

    @property
    def template(self) -> str:
        """The template that draws the exercise."""
        return f"courses/activities/{self.name}.html"

    @abstractmethod
    def case(self, seed: int) -> dict[str, Any]:
        """The case of a seed, JSON-able; what is to be found out is in it, for the phone works without network."""

    @abstractmethod
    def act(self, case: Mapping[str, Any], play: Play, action: Action) -> None:
        """Take one action, noting what came of it. Raises ``BadAction``."""

    @abstractmethod
    def from_form(self, data: Mapping[str, Any]) -> Action:
        """The action in a plain form's data, for browsers without script."""

    def play(self, seed: int, actions: Sequence[Action]) -> Play:
        """A case played from its beginning. Raises ``BadAction``; nothing can be done after the end."""
        case, play = self.case(seed), Play()
        if len(actions) > MOST_ACTIONS:
            raise BadAction
        for action in actions:
            if play.done or not isinstance(action, list) or not action:
                raise BadAction
            self.act(case, play, action)
        return play


def whole(value: object, least: int, most: int) -> int:
    """A whole number of an action between two ends, or ``BadAction``."""
    if type(value) is not int or not least <= value <= most:
        raise BadAction
    return value


def one_of(value: object, names: Sequence[str]) -> str:
    """A name of an action among those that there are, or ``BadAction``."""
    if not isinstance(value, str) or value not in names:
        raise BadAction
    return value
