"""One case with everything the committee looks at."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from assessments.models import (
    AgreementRecord,
    Appeal,
    AssessmentCase,
    Attempt,
    Candidate,
    MarkSheet,
    PracticalAssignment,
    ResultVersion,
)
from assessments.queries.lines import SheetView, sheet_lines
from assessments.queries.steps import Step, steps_of
from assessments.queries.theory import theory_attempt_of


@dataclass(frozen=True)
class TaskView:
    """A task of a case: planned, running, or with its outcome."""

    assignment: PracticalAssignment
    sheets: list[SheetView]
    agreed: AgreementRecord | None = None
    newest: ResultVersion | None = None
    appeals: list[Appeal] = field(default_factory=list)

    @property
    def appeal_waits(self) -> bool:
        """Whether an appeal of this task is looked into."""
        return any(one.state == Appeal.State.FILED for one in self.appeals)

    @property
    def differ(self) -> bool:
        """All sealed, and the assessors do not agree."""
        return self.assignment.state == PracticalAssignment.State.DONE and not self.assignment.outcome


@dataclass(frozen=True)
class CaseView:
    """A case with everything the committee looks at."""

    case: AssessmentCase
    seats: list[Candidate]
    attempt: Attempt | None
    late_answers: int
    late_counting: int
    tasks: list[TaskView]
    unplanned: list[str]
    steps: list[Step] = field(default_factory=list)

    @property
    def seam(self) -> int:
        """How far, 0 to 100."""
        return 100 * sum(step.state == "done" for step in self.steps) // len(self.steps)

    @property
    def critical(self) -> list[dict[str, Any]]:
        """Critical fails that stand, over all tasks."""
        return [fail for task in self.tasks for view in task.sheets for fail in view.critical]

    @property
    def verdict(self) -> str:
        """What the practical part says so far: the worst of its outcomes."""
        said = [task.assignment.outcome for task in self.tasks if task.assignment.outcome]
        return next((word for word in ("stopped_for_safety", "not_yet_competent", "competent") if word in said), "")

    @property
    def theory_passed(self) -> bool:
        least = self.case.policy.theory_least
        return self.attempt is not None and self.attempt.percent is not None and self.attempt.percent >= least


def _task_view(assignment: PracticalAssignment) -> TaskView:
    sheets = [sheet_lines(sheet, assignment) for sheet in assignment.sheets.all()]
    standing = [one for one in assignment.agreements.all() if one.standing_at]
    return TaskView(
        assignment=assignment,
        sheets=sheets,
        agreed=standing[-1] if standing and assignment.outcome else None,
        newest=next(iter(assignment.results.all()), None),
        appeals=[one for one in assignment.appeals.all() if one.state != Appeal.State.WITHDRAWN],
    )


def case_view(case: AssessmentCase) -> CaseView:
    """One case whole."""
    seats = list(case.seats.select_related("sitting__site").order_by("sitting__starts_at"))
    attempt = theory_attempt_of(case)
    late = list(attempt.facts.filter(late=True).values_list("counts", flat=True)) if attempt else []
    live = MarkSheet.objects.filter(correction=None).select_related("assessor").order_by("pk")
    agreements = AgreementRecord.objects.select_related("by", "signed_by").order_by("number")
    assignments = (
        case.assignments.select_related("task_version__task", "site")
        .prefetch_related(Prefetch("sheets", queryset=live), "sheets__facts", "sheets__evidence__asset__renditions")
        .prefetch_related(Prefetch("results", queryset=ResultVersion.objects.order_by("-number")), "appeals")
        .prefetch_related(Prefetch("agreements", queryset=agreements))
        .order_by("at", "pk")
    )
    tasks = [_task_view(one) for one in assignments]
    planned = {task.assignment.task_version.task.code for task in tasks}
    unplanned = [code for code in case.policy.tasks if code not in planned]
    steps = steps_of(case, seats, attempt, [task.assignment for task in tasks])
    return CaseView(case, seats, attempt, len(late), sum(late), tasks, unplanned, steps)
