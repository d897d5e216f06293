"""Cases as the trainee, the committee and certification read them."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from assessments.models import (
    AssessmentCase,
    Attempt,
    Candidate,
    Evidence,
    ExamSitting,
    MarkSheet,
    PracticalAssignment,
    PracticalTask,
)
from assessments.queries.theory import theory_attempt_of
from assessments.rules import Noted, fold
from lms.people.access import holds
from lms.people.models import Person, Role

LIVE = (AssessmentCase.State.OPEN, AssessmentCase.State.RUNNING, AssessmentCase.State.READY)


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
class Step:
    """One step of a case: ``state`` is ``done``, ``now`` or empty."""

    label: str
    state: str
    detail: str = ""
    at: datetime | None = None


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


def steps_of(
    case: AssessmentCase, seats: list[Candidate], attempt: Attempt | None, assignments: list[PracticalAssignment]
) -> list[Step]:
    """The four steps of a case, for the seam."""
    written = attempt is not None and attempt.submitted_at is not None
    seat = seats[-1] if seats else None
    done = bool(assignments) and all(one.outcome for one in assignments) and len(assignments) >= len(case.policy.tasks)
    planned_at = seat.sitting.starts_at if seat else None
    written_at = attempt.submitted_at if attempt and written else planned_at
    confirmed = case.state == AssessmentCase.State.CONFIRMED
    first = next((one for one in assignments if not one.outcome), assignments[-1] if assignments else None)
    raw = [
        (_("Requested"), True, case.opened_at, ""),
        (_("Theory paper"), written, written_at, ""),
        (_("Practical task"), done, first.at if first else None, ""),
        (_("Committee"), confirmed, case.confirmed_at, ""),
    ]
    now = next((index for index, step in enumerate(raw) if not step[1]), len(raw))
    return [
        Step(label, "done" if finished else "now" if index == now else "", detail, at)
        for index, (label, finished, at, detail) in enumerate(raw)
    ]


def committee_cases(person: Person) -> QuerySet[AssessmentCase]:
    """Cases of the person's sites, the ones that wait first, oldest first."""
    return (
        AssessmentCase.objects.visible_to(person)
        .select_related("policy__trade", "site", "person")
        .prefetch_related(*FOR_STEPS)
        .order_by("opened_at", "pk")
    )


FOR_STEPS = (
    Prefetch("seats", queryset=Candidate.objects.select_related("sitting").order_by("sitting__starts_at")),
    Prefetch("seats__sitting__attempts", queryset=Attempt.objects.order_by("started_at")),
    Prefetch("assignments", queryset=PracticalAssignment.objects.select_related("task_version").order_by("at", "pk")),
)


@dataclass(frozen=True)
class CaseRow:
    """A case in a list, with its steps."""

    case: AssessmentCase
    attempt: Attempt | None
    assignments: list[PracticalAssignment]
    steps: list[Step]

    @property
    def seam(self) -> int:
        return 100 * sum(step.state == "done" for step in self.steps) // len(self.steps)


def case_row(case: AssessmentCase) -> CaseRow:
    """A row from what was prefetched (``FOR_STEPS``); no query."""
    seats, assignments = list(case.seats.all()), list(case.assignments.all())
    attempts = [one for seat in seats for one in seat.sitting.attempts.all() if one.person_id == case.person_id]
    attempt = attempts[-1] if attempts else None
    return CaseRow(case, attempt, assignments, steps_of(case, seats, attempt, assignments))


def cases_of(person: Person) -> list[CaseRow]:
    """A person's own cases, newest first."""
    cases = AssessmentCase.objects.filter(person=person).select_related("policy__trade", "site").prefetch_related(*FOR_STEPS)
    return [case_row(case) for case in cases.order_by("-opened_at", "-pk")]


def cases_waiting(person: Person) -> int:
    """How many cases wait for the person's confirmation; only a chair confirms."""
    if not holds(person, Role.Kind.CHAIR):
        return 0
    return AssessmentCase.objects.visible_to(person).filter(state=AssessmentCase.State.READY).count()


def sittings_for(case: AssessmentCase, *, now: datetime) -> QuerySet[ExamSitting]:
    """Sittings the case's person could be seated in, soonest first."""
    open_ones = ExamSitting.objects.filter(trade=case.policy.trade, level=case.policy.level, site=case.site, ends_at__gt=now)
    return open_ones.order_by("starts_at")


def tasks_to_plan(case: AssessmentCase) -> QuerySet[PracticalTask]:
    """Tasks of the case's level that are not planned yet."""
    planned = case.assignments.values("task_version__task")
    tasks = PracticalTask.objects.filter(code__in=case.policy.tasks).exclude(pk__in=planned)
    return tasks.select_related("current").order_by("code")


@dataclass(frozen=True)
class ConfirmedCase:
    """A confirmed case as other apps read it. Per cents are exact; evidence is named by its digest."""

    case_id: int
    uuid: str
    person_id: int
    trade_code: str
    level_code: str
    site_code: str
    theory_percent: Decimal
    practical_percent: Decimal
    critical_fail: bool
    confirmed_by_id: int
    confirmed_at: datetime
    paper_uuid: str
    tasks: tuple[dict[str, Any], ...]


def confirmed_case(case_id: int) -> ConfirmedCase | None:
    """The evidence summary of a confirmed case; None while it is not confirmed."""
    found = AssessmentCase.objects.select_related("policy__trade", "site").filter(
        pk=case_id, state=AssessmentCase.State.CONFIRMED
    )
    case = found.first()
    if case is None or case.confirmed_at is None or case.confirmed_by_id is None:
        return None
    attempt = theory_attempt_of(case)
    return ConfirmedCase(
        case_id=case.pk,
        uuid=str(case.uuid),
        person_id=case.person_id,
        trade_code=case.policy.trade.code,
        level_code=case.policy.level,
        site_code=case.site.code,
        theory_percent=case.theory_percent or Decimal(0),
        practical_percent=case.practical_percent or Decimal(0),
        critical_fail=case.critical_fail,
        confirmed_by_id=case.confirmed_by_id,
        confirmed_at=case.confirmed_at,
        paper_uuid=str(attempt.paper.uuid) if attempt else "",
        tasks=tuple(_task_summary(sheet) for sheet in _live_sheets(case)),
    )


def _live_sheets(case: AssessmentCase) -> QuerySet[MarkSheet]:
    sheets = MarkSheet.objects.filter(assignment__case=case, correction=None)
    return sheets.select_related("assignment__task_version__task").order_by("assignment__at", "pk")


def _task_summary(sheet: MarkSheet) -> dict[str, Any]:
    version = sheet.assignment.task_version
    return {
        "code": version.task.code,
        "title": version.title,
        "percent": str(sheet.percent),
        "outcome": sheet.outcome,
        "assessor_id": sheet.assessor_id,
        "sheet_digest": sheet.digest,
        "sealed_at": sheet.sealed_at.isoformat() if sheet.sealed_at else "",
    }
