"""Words for codes and fields of decisions, rules and terms."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

register = template.Library()

REASONS: dict[str, str | Promise] = {
    "critical_fail": gettext_lazy("critical safety fail"),
    "theory_below_minimum": gettext_lazy("theory below the least"),
    "practical_below_minimum": gettext_lazy("practice below the least"),
    "overall_below_minimum": gettext_lazy("overall below the least"),
}
REFUSALS: dict[str, str | Promise] = {
    "case_not_ready": gettext_lazy("Something is still missing in it."),
    "own_judgement": gettext_lazy("You marked it yourself; another chair confirms it."),
    "assessors_too_few": gettext_lazy("Fewer assessors judged it than the committee must have."),
    "committee_incomplete": gettext_lazy("A member of the committee is missing."),
    "fee_due": gettext_lazy("Its fee is not settled."),
    "confirmed_before": gettext_lazy("It was confirmed before."),
    "not_allowed": gettext_lazy("It belongs to another committee."),
}
FIELDS: dict[str, str | Promise] = {
    "theory_weight": gettext_lazy("Weight of the theory paper"),
    "practical_weight": gettext_lazy("Weight of the practical task"),
    "theory_min": gettext_lazy("Least in theory"),
    "practical_min": gettext_lazy("Least in practice"),
    "overall_min": gettext_lazy("Least overall"),
    "critical_fail_blocks": gettext_lazy("A critical safety fail blocks the level"),
    "validity_years": gettext_lazy("Years of validity"),
    "fee": gettext_lazy("Fee in pounds"),
    "fee_first": gettext_lazy("Nothing is confirmed before the fee is settled"),
    "exempt": gettext_lazy("Who pays nothing"),
    "assessors": gettext_lazy("Assessors on the committee"),
    "members": gettext_lazy("Who else sits on the committee"),
    "retest_wait_days": gettext_lazy("Days to wait before a retest"),
    "retest_attempts": gettext_lazy("Retests allowed"),
}


@register.filter
def reason(code: str) -> str:
    """The words for the code of a condition that is not met."""
    return str(REASONS.get(code, code))


@register.filter
def refusal_words(code: str) -> str:
    """The words for what stood in a case's way."""
    return str(REFUSALS.get(code, code))


@register.filter
def field_name(name: str) -> str:
    """The words for a field of a rule or of terms."""
    return str(FIELDS.get(name, name))


@register.filter
def plain_number(value: Any) -> str:
    """A percentage or amount without needless zeros: 60 for 60.00, 62.5 for 62.50."""
    return f"{Decimal(value).normalize():f}" if value not in (None, "") else "\u2014"


@register.filter
def in_words(value: Any) -> str:
    """A value of a field in words, for a comparison of versions."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        language = "en" if get_language() == "en" else "ar"
        said = [f"{one[language]} ({one['count']})" if one.get("count", 1) > 1 else one[language] for one in value]
        return (", " if language == "en" else "، ").join(said) or "\u2014"
    return plain_number(value)


@register.filter
def place(places: dict[str, Any], kind: str) -> tuple[dict[str, Any], str]:
    """The places of one kind of record; ``|of:id`` takes one of them."""
    return places, kind


@register.filter
def of(chosen: tuple[dict[str, Any], str], record_id: int) -> Any:
    """The place of a record in the chain, or None."""
    places, kind = chosen
    return places.get(f"{kind} {record_id}")
