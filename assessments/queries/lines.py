"""Mark sheets read line by line."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import AspectFact, Evidence, MarkSheet, PracticalAssignment
from assessments.rules import Noted, fold


@dataclass(frozen=True)
class Line:
    """One rubric line as one sheet judged it."""

    line: dict[str, Any]
    marks: Decimal | None
    band: dict[str, Any] | None
    reason: str
    found: Mapping[str, Any]

    @property
    def value(self) -> str:
        """What was measured, with its sign and unit still to come."""
        return str(self.found.get("value", ""))

    @property
    def checks(self) -> list[tuple[dict[str, Any], bool]]:
        """The items of a checklist, and whether each is ticked."""
        ticked = self.found.get("ticked", [])
        return [(item, item["id"] in ticked) for item in self.line.get("checklist", [])]

    @property
    def judged_freely(self) -> bool:
        """Whether the marks lie between two descriptions and come of nothing measured or ticked."""
        return self.marks is not None and self.band is None and not self.found

    @property
    def state(self) -> str:
        """``full``, ``part`` or ``none``."""
        if self.marks is None or self.marks == 0:
            return "none"
        return "full" if self.marks == self.line["marks"] else "part"


@dataclass(frozen=True)
class SheetView:
    """A sheet with what it says."""

    sheet: MarkSheet
    lines: list[Line]
    critical: list[dict[str, Any]]
    evidence: list[Evidence]


def noted_fact(fact: AspectFact) -> Noted:
    """A stored fact as a plain value."""
    return Noted(fact.kind, fact.aspect, fact.marks, fact.reason, fact.sequence, str(fact.uuid), fact.found)


def sheet_lines(sheet: MarkSheet, assignment: PracticalAssignment) -> SheetView:
    """What a sheet says, line by line, by the fold of its facts (``facts`` may be prefetched)."""
    facts = [noted_fact(fact) for fact in sheet.facts.all()]
    judged, version = fold(facts), assignment.task_version
    lines = []
    for line in version.rubric:
        marks = judged.marks.get(line["id"])
        band = next((band for band in line["bands"] if marks is not None and Decimal(band["marks"]) == marks), None)
        lines.append(Line(line, marks, band, judged.reasons.get(line["id"], ""), judged.found.get(line["id"], {})))
    critical = [fail for fail in version.critical_fails if fail["id"] in judged.critical]
    return SheetView(sheet, lines, critical, list(sheet.evidence.all()))
