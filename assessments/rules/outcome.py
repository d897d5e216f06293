"""From an assessor's notes to the outcome of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessments.rules.scores import percent_of

STOP = "stop_assessment"


@dataclass(frozen=True)
class Noted:
    """One fact of a sheet as a plain value."""

    kind: str
    aspect: str
    marks: Decimal | None
    reason: str
    sequence: int
    uuid: str
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """What the facts come to: the newest marks of each aspect, what was found there, and the critical fails that stand."""

    marks: dict[str, Decimal]
    reasons: dict[str, str]
    found: dict[str, Mapping[str, Any]]
    critical: tuple[str, ...]


@dataclass(frozen=True)
class SheetOutcome:
    """The result of a sheet. ``unjudged`` names aspects without marks; while there are any, nothing can be sealed,
    unless a safety stop ended the task."""

    marks: Decimal
    percent: Decimal
    outcome: str
    critical: tuple[str, ...]
    stopped: bool
    unjudged: tuple[str, ...]

    @property
    def can_be_sealed(self) -> bool:
        return self.stopped or not self.unjudged


def fold(facts: list[Noted]) -> Judged:
    """The facts in their own order (sequence, then id), however they arrived."""
    marks: dict[str, Decimal] = {}
    reasons: dict[str, str] = {}
    found: dict[str, Mapping[str, Any]] = {}
    critical: dict[str, bool] = {}
    for fact in sorted(facts, key=lambda one: (one.sequence, one.uuid)):
        if fact.kind == "marked" and fact.marks is not None:
            marks[fact.aspect], reasons[fact.aspect], found[fact.aspect] = fact.marks, fact.reason, fact.found
        elif fact.kind != "marked":
            critical[fact.aspect] = fact.kind == "critical_seen"
    return Judged(marks, reasons, found, tuple(sorted(code for code, stands in critical.items() if stands)))


def between_bands(marks: Decimal, line: dict[str, Any]) -> bool:
    """Whether marks lie between two described bands, so that the assessor must give a reason."""
    return all(Decimal(str(band["marks"])) != marks for band in line["bands"])


def outcome_of_lines(critical: Sequence[str], percent: Decimal, *, critical_fails: list[dict[str, Any]], least: int) -> str:
    """What marks and the critical fails that stand mean: a critical fail overrides any marks, a safety stop says so."""
    actions = {fail["id"]: fail["action"] for fail in critical_fails}
    if any(actions.get(code) == STOP for code in critical):
        return "stopped_for_safety"
    return "not_yet_competent" if critical or percent < least else "competent"


def outcome(judged: Judged, *, rubric: list[dict[str, Any]], critical_fails: list[dict[str, Any]], least: int) -> SheetOutcome:
    """Marks, per cent, and what they mean: a critical fail overrides any marks; a safety stop also ends the task.

    ``least`` is the per cent needed. ``rubric`` and ``critical_fails`` are those of the task's version.
    """
    codes = [line["id"] for line in rubric]
    total = sum(line["marks"] for line in rubric)
    marks = sum((judged.marks.get(code, Decimal(0)) for code in codes), Decimal(0))
    percent = percent_of(marks, total)
    word = outcome_of_lines(judged.critical, percent, critical_fails=critical_fails, least=least)
    stopped = word == "stopped_for_safety"
    unjudged = tuple(code for code in codes if code not in judged.marks)
    return SheetOutcome(marks, percent, word, judged.critical, stopped, unjudged)
