"""Any past result recomputes to the same under the rules of its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lms.certification import rules
from lms.certification.models import AwardDecision, AwardRule
from lms.certification.queries.schemes import as_rule

CHUNK = 2000


@dataclass(frozen=True)
class Mismatch:
    """A result that does not recompute: what is kept and what the rules of its day say."""

    decision_id: int
    case_id: int
    what: str
    kept: Any
    recomputed: Any


def recomputed() -> Iterator[Mismatch | None]:
    """One answer for each decision, oldest first: None where it recomputes to the same. Memory stays bounded."""
    dated = _dated_rules()
    for decision in AwardDecision.objects.order_by("pk").iterator(chunk_size=CHUNK):
        row = _in_force(dated.get((decision.level_id, decision.trade_id), []), timezone.localdate(decision.confirmed_at))
        yield _compare(decision, row)


def recomputed_one(decision: AwardDecision) -> Mismatch | None:
    """None when this result follows from the rule of its day."""
    day = timezone.localdate(decision.confirmed_at)
    dated = AwardRule.objects.filter(level=decision.level_id, trade=decision.trade_id).order_by("in_force_on", "pk")
    return _compare(decision, _in_force(list(dated), day))


def _dated_rules() -> dict[tuple[int, int], list[AwardRule]]:
    dated: dict[tuple[int, int], list[AwardRule]] = {}
    for row in AwardRule.objects.order_by("in_force_on", "pk"):
        dated.setdefault((row.level_id, row.trade_id), []).append(row)
    return dated


def _in_force(dated: list[AwardRule], day: date) -> AwardRule | None:
    found = [row for row in dated if row.in_force_on <= day]
    return found[-1] if found else None


def _compare(decision: AwardDecision, row: AwardRule | None) -> Mismatch | None:
    def differs(what: str, kept: Any, again: Any) -> Mismatch:
        return Mismatch(decision.pk, decision.case_id, what, kept, again)

    if row is None:
        return differs("no_rule", decision.rule, None)
    rule = as_rule(row)
    if {name: decision.rule.get(name) for name in rule.as_json()} != rule.as_json():
        return differs("rule", decision.rule, rule.as_json())
    again = rules.decide(theory=decision.theory, practical=decision.practical, critical_fail=decision.critical_fail, rule=rule)
    kept = rules.Decision(decision.earned, decision.overall, tuple(decision.reasons))
    return None if kept == again else differs("decision", kept, again)
