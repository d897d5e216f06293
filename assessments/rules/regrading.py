"""How an answer to a question that proved faulty is marked."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any


@dataclass(frozen=True)
class Ruling:
    """How a faulty question is marked: ``full_marks`` for everybody, by ``other_key``, or by the better of ``both_keys``."""

    method: str
    answer: dict[str, Any] | None = None


def ruled_share(share: Callable[[dict[str, Any]], Fraction], key: dict[str, Any], ruling: Ruling | None) -> Fraction:
    """The share of the marks, 0 to 1, that ``share(key)`` earns under a ruling."""
    if ruling is None:
        return share(key)
    if ruling.method == "full_marks":
        return Fraction(1)
    other = share(ruling.answer or key)
    return other if ruling.method == "other_key" else max(share(key), other)


@dataclass(frozen=True)
class Change:
    """What a new marking would do to one result. ``line`` says on which side of the pass mark it comes to lie."""

    before: Decimal
    after: Decimal
    least: Decimal

    @property
    def line(self) -> str:
        """``now_passes``, ``now_fails`` or nothing."""
        if self.before < self.least <= self.after:
            return "now_passes"
        return "now_fails" if self.after < self.least <= self.before else ""


def kept(before: Decimal, after: Decimal, *, released: bool) -> bool:
    """Whether a result stays as it is: nobody loses marks they have seen through a fault of ours."""
    return after == before or (released and after < before)
