"""A task whose sheets lie apart: each line as each assessor judged it, side by side."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.models import AgreementRecord, MarkSheet, PracticalAssignment
from assessments.queries.lines import Line, SheetView, sheet_lines
from assessments.rules import apart


@dataclass(frozen=True)
class Compared:
    """One line over all sheets. ``proposed`` is what the open proposal says, else what the sheets have in common."""

    line: dict[str, Any]
    judged: list[Line]
    apart: bool
    proposed: Decimal | None


@dataclass(frozen=True)
class AgreementView:
    """The sheets side by side, the proposal that waits for a signature, and the record that stands."""

    assignment: PracticalAssignment
    sheets: list[SheetView]
    lines: list[Compared]
    proposal: AgreementRecord | None
    standing: AgreementRecord | None
    seen: list[str]

    @property
    def open(self) -> bool:
        """Whether something is still to be agreed on."""
        return not self.assignment.outcome


def agreement_of(assignment: PracticalAssignment) -> AgreementView:
    """Everything for the page on which two assessors agree. Its door is ``access.task_to_agree``."""
    live = (
        MarkSheet.objects.filter(assignment=assignment, correction=None)
        .select_related("assessor")
        .prefetch_related("facts", "evidence__asset__renditions")
    )
    sheets = [sheet_lines(sheet, assignment) for sheet in live.order_by("pk")]
    seals = [view.sheet.digest for view in sheets]
    records = list(assignment.agreements.select_related("by", "signed_by").order_by("-number"))
    newest = records[0] if records and records[0].sheets == seals else None
    proposal = newest if newest and newest.standing_at is None else None
    standing = next((one for one in records if one.standing_at and one.sheets == seals), None)
    marks = [{line.line["id"]: line.marks for line in view.lines if line.marks is not None} for view in sheets]
    rubric = assignment.task_version.rubric
    far = apart(marks, rubric, steps=assignment.case.policy.steps_apart)
    shown = proposal or standing
    said = shown.lines if shown else {}
    lines = []
    for place, line in enumerate(rubric):
        judged = [view.lines[place] for view in sheets]
        given = {one.marks for one in judged}
        proposed = Decimal(said[line["id"]]) if line["id"] in said else given.pop() if len(given) == 1 else None
        lines.append(Compared(line, judged, line["id"] in far, proposed))
    seen = list(shown.critical) if shown else sorted({fail["id"] for view in sheets for fail in view.critical})
    return AgreementView(assignment, sheets, lines, proposal, standing, seen)
