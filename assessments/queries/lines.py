"""Mark sheets read line by line."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import Evidence, MarkSheet, PracticalAssignment
from assessments.rules import Noted, fold


@dataclass(frozen=True)
class Line:
    """One rubric line as one sheet judged it."""

    line: dict[str, Any]
    marks: Decimal | None
    band: dict[str, Any] | None
    reason: str

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


def sheet_lines(sheet: MarkSheet, assignment: PracticalAssignment) -> SheetView:
    """What a sheet says, line by line, by the fold of its facts (``facts`` may be prefetched)."""
    facts = [Noted(f.kind, f.aspect, f.marks, f.reason, f.sequence, str(f.uuid)) for f in sheet.facts.all()]
    judged, version = fold(facts), assignment.task_version
    lines = []
    for line in version.rubric:
        marks = judged.marks.get(line["id"])
        band = next((band for band in line["bands"] if marks is not None and Decimal(band["marks"]) == marks), None)
        lines.append(Line(line, marks, band, judged.reasons.get(line["id"], "")))
    critical = [fail for fail in version.critical_fails if fail["id"] in judged.critical]
    return SheetView(sheet, lines, critical, list(sheet.evidence.all()))
