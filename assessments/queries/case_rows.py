"""Cases in lists: the committee's, and a person's own."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from assessments.models import AssessmentCase, Attempt, Candidate, ExamSitting, PracticalAssignment, PracticalTask
from assessments.queries.steps import Step, steps_of
from lms.people.access import holds
from lms.people.models import Person, Role

LIVE = (AssessmentCase.State.OPEN, AssessmentCase.State.RUNNING, AssessmentCase.State.READY)
FOR_STEPS = (
    Prefetch("seats", queryset=Candidate.objects.select_related("sitting").order_by("sitting__starts_at")),
    Prefetch("seats__sitting__attempts", queryset=Attempt.objects.order_by("started_at")),
    Prefetch("assignments", queryset=PracticalAssignment.objects.select_related("task_version").order_by("at", "pk")),
)


def committee_cases(person: Person) -> QuerySet[AssessmentCase]:
    """Cases of the person's sites, the ones that wait first, oldest first."""
    return (
        AssessmentCase.objects.visible_to(person)
        .select_related("policy__trade", "site", "person")
        .prefetch_related(*FOR_STEPS)
        .order_by("opened_at", "pk")
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
