"""What is left to learn and to be asked when a part is known already: always the whole less what was accepted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assessments.rules.drawing import Candidates, Draw

# A diagnostic paper says something about a unit from so many questions on, and that it is known from so many per cent on.
FEWEST, ENOUGH = 2, 80


@dataclass(frozen=True)
class Plan:
    """Units in the order of the standard: those left, and those accepted."""

    left: tuple[str, ...]
    accepted: tuple[str, ...]


def plan(units: Sequence[str], accepted: Collection[str]) -> Plan:
    """The units of a level less what was accepted. Whatever was accepted of other levels takes nothing away."""
    return Plan(
        left=tuple(unit for unit in units if unit not in accepted),
        accepted=tuple(unit for unit in units if unit in accepted),
    )


def asked_less(wanted: Draw, bank: Sequence[Candidates], accepted: Collection[str]) -> tuple[Draw, list[Candidates]]:
    """A blueprint and its bank without the accepted units. The paper is shorter by the share of questions that these units
    have of the bank; its rules for other units, levels and cells stay as far as the shorter paper and the smaller bank hold
    them."""
    usable = [question for question in bank if question.level in wanted.from_levels]
    left = [question for question in usable if question.unit not in accepted]
    if not usable or len(left) == len(usable):
        return wanted, list(bank)
    size = -(-wanted.questions * len(left) // len(usable))
    cells = tuple(cell for cell in wanted.cells if any(cell.fits(question) for question in left))
    shorter = replace(
        wanted,
        questions=size,
        units={unit: least for unit, least in wanted.units.items() if unit not in accepted},
        levels={
            level: min(least * size // wanted.questions, sum(one.level == level for one in left))
            for level, least in wanted.levels.items()
        },
        safety=min(-(-wanted.safety * size // wanted.questions), sum(one.safety for one in left)),
        cells=tuple(replace(cell, least=min(cell.least, sum(cell.fits(one) for one in left))) for cell in cells),
    )
    return shorter, left


def shows(right: int, asked: int) -> bool:
    """Whether so many right answers of so many on a diagnostic paper show that a unit is known."""
    return asked >= FEWEST and 100 * right >= ENOUGH * asked
