"""What a person knows already, and the plan that is left."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from assessments.models import AssessmentCase, Attempt, PriorLearning
from assessments.rules.plan import Plan, plan, shows
from courses.models import Standard


def units_of(case: AssessmentCase) -> dict[str, dict[str, str]]:
    """The units of the case's level with their titles, in the order of the standard."""
    standard = Standard.objects.filter(trade=case.policy.trade_id).order_by("-in_force_on", "-pk").first()
    document: dict[str, Any] = standard.document if standard else {"units": []}
    level = case.policy.level
    return {unit["id"]: unit["title"] for unit in document["units"] if level in unit.get("levels", [level])}


def accepted_units(person_id: int, trade_id: int) -> set[str]:
    """Units of a trade that were accepted as known."""
    claims = PriorLearning.objects.filter(person=person_id, trade=trade_id, state=PriorLearning.State.ACCEPTED)
    return set(claims.values_list("unit", flat=True))


def plan_of(case: AssessmentCase) -> Plan:
    """What is left of the level for the person of a case."""
    return plan(list(units_of(case)), accepted_units(case.person_id, case.policy.trade_id))


def diagnosed(case: AssessmentCase) -> dict[str, Attempt]:
    """Units that a practice paper of the level shows as known, each with the newest such paper."""
    found: dict[str, Attempt] = {}
    papers = Attempt.objects.filter(
        person=case.person_id,
        kind=Attempt.Kind.PRACTICE,
        submitted_at__isnull=False,
        paper__blueprint__trade=case.policy.trade_id,
        paper__blueprint__level=case.policy.level,
    )
    for attempt in papers.prefetch_related("answers__item__version").order_by("submitted_at"):
        asked: dict[str, list[bool]] = defaultdict(list)
        for answer in attempt.answers.all():
            asked[answer.item.version.unit].append(answer.marks == answer.item.version.marks)
        found |= {unit: attempt for unit, right in asked.items() if shows(sum(right), len(right))}
    return found


@dataclass(frozen=True)
class UnitPlan:
    """One unit of a plan: its title, the newest claim about it, and whether a practice paper shows it."""

    code: str
    title: dict[str, str]
    claim: PriorLearning | None
    shown: bool

    @property
    def accepted(self) -> bool:
        return self.claim is not None and self.claim.state == PriorLearning.State.ACCEPTED


def plan_view(case: AssessmentCase) -> list[UnitPlan]:
    """Every unit of the level, for the candidate and for who decides."""
    claims = PriorLearning.objects.filter(person=case.person_id, trade=case.policy.trade_id).select_related("decided_by")
    newest = {one.unit: one for one in claims.order_by("pk")}
    shown = diagnosed(case)
    return [UnitPlan(code, title, newest.get(code), code in shown) for code, title in units_of(case).items()]
