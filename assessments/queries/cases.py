"""One case with everything the committee looks at."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from assessments.models import AssessmentCase, Attempt, Candidate, MarkSheet, PracticalAssignment
from assessments.queries.lines import SheetView, sheet_lines
from assessments.queries.steps import Step, steps_of
from assessments.queries.theory import theory_attempt_of


@dataclass(frozen=True)
class TaskView:
    """A task of a case: planned, running, or with its outcome."""

    assignment: PracticalAssignment
    sheets: list[SheetView]

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


def case_view(case: AssessmentCase) -> CaseView:
    """One case whole."""
    seats = list(case.seats.select_related("sitting__site").order_by("sitting__starts_at"))
    attempt = theory_attempt_of(case)
    late = list(attempt.facts.filter(late=True).values_list("counts", flat=True)) if attempt else []
    live = MarkSheet.objects.filter(correction=None).select_related("assessor").order_by("pk")
    assignments = (
        case.assignments.select_related("task_version__task", "site")
        .prefetch_related(Prefetch("sheets", queryset=live), "sheets__facts", "sheets__evidence__asset__renditions")
        .order_by("at", "pk")
    )
    tasks = [TaskView(one, [sheet_lines(sheet, one) for sheet in one.sheets.all()]) for one in assignments]
    planned = {task.assignment.task_version.task.code for task in tasks}
    unplanned = [code for code in case.policy.tasks if code not in planned]
    steps = steps_of(case, seats, attempt, [task.assignment for task in tasks])
    return CaseView(case, seats, attempt, len(late), sum(late), tasks, unplanned, steps)
