"""How far a batch is, counted from the facts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentCase
from lms.certification.models import AwardDecision, BatchCase, Certificate, IssueBatch
from lms.outbox.models import Delivery
from lms.people.access import sites_where
from lms.people.models import Person, Role

Count = Callable[[Collection[int]], int]


@dataclass(frozen=True)
class Stage:
    """A step after the certificate exists, made by an app above: its name, and how many certificates have taken it."""

    label: str | Promise
    icon: str
    count: Count


_stages: list[Stage] = []


def register_stage(stage: Stage) -> None:
    """Add a step to every batch's progress, in the order of registration."""
    _stages.append(stage)


@dataclass(frozen=True)
class Step:
    """A step of a batch: how many of how many."""

    label: str | Promise
    icon: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 100


@dataclass(frozen=True)
class Progress:
    """A batch with its steps, the decisions so far, and what stands in the way."""

    steps: list[Step]
    decisions: list[AwardDecision]
    refused: list[tuple[AssessmentCase, str]]
    faults: list[str] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        """Whether every step has everything."""
        return all(step.done == step.total for step in self.steps)


def progress_of(batch: IssueBatch) -> Progress:
    """Counted anew each time: nothing can drift from the facts. Flat in queries."""
    rows = list(BatchCase.objects.filter(batch=batch))
    confirmed = [row.case_id for row in rows if not row.refusal]
    decisions = list(
        AwardDecision.objects.filter(case_id__in=confirmed, revises=None)
        .select_related("person", "level", "trade")
        .prefetch_related("certificates")
        .order_by("person__name", "pk")
    )
    earned = [decision for decision in decisions if decision.earned]
    certificates = list(Certificate.objects.filter(decision__in=earned, replaces=None).values_list("pk", flat=True))
    steps = [
        Step(_("Decided by rule"), "scale", len(decisions), len(confirmed)),
        Step(_("Certificate issued"), "stamp", len(certificates), len(earned)),
        *(Step(stage.label, stage.icon, stage.count(certificates), len(earned)) for stage in _stages),
    ]
    codes = {row.case_id: row.refusal for row in rows if row.refusal}
    held = AssessmentCase.objects.filter(pk__in=codes).select_related("person", "policy__trade")
    return Progress(steps, decisions, [(case, codes[case.pk]) for case in held], _faults(confirmed, decisions))


def _faults(confirmed: list[int], decisions: list[AwardDecision]) -> list[str]:
    """What the worker met while deciding the cases that wait."""
    waiting = set(confirmed) - {decision.case_id for decision in decisions}
    failed = Delivery.objects.filter(kind="assessments.JudgementConfirmed", delivered_at=None, payload__case_id__in=waiting)
    return sorted(set(failed.exclude(last_error="").values_list("last_error", flat=True)))


def batches_for(person: Person) -> QuerySet[IssueBatch]:
    """Batches of the sites the person answers for, newest first."""
    paths = sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)
    found = IssueBatch.objects.none()
    for path in paths:
        found = found | IssueBatch.objects.filter(site__path__startswith=path)
    return found.select_related("site", "confirmed_by").prefetch_related("cases").order_by("-confirmed_at", "-pk")


def waiting_cases(person: Person) -> QuerySet[AssessmentCase]:
    """Cases that wait for confirmation where the person chairs, by site and trade."""
    paths = sites_where(person, Role.Kind.CHAIR)
    found = AssessmentCase.objects.none()
    for path in paths:
        found = found | AssessmentCase.objects.filter(site__path__startswith=path)
    ready = found.filter(state=AssessmentCase.State.READY)
    return ready.select_related("person", "policy__trade", "site").order_by("site__path", "policy__trade__code", "person__name")
