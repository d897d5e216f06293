"""Reads of schemes: what is in force on a day, and what is to come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from courses.models import Trade
from lms.certification import rules
from lms.certification.models import AwardRule, SchemeTerms, SkillLevel, SkillScheme

RULE_FIELDS = (
    "theory_weight", "practical_weight", "theory_min", "practical_min", "overall_min", "critical_fail_blocks", "validity_years",
)  # fmt: skip
TERM_FIELDS = ("fee", "fee_first", "exempt", "assessors", "members", "retest_wait_days", "retest_attempts")


def rule_in_force(*, trade_code: str, level_code: str, on: date) -> AwardRule | None:
    """The award rule of a level in a trade on a day: the newest one in force."""
    rules_so_far = AwardRule.objects.filter(trade__code=trade_code, level__code=level_code, in_force_on__lte=on)
    return rules_so_far.select_related("level", "level__scheme", "trade").order_by("-in_force_on", "-pk").first()


def as_rule(row: AwardRule) -> rules.Rule:
    """The stored rule as plain values."""
    return rules.Rule(
        theory_weight=row.theory_weight,
        practical_weight=row.practical_weight,
        theory_min=row.theory_min,
        practical_min=row.practical_min,
        overall_min=row.overall_min,
        critical_fail_blocks=row.critical_fail_blocks,
    )


def terms_in_force(*, scheme: SkillScheme, on: date) -> SchemeTerms | None:
    """The newest terms of a scheme in force on a day."""
    return SchemeTerms.objects.filter(scheme=scheme, in_force_on__lte=on).order_by("-in_force_on", "-pk").first()


@dataclass(frozen=True)
class Cell:
    """A level in a trade: the rule in force, and the one that is to come."""

    level: SkillLevel
    now: AwardRule | None
    next: AwardRule | None


@dataclass(frozen=True)
class SchemeView:
    """A scheme as it stands on a day."""

    scheme: SkillScheme
    levels: list[SkillLevel]
    terms: SchemeTerms | None
    next_terms: SchemeTerms | None
    table: list[tuple[Trade, list[Cell]]] = field(default_factory=list)

    @property
    def rules_count(self) -> int:
        """How many levels of trades it has a rule for."""
        return sum(cell.now is not None for _trade, cells in self.table for cell in cells)


def schemes_on(day: date) -> list[SchemeView]:
    """Every scheme as it stands on a day, in the order in which they came; flat in queries."""
    schemes = SkillScheme.objects.prefetch_related("levels__rules", "terms").order_by("in_force_on", "pk")
    trades = list(Trade.objects.order_by("code"))
    return [_view(scheme, trades, day) for scheme in schemes]


def _view(scheme: SkillScheme, trades: list[Trade], day: date) -> SchemeView:
    levels = sorted(scheme.levels.all(), key=lambda level: level.order)
    terms = list(scheme.terms.all())
    table = [
        (
            trade,
            [
                Cell(level, *_now_and_next([rule for rule in level.rules.all() if rule.trade_id == trade.pk], day))
                for level in levels
            ],
        )
        for trade in trades
    ]
    return SchemeView(scheme, levels, *_now_and_next(terms, day), table=table)


def _now_and_next(dated: Iterable[Any], day: date) -> tuple[Any, Any]:
    in_order = sorted(dated, key=lambda one: one.in_force_on)
    now = [one for one in in_order if one.in_force_on <= day]
    later = [one for one in in_order if one.in_force_on > day]
    return now[-1] if now else None, later[0] if later else None


def rule_history(*, level: SkillLevel, trade: Trade) -> QuerySet[AwardRule]:
    """Every version of a rule, newest first."""
    return AwardRule.objects.filter(level=level, trade=trade).select_related("written_by").order_by("-in_force_on")


def coming_changes(day: date) -> list[AwardRule | SchemeTerms]:
    """Versions that are written and not yet in force, soonest first."""
    coming: list[AwardRule | SchemeTerms] = [
        *AwardRule.objects.filter(in_force_on__gt=day).select_related("level__scheme", "trade", "written_by"),
        *SchemeTerms.objects.filter(in_force_on__gt=day).select_related("scheme", "written_by"),
    ]
    return sorted(coming, key=lambda one: (one.in_force_on, one.pk))


def differences(old: Any, new: Any, fields: Iterable[str]) -> list[tuple[str, Any, Any]]:
    """What changes from one version to the next: field, before, after. Everything when there was none."""
    pairs = [(name, getattr(old, name, None), getattr(new, name)) for name in fields]
    return [pair for pair in pairs if pair[1] != pair[2]]
