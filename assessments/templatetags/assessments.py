"""Filters of examinations and marking. ``{% load assessments %}``."""

import re
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessments.questions import TYPES
from lms.web import numerals

register = template.Library()

# A run that is read from the left inside Arabic text: R-32, 1/4, 8.5 bar, *#06#.
RUN = re.compile(r"[A-Za-z0-9*#°±µΩ][A-Za-z0-9*#°±µΩ./+:%×=−-]*(?: (?:[A-Za-z°µΩ][A-Za-z0-9/°]*))*")
FOREIGN = re.compile(r"[A-Za-z#*/×=±]")


@register.filter
def said(pair: dict[str, str] | None) -> SafeString:
    """A pair in the reader's language, its left-to-right runs kept whole."""
    if not pair:
        return SafeString("")
    text = pair.get((get_language() or "ar")[:2]) or pair.get("ar") or pair.get("en", "")
    escaped = str(conditional_escape(text))
    if get_language() == "en" or "&" in escaped:
        return mark_safe(escaped)  # noqa: S308  (escaped above)
    return mark_safe(RUN.sub(_isolated, escaped))  # noqa: S308  (escaped above)


def _isolated(match: "re.Match[str]") -> str:
    run = match.group(0)
    return f'<bdi class="ltr">{run}</bdi>' if FOREIGN.search(run) else run


@register.filter
def spoken(pair: dict[str, str] | None) -> str:
    """A pair in the reader's language as plain text, for labels and speech."""
    return (pair or {}).get((get_language() or "ar")[:2]) or (pair or {}).get("ar", "")


@register.filter
def marks(amount: Decimal | int | None) -> str:
    """Marks without needless noughts, in the reader's figures: 15, 7.5, ٧٫٥."""
    if amount is None:
        return ""
    written = format(Decimal(amount).normalize(), "f")
    return numerals.shown(written).replace(".", "٫") if numerals.current() == numerals.ARABIC_INDIC else written


@register.filter
def at(things: Any, key: Any) -> Any:
    """A member by key, or nothing."""
    return things.get(key, "") if things else ""


@register.filter
def at_index(things: Any, place: int) -> Any:
    """The thing at a place of a list, or nothing."""
    return things[place] if things and place < len(things) else None


@register.filter
def counted(size: int) -> range:
    """1 to ``size``."""
    return range(1, size + 1)


@register.filter
def unlocalized(amount: Decimal | None) -> str:
    """Marks as a number field wants them: western figures and a point."""
    return "" if amount is None else format(Decimal(amount).normalize(), "f")


@register.filter
def figure(amount: float | None) -> SafeString:
    """A figure of statistics, whole, in the reader's figures; a dash where it has no meaning."""
    return SafeString("–") if amount is None else mark_safe(f'<bdi class="ltr">{numerals.shown(str(round(amount)))}</bdi>')  # noqa: S308


@register.filter
def percent(amount: float | None) -> SafeString:
    """A share with its sign as one run, 64% or ٦٤٪; a dash where it has no meaning."""
    if amount is None:
        return SafeString("–")
    sign = "٪" if numerals.current() == numerals.ARABIC_INDIC else "%"
    return mark_safe(f'<bdi class="ltr">{numerals.shown(str(round(amount)))}{sign}</bdi>')  # noqa: S308  (a number)


@register.filter
def logit(amount: float | None) -> SafeString:
    """A figure around nought with its sign, as one left-to-right run: +0.8."""
    if amount is None:
        return SafeString("–")
    return mark_safe(f'<bdi class="ltr">{amount:+.1f}</bdi>')  # noqa: S308  (a number)


@register.filter
def share(amount: float | None) -> SafeString:
    """A share between 0 and 1 as per cent; a dash where it has no meaning."""
    return percent(100 * amount if isinstance(amount, float) else None)


@register.filter
def signed(amount: float) -> str:
    """Points with their sign: +4.2."""
    return f"{amount:+.1f}"


@register.filter
def clock(seconds: int) -> str:
    """Seconds as a film shows them: 1:05."""
    return numerals.shown(f"{seconds // 60}:{seconds % 60:02}")


@register.filter
def kind_label(name: str) -> str:
    """What people call a question type."""
    return str(TYPES[name].label)
