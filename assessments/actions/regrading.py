"""Mark a faulty question anew: look first at who would change, then do it, with a reason."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.actions.results import keep, marks_of
from assessments.models import Answer, Attempt, LevelPolicy, QuestionVersion, Regrading, ResultVersion
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


@dataclass(frozen=True)
class Effect:
    """What a ruling does to one result. ``stays`` where it would lose marks that its candidate has seen."""

    attempt: Attempt
    change: rules.Change
    stays: bool
    lines: dict[int, Decimal]


def effects_of(*, version: QuestionVersion, ruling: rules.Ruling) -> list[Effect]:
    """Every official result that a ruling touches, the ones that cross the pass mark first. Writes nothing; flat in queries."""
    answers = Answer.objects.filter(item__version=version, attempt__kind="official", attempt__submitted_at__isnull=False)
    answers = answers.select_related("item__version", "attempt__person", "attempt__paper__blueprint__trade", "attempt__sitting")
    current = _newest_results(version)
    least = _pass_marks()
    found = []
    for answer in answers:
        attempt, newest = answer.attempt, current[answer.attempt_id]
        lines = {int(place): Decimal(given) for place, given in newest.lines.items()}
        lines |= marks_of([answer], {version.pk: ruling})
        after = rules.percent_of(sum(lines.values(), Decimal(0)), attempt.total_marks)
        blueprint = attempt.paper.blueprint
        needed = least.get((blueprint.trade_id, blueprint.level), 0)
        change = rules.Change(newest.percent, after, Decimal(needed))
        if after != newest.percent:
            released = attempt.released_at is not None
            found.append(Effect(attempt, change, rules.kept(newest.percent, after, released=released), lines))
    return sorted(found, key=lambda effect: (not effect.change.line, effect.stays, effect.attempt.pk))


def _newest_results(version: QuestionVersion) -> dict[int, ResultVersion]:
    results = ResultVersion.objects.filter(attempt__paper__items__version=version).order_by("number")
    return {result.attempt_id: result for result in results if result.attempt_id is not None}


def _pass_marks() -> dict[tuple[int, str], int]:
    policies = LevelPolicy.objects.order_by("effective_from").values_list("trade_id", "level", "theory_least")
    return {(trade, level): least for trade, level, least in policies}


@transaction.atomic
def regrade(
    *, version: QuestionVersion, method: str, answer: dict[str, Any] | None, reason: str, by: Person, now: datetime
) -> Regrading:
    """Rule on a faulty question. Results that change get a new version with the reason; nobody loses marks they have seen.

    Refuses ``reason_missing``.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Write why."), status=422)
    list(Attempt.objects.select_for_update().filter(paper__items__version=version).order_by("pk").values_list("pk"))
    effects = [one for one in effects_of(version=version, ruling=rules.Ruling(method, answer)) if not one.stays]
    ruling = Regrading.objects.create(
        version=version, method=method, answer=answer, reason=reason.strip(), by=by, at=now, changed=len(effects)
    )
    for one in effects:
        cause = ResultVersion.Cause.REGRADED
        keep(attempt=one.attempt, lines=one.lines, cause=cause, at=now, by=by, reason=ruling.reason)
    detail = {"version": version.number, "method": method, "changed": len(effects), "reason": ruling.reason}
    record(actor=by, verb="question.regraded", target=version.question, detail=detail)
    return ruling
