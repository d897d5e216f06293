"""Drawing a paper: which questions, in which order. Pure, and the same for the same seed."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from lms.refusals import Refusal


@dataclass(frozen=True)
class Candidates:
    """A question that could be drawn. ``id`` is its version; ``criterion`` and ``difficulty`` are empty where nobody sorted
    it."""

    id: int
    code: str
    level: str
    unit: str
    safety: bool
    criterion: str = ""
    difficulty: int | None = None


Fits = Callable[[Candidates], bool]


@dataclass(frozen=True)
class Cell:
    """A cell of a blueprint's table: at least so many of a criterion (or its whole unit), a level and a difficulty; what is empty
    asks for any."""

    least: int
    criterion: str = ""
    level: str = ""
    difficulty: int | None = None

    @property
    def name(self) -> str:
        """``RAC-U01-E1 L1 2``."""
        return " ".join(str(part) for part in (self.criterion, self.level, self.difficulty) if part)

    def fits(self, question: "Candidates") -> bool:
        """Whether a question lies in it. A criterion holds the criteria below it: a unit all of its own."""
        at = question.criterion or question.unit
        inside = not self.criterion or at == self.criterion or at.startswith(f"{self.criterion}-")
        return inside and self.level in ("", question.level) and self.difficulty in (None, question.difficulty)


@dataclass(frozen=True)
class Draw:
    """What is asked for: how many questions, and the least number from each unit and level, about safety, and in each cell.

    ``enemies`` are sets of codes of which a paper holds at most one: one question would give another one's answer away.
    """

    questions: int
    from_levels: tuple[str, ...]
    units: dict[str, int] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    safety: int = 0
    cells: tuple[Cell, ...] = ()
    enemies: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Drawn:
    """The questions in the order of the paper."""

    ids: list[int]


def draw(bank: list[Candidates], wanted: Draw, *, seed: str) -> Drawn:
    """A paper of the bank. Refuses ``bank_too_small`` and says what is missing.

    First the leasts (safety, units, levels), scarcest first; then units in turn, so that no unit crowds out another;
    then the whole is shuffled.
    """
    usable = sorted((q for q in bank if q.level in wanted.from_levels), key=lambda question: question.code)
    if missing := shortages(usable, wanted):
        raise Refusal("bank_too_small", _("The question bank is too small: %(missing)s.") % {"missing": "; ".join(missing)})
    dice = random.Random(seed)  # noqa: S311 - told again from the stored seed; guards nothing
    for _try in range(TRIES):
        chosen = _chosen(dice.sample(usable, len(usable)), wanted)
        if len(chosen) == wanted.questions and _meets(chosen, wanted):
            return Drawn([question.id for question in dice.sample(chosen, len(chosen))])
    raise Refusal("bank_too_small", _("The question bank has no paper that meets every rule of the blueprint together."))


# A shuffle may run into a corner that another one avoids: enemies that took each other's place, cells that overlap.
TRIES = 30


def _chosen(pool: list[Candidates], wanted: Draw) -> list[Candidates]:
    chosen: list[Candidates] = []
    for least, fits in _leasts(wanted, pool):
        have = sum(fits(question) for question in chosen)
        for question in pool:
            if have >= least:
                break
            if fits(question) and question not in chosen and _peaceful(question, chosen, wanted):
                chosen.append(question)
                have += 1
    return _filled(chosen, pool, wanted)


def _meets(chosen: list[Candidates], wanted: Draw) -> bool:
    return all(sum(fits(question) for question in chosen) >= least for least, fits in _leasts(wanted, chosen))


def _peaceful(question: Candidates, chosen: list[Candidates], wanted: Draw) -> bool:
    """No enemy of it is chosen."""
    return not any(question.code in group and any(other.code in group for other in chosen) for group in wanted.enemies)


@dataclass(frozen=True)
class Need:
    """One wish of a blueprint. ``kind`` is ``questions``, ``safety``, ``unit``, ``level`` or ``cell``; ``name`` is its code."""

    kind: str
    name: str
    need: int
    have: int

    @property
    def missing(self) -> int:
        return max(0, self.need - self.have)


def needs(bank: list[Candidates], wanted: Draw) -> list[Need]:
    """Everything the blueprint asks for, and what the bank has of it. Questions of other levels do not count."""
    usable = [question for question in bank if question.level in wanted.from_levels]
    found = [Need("questions", "", wanted.questions, len(usable))]
    found.append(Need("safety", "", wanted.safety, sum(question.safety for question in usable)))
    for kind, counts in (("unit", wanted.units), ("level", wanted.levels)):
        have = Counter(getattr(question, kind) for question in usable)
        found += [Need(kind, name, least, have[name]) for name, least in sorted(counts.items())]
    found += [Need("cell", cell.name, cell.least, sum(cell.fits(question) for question in usable)) for cell in wanted.cells]
    return found


def asked_too_much(wanted: Draw) -> int:
    """How many questions the rules ask for beyond what the paper holds."""
    return max(0, max(sum(wanted.units.values()), sum(wanted.levels.values()), wanted.safety) - wanted.questions)


def shortages(bank: list[Candidates], wanted: Draw) -> list[str]:
    """Each thing the bank lacks, in words."""
    words = {"questions": _("questions of the level"), "safety": _("questions about safety")}
    found = [
        _("%(what)s: %(have)s of %(need)s") % {"what": words.get(one.kind, one.name), "have": one.have, "need": one.need}
        for one in needs(bank, wanted)
        if one.missing
    ]
    if over := asked_too_much(wanted):
        amounts = {"asked": wanted.questions + over, "held": wanted.questions}
        found.append(_("the rules ask for %(asked)s questions, the paper holds %(held)s") % amounts)
    return found


def shrunk(bank: list[Candidates], wanted: Draw) -> Draw:
    """What a smaller bank can give: a practice paper may be shorter than the real one, never empty."""
    have = {(one.kind, one.name): min(one.need, one.have) for one in needs(bank, wanted)}
    return Draw(
        questions=max(1, have["questions", ""]),
        from_levels=wanted.from_levels,
        units={unit: have["unit", unit] for unit in wanted.units},
        levels={level: have["level", level] for level in wanted.levels},
        safety=have["safety", ""],
        cells=tuple(replace(cell, least=min(cell.least, have["cell", cell.name])) for cell in wanted.cells),
        enemies=wanted.enemies,
    )


def _leasts(wanted: Draw, pool: list[Candidates]) -> list[tuple[int, Fits]]:
    """Each rule as (least, test), the ones with the smallest choice first."""
    rules: list[tuple[int, Fits]] = [(least, _has("unit", unit)) for unit, least in wanted.units.items()]
    rules += [(least, _has("level", level)) for level, least in wanted.levels.items()]
    rules.append((wanted.safety, lambda question: question.safety))
    rules += [(cell.least, cell.fits) for cell in wanted.cells]
    return sorted(rules, key=lambda rule: sum(rule[1](question) for question in pool) - rule[0])


def _has(name: str, value: str) -> Fits:
    return lambda question: getattr(question, name) == value


def _filled(chosen: list[Candidates], pool: list[Candidates], wanted: Draw) -> list[Candidates]:
    """The chosen ones made up to the paper's size from the unit that has fewest so far; cut to it when the leasts overlap."""
    rest = [question for question in pool if question not in chosen]
    while len(chosen) < wanted.questions and rest:
        have = Counter(question.unit for question in chosen)
        fewest = min(rest, key=lambda question: have[question.unit])
        rest.remove(fewest)
        if _peaceful(fewest, chosen, wanted):
            chosen.append(fewest)
    return chosen[: wanted.questions]
