"""What a question type must do.

A type is a stateless object. It never sees the database, the clock or a request, and everything it is given and gives
back is JSON-able. ``content`` is what a candidate may see, ``answer`` is the key: a type must never put one into the other.
"""

import random
from abc import ABC, abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise

Content = dict[str, Any]
Key = dict[str, Any]
Order = dict[str, list[str]]


class BadResponse(ValueError):
    """What came in is no response to this question."""


class QuestionType(ABC):
    """One way to ask. ``name`` is stored; ``template`` draws the question with ``question`` and ``value``."""

    name: str
    label: str | Promise
    # One line above the options: "Choose all that are right".
    instruction: str | Promise = ""
    # Names of the lists of the content that are shuffled at delivery.
    shuffles: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The template that draws the question."""
        return f"assessments/questions/{self.name}.html"

    @abstractmethod
    def from_source(self, source: Mapping[str, Any]) -> tuple[Content, Key]:
        """Content and key from the exchange form (``lms/demo/data/trades/README.md``)."""

    @abstractmethod
    def problems(self, content: Content, answer: Key) -> list[str]:
        """What is wrong with a question, for its author; an empty list when it can be used."""

    def order(self, content: Content, dice: random.Random) -> Order:
        """The ids of each shuffled list in the order in which one paper shows them."""
        return {name: dice.sample(ids(content[name]), len(content[name])) for name in self.shuffles}

    def deliver(self, content: Content, order: Order) -> Content:
        """The content in that order."""
        return content | {name: in_order(content[name], shown) for name, shown in order.items()}

    @abstractmethod
    def from_form(self, data: Mapping[str, Any], content: Content) -> Any:
        """The raw response in a form's data (a ``QueryDict``), for browsers without script."""

    @abstractmethod
    def normalise(self, raw: Any, content: Content) -> Any:
        """The response as it is stored, or None for "no answer". Raises ``BadResponse``."""

    @abstractmethod
    def share(self, value: Any, content: Content, answer: Key) -> Fraction:
        """How much of the marks a normalised response earns, 0 to 1. None earns nothing."""

    def guess(self, content: Content) -> Fraction:
        """The share that somebody who only guesses can expect; nothing where guessing is hopeless."""
        return Fraction(0)

    @abstractmethod
    def right_answer(self, content: Content, answer: Key) -> list[dict[str, str]]:
        """The key in words, as pairs ``{"ar", "en"}``, for the result page."""

    @abstractmethod
    def given_answer(self, value: Any, content: Content) -> list[dict[str, str]]:
        """A response in words, as pairs."""


def ids(parts: list[dict[str, Any]]) -> list[str]:
    """The ids of a list of parts."""
    return [str(part["id"]) for part in parts]


def in_order(parts: list[dict[str, Any]], shown: list[str]) -> list[dict[str, Any]]:
    """The parts in the order of ``shown``."""
    by_id = {part["id"]: part for part in parts}
    return [by_id[one] for one in shown]


def pair(part: Mapping[str, Any]) -> dict[str, str]:
    """The two languages of a part."""
    return {"ar": part["ar"], "en": part["en"]}


def without(part: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """A part without some of its members: how a key is kept out of the content."""
    return {name: value for name, value in part.items() if name not in names}


def listed(data: Mapping[str, Any], name: str) -> list[str]:
    """Every value of a field of a form."""
    getlist = getattr(data, "getlist", None)
    found = getlist(name) if getlist else data.get(name, [])
    return [str(one) for one in found]
