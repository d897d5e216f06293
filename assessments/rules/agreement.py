"""Two assessors, one mark."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.rules.scores import rounded

WORST_FIRST = ("stopped_for_safety", "not_yet_competent", "competent")


@dataclass(frozen=True)
class Agreement:
    """What sealed sheets say together. When they do not agree there is no per cent, and an assessor corrects."""

    agreed: bool
    percent: Decimal | None
    outcome: str


def agree(sheets: list[tuple[Decimal, str]], *, tolerance: int) -> Agreement:
    """Sheets as (per cent, outcome). They agree when they are within ``tolerance`` and mean the same: a mean is never
    taken across the line between competent and not yet."""
    percents, outcomes = [percent for percent, _ in sheets], {word for _, word in sheets}
    if len(outcomes) > 1 or max(percents) - min(percents) > tolerance:
        worst = next(word for word in WORST_FIRST if word in outcomes)
        return Agreement(agreed=False, percent=None, outcome=worst)
    mean = rounded(Fraction(sum(percents, Decimal(0))) / len(percents))
    return Agreement(agreed=True, percent=mean, outcome=outcomes.pop())
