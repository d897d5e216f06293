"""Showing a lesson. ``{% load lesson %}``."""

import re
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from courses import queries
from courses.rules.terms import cut
from lms.web import kept

register = template.Library()

_ARABIC = re.compile(r"[\u0600-\u06ff]")
# One word that is read from left to right: R-410A, 5/10, M6×1.0, 85%, -5, *#06#, A2L.
_WORD = r"(?:(?<!\w)[*#+\-−–±~≤≥<>]+)?[°µμΩA-Za-zÀ-ÿ0-9]+(?:[-–−/.,:×x*#+%°_=@&'][°µμΩA-Za-zÀ-ÿ0-9]+)*(?:[%#*+°Ω″]+)?"
# Such words belong together with a space or a sign between them: 220 V, M6 × 1.0, 8 − 5 = 3.
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0](?:[-−–×+=/<>≤≥][ \u00a0])?{_WORD})*")


@register.simple_tag
def shown(lesson: dict[str, Any], standing: dict[str, Any] | None = None) -> queries.ShownLesson:
    """A lesson's document ready to be drawn; with a trainee's ``standing`` in it, or without (a preview)."""
    return queries.shown_lesson(lesson, standing)


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, part: kept.Part) -> SafeString:
    """A part of a lesson; its links and forms lead into the course that the page belongs to."""
    course, at = (context.get("course") or {}).get("slug", ""), context.get("progress_url", "")
    key = None if part.key is None else (*part.key, course, at)
    here = {"course": {"slug": course}, "progress_url": at}
    return kept.drawn(kept.Part(part.template, key, lambda: {**part.context(), **here}), context)


@register.simple_tag
def arabic() -> SafeString:
    """The attributes of an element that holds a lesson's own words, which are Arabic whatever the page's language is."""
    return SafeString("" if (get_language() or "ar").startswith("ar") else ' lang="ar" dir="rtl"')


@register.filter
def mixed(text: Any) -> SafeString:
    """Running Arabic text in which every left-to-right run (R-410A, 5/10, 220 V) keeps its own order.

    Plain whole numbers need no help. Text without Arabic letters is only escaped.
    """
    words = str(text)
    if not _ARABIC.search(words):
        return escape(words)
    parts: list[str] = []
    end = 0
    for run in _RUN.finditer(words):
        parts.append(escape(words[end : run.start()]))
        parts.append(_isolated(run[0]))
        end = run.end()
    return SafeString("".join([*parts, escape(words[end:])]))


@register.simple_tag
def prose(text: str, terms: list[dict[str, Any]]) -> SafeString:
    """Running text with its lines; a word of the trade leads to what it means, at the end of the lesson."""
    pieces = []
    for piece, term in cut(text, terms):
        shown = str(mixed(piece)).replace("\n", "<br>")
        pieces.append(f'<a class="term" href="#term-{term["place"]}">{shown}</a>' if term else shown)
    return SafeString("".join(pieces))


@register.filter
def at(value: Any, key: str) -> Any:
    """The member of a dict, or None."""
    return value.get(key) if isinstance(value, dict) else None


@register.filter
def place_of(value: Any, ident: str) -> int:
    """Which place something was given in an order, from 1; 0 for none."""
    return value.index(ident) + 1 if isinstance(value, list) and ident in value else 0


@register.filter
def chosen(value: Any, ident: str) -> bool:
    """Whether an answer names something."""
    return ident in value if isinstance(value, list) else value is not None and str(value).lower() == ident


def _isolated(run: str) -> str:
    return run if run.isdigit() else f'<bdi dir="ltr">{escape(run)}</bdi>'
