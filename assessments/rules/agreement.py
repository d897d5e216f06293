"""Two assessors, one mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from assessments.rules.scores import rounded

WORST_FIRST = ("stopped_for_safety", "not_yet_competent", "competent")


@dataclass(frozen=True)
class Agreement:
    """What sealed sheets say together. When they do not agree there is no per cent, and they agree on marks or a chair
    decides."""

    agreed: bool
    percent: Decimal | None
    outcome: str


def agree(sheets: list[tuple[Decimal, str]], *, tolerance: int, lines_apart: int = 0) -> Agreement:
    """Sheets as (per cent, outcome). They agree when they are within ``tolerance``, no line lies too far apart, and they mean the
    same: a mean is never taken across the line between competent and not yet."""
    percents, outcomes = [percent for percent, _ in sheets], {word for _, word in sheets}
    if lines_apart or len(outcomes) > 1 or max(percents) - min(percents) > tolerance:
        worst = next(word for word in WORST_FIRST if word in outcomes)
        return Agreement(agreed=False, percent=None, outcome=worst)
    mean = rounded(Fraction(sum(percents, Decimal(0))) / len(percents))
    return Agreement(agreed=True, percent=mean, outcome=outcomes.pop())


def step(marks: Decimal, line: Mapping[str, Any]) -> Fraction:
    """Where marks lie among the descriptions of a line, counted from the lowest: 0, 1, 2; between two of them a part of a
    step."""
    bands = sorted({Fraction(str(band["marks"])) for band in line["bands"]})
    value = Fraction(marks)
    if value <= bands[0]:
        return Fraction(0)
    for number, (low, high) in enumerate(pairwise(bands)):
        if value <= high:
            return number + (value - low) / (high - low)
    return Fraction(len(bands) - 1)


def apart(sheets: Sequence[Mapping[str, Decimal]], rubric: Sequence[Mapping[str, Any]], *, steps: int) -> list[str]:
    """Codes of the lines on which sheets (marks by line) lie more than ``steps`` descriptions apart. A line that a sheet did not
    judge, because the task was stopped, is not compared."""
    found = []
    for line in rubric:
        places = [step(marks[line["id"]], line) for marks in sheets if line["id"] in marks]
        if len(places) > 1 and max(places) - min(places) > steps:
            found.append(str(line["id"]))
    return found
