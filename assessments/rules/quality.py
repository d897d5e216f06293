"""Whether assessors judge alike: leniency and agreement, each with bounds, and which sheets are looked at again."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.rules.agreement import apart, step
from assessments.rules.scores import percent_of

# A bound that holds at every number of sheets at once (a normal mixture, Robbins 1970): looking after each sheet does not make
# false alarms likelier. ``MIXTURE`` says where it is tightest, at a couple of dozen sheets.
ALARM = 0.05
MIXTURE = 4.0
FEWEST_OTHERS = 10
LEAST_SPREAD = 5.0  # points of a hundred; fewer sheets of others may look closer together than people are
NOTABLE = 3.0
NORMAL = 1.96


@dataclass(frozen=True)
class Leniency:
    """How far an assessor's sheets lie above those of others on the same tasks, in points of a hundred, with bounds."""

    sheets: int
    mean: float
    low: float
    high: float

    @property
    def word(self) -> str:
        """``lenient`` or ``severe`` when the bounds leave no other reading, else nothing."""
        if self.low > 0 and self.mean >= NOTABLE:
            return "lenient"
        return "severe" if self.high < 0 and self.mean <= -NOTABLE else ""


@dataclass(frozen=True)
class OnTask:
    """An assessor's per cents on one task, and those of everybody else on it."""

    own: Sequence[float]
    others: Sequence[float]


def leniency(tasks: Sequence[OnTask]) -> Leniency | None:
    """Over all tasks that enough others judged too; None when there is none. Each sheet counts as its distance from the
    others' mean, in their spread; how well that mean is known is in the bounds."""
    distances, known = [], []
    spreads = []
    for task in tasks:
        if len(task.others) < FEWEST_OTHERS or not task.own:
            continue
        mean, spread = _moments(task.others)
        distances += [(one - mean) / spread for one in task.own]
        known += [1 / len(task.others)] * len(task.own)
        spreads += [spread] * len(task.own)
    count = len(distances)
    if not count:
        return None
    scale = sum(spreads) / count
    mean = sum(distances) / count
    mixture = math.sqrt((count + MIXTURE) * math.log((count + MIXTURE) / (MIXTURE * ALARM**2))) / count
    radius = math.hypot(mixture, NORMAL * math.sqrt(sum(known) / count))
    return Leniency(count, mean * scale, (mean - radius) * scale, (mean + radius) * scale)


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    variance = sum((one - mean) ** 2 for one in values) / (len(values) - 1)
    return mean, max(math.sqrt(variance), LEAST_SPREAD)


@dataclass(frozen=True)
class Share:
    """A share of so many, 0 to 1, with Wilson's bounds."""

    of: int
    value: float
    low: float
    high: float


def share(hits: int, of: int) -> Share | None:
    """None of nothing."""
    if not of:
        return None
    rate, square = hits / of, NORMAL**2
    middle = (rate + square / (2 * of)) / (1 + square / of)
    half = NORMAL * math.sqrt(rate * (1 - rate) / of + square / (4 * of * of)) / (1 + square / of)
    return Share(of, rate, max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True)
class Kappa:
    """Cohen's kappa with quadratic weights: 1 is agreement on everything, 0 what chance gives. Bounds by leaving one pair out."""

    pairs: int
    value: float
    low: float
    high: float


Pair = tuple[int, int]


def weighted_kappa(pairs: Sequence[Pair], *, steps: int) -> Kappa | None:
    """Of pairs of steps, each 0 to ``steps`` - 1. None of fewer than three pairs, or where everybody gave the same step
    always."""
    value = _kappa(pairs, steps)
    if value is None or len(pairs) < 3:
        return None
    count = len(pairs)
    without = [_kappa([*pairs[:place], *pairs[place + 1 :]], steps) for place in range(count)]
    known = [value if one is None else one for one in without]
    mean = sum(known) / count
    error = math.sqrt((count - 1) / count * sum((one - mean) ** 2 for one in known))
    return Kappa(count, value, max(-1.0, value - NORMAL * error), min(1.0, value + NORMAL * error))


def _kappa(pairs: Sequence[Pair], steps: int) -> float | None:
    if not pairs:
        return None
    first, second = [0] * steps, [0] * steps
    for one, other in pairs:
        first[one] += 1
        second[other] += 1
    seen = sum((one - other) ** 2 for one, other in pairs)
    chance = sum(first[a] * second[b] * (a - b) ** 2 for a in range(steps) for b in range(steps)) / len(pairs)
    return None if not chance else 1 - seen / chance


@dataclass(frozen=True)
class LineAgreement:
    """How two assessors agree on one line of a task. ``exact`` and ``adjacent`` (at most a description apart) are shares."""

    aspect: str
    pairs: int
    exact: Share | None
    adjacent: Share | None
    kappa: Kappa | None


Marks = Mapping[str, Decimal]


def line_agreement(
    sheets: Sequence[tuple[Mapping[str, Decimal], Mapping[str, Decimal]]], line: Mapping[str, Any]
) -> LineAgreement:
    """Of pairs of sheets (marks by line). Marks between two descriptions count as the nearer one."""
    code, steps = str(line["id"]), len({str(band["marks"]) for band in line["bands"]})
    pairs = [(_nearest(a[code], line), _nearest(b[code], line)) for a, b in sheets if code in a and code in b]
    exact = sum(one == other for one, other in pairs)
    adjacent = sum(abs(one - other) <= 1 for one, other in pairs)
    return LineAgreement(
        code, len(pairs), share(exact, len(pairs)), share(adjacent, len(pairs)), weighted_kappa(pairs, steps=steps)
    )


def _nearest(marks: Decimal, line: Mapping[str, Any]) -> int:
    return math.floor(step(marks, line) + Fraction(1, 2))


@dataclass(frozen=True)
class Sampling:
    """A rule of the quality plan, as plain values."""

    new_sheets: int
    near: int
    critical: bool
    share: int


def why_sampled(rule: Sampling, *, sealed_before: int, percent: Decimal, least: int, critical: bool, draw: float) -> str:
    """Why a sealed sheet is looked at, or "". ``draw`` lies between 0 and 1 and is the sheet's own."""
    if sealed_before < rule.new_sheets:
        return "new_assessor"
    if critical and rule.critical:
        return "critical"
    if abs(percent - least) <= rule.near:
        return "near_line"
    return "drawn" if draw * 100 < rule.share else ""


@dataclass(frozen=True)
class AnchorVerdict:
    """How somebody's marks of an anchor clip lie beside the agreed ones. ``off_by``: per cent, theirs less the agreed."""

    good: bool
    off_by: Decimal
    lines_apart: list[str]


def judged_anchor(
    marks: Mapping[str, Decimal], agreed: Mapping[str, Decimal], rubric: Sequence[Mapping[str, Any]], *, within: int
) -> AnchorVerdict:
    """Good: every line at most a description away, and the whole within ``within`` per cent."""
    total = sum(line["marks"] for line in rubric)
    off = percent_of(sum(marks.values(), Decimal(0)), total) - percent_of(sum(agreed.values(), Decimal(0)), total)
    far = apart([marks, agreed], rubric, steps=1)
    missing = [str(line["id"]) for line in rubric if line["id"] not in marks]
    return AnchorVerdict(good=not far and not missing and abs(off) <= within, off_by=off, lines_apart=far + missing)
