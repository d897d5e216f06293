"""What if: the newest results through another rule."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assessments.models import AssessmentCase
from lms.certification import rules
from lms.certification.models import AwardDecision, AwardRule
from lms.certification.queries.schemes import as_rule

LATEST = 1000
Choose = Callable[[AwardDecision], rules.Rule | None]


@dataclass(frozen=True)
class Differs:
    """A result that would be another one."""

    decision: AwardDecision
    would: rules.Decision
    site_ar: str
    site_en: str

    @property
    def gains(self) -> bool:
        """Whether the person would earn the level that they did not earn."""
        return self.would.earned


@dataclass(frozen=True)
class WhatIf:
    """The newest results through another rule: how many were tried, and who would differ."""

    tried: int
    without_rule: int
    differs: list[Differs]

    @property
    def gain(self) -> int:
        return sum(one.gains for one in self.differs)

    @property
    def lose(self) -> int:
        return len(self.differs) - self.gain

    @property
    def by_level_and_site(self) -> list[tuple[Differs, int, int]]:
        """One row for each level of a trade and site: an example, how many would gain and how many would lose."""
        gains: Counter[tuple[int, int, str]] = Counter()
        loses: Counter[tuple[int, int, str]] = Counter()
        first: dict[tuple[int, int, str], Differs] = {}
        for one in self.differs:
            key = (one.decision.trade_id, one.decision.level_id, one.site_en)
            first.setdefault(key, one)
            (gains if one.gains else loses)[key] += 1
        return [(first[key], gains[key], loses[key]) for key in sorted(first)]


def what_if(choose: Choose, *, trade_id: int | None = None, level_id: int | None = None, limit: int = LATEST) -> WhatIf:
    """Decide the newest results again by the rule that ``choose`` gives for each; nothing is written."""
    newest = (
        AwardDecision.objects.filter(revised_by=None).select_related("person", "level", "trade").order_by("-confirmed_at", "-pk")
    )
    if trade_id is not None:
        newest = newest.filter(trade_id=trade_id, level_id=level_id)
    tried, without, changed = 0, 0, []
    for decision in newest[:limit]:
        tried += 1
        rule = choose(decision)
        if rule is None:
            without += 1
            continue
        would = rules.decide(
            theory=decision.theory, practical=decision.practical, critical_fail=decision.critical_fail, rule=rule
        )
        if would.earned != decision.earned:
            changed.append((decision, would))
    return WhatIf(tried, without, _with_sites(changed))


def _with_sites(changed: list[tuple[AwardDecision, rules.Decision]]) -> list[Differs]:
    cases = AssessmentCase.objects.filter(pk__in=[decision.case_id for decision, _would in changed])
    sites = {pk: (ar, en) for pk, ar, en in cases.values_list("pk", "site__name_ar", "site__name_en")}
    return [Differs(decision, would, *sites.get(decision.case_id, ("", ""))) for decision, would in changed]


def rules_of(day: date) -> Choose:
    """The rule of each result's level and trade as it will be in force on a day."""
    newest: dict[tuple[int, int], rules.Rule] = {}
    for row in AwardRule.objects.filter(in_force_on__lte=day).order_by("in_force_on", "pk"):
        newest[row.level_id, row.trade_id] = as_rule(row)
    return lambda decision: newest.get((decision.level_id, decision.trade_id))
