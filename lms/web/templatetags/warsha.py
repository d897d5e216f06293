"""Tags and filters of the house. `{% load warsha %}`."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lms.web import kept as keeping
from lms.web import numerals as figures

register = template.Library()

# Drawn for a reader who goes from left to right; turned round where the page is read from the right.
POINTING = (
    *("arrow-left", "arrow-right", "chevron-left", "chevron-right", "chevrons-left", "chevrons-right", "move-left"),
    *("move-right", "trending-", "log-out", "log-in", "list", "reply", "undo", "redo", "send", "text-align"),
)
MEGABYTE = 1_000_000
SHOWN_AS_ONE = 0.1  # megabytes; anything smaller is still "0.1"


@register.simple_tag
def static_file(path: str) -> str:
    """The address of a static file. It is the same as long as the process lives, so it is worked out once."""
    return static(path) if settings.DEBUG else _address_of(path)


@lru_cache(maxsize=500)
def _address_of(path: str) -> str:
    return static(path)


SPRITE = "frontend/icons.svg"


@register.simple_tag(takes_context=True)
def icon(context: template.Context, name: str, css_class: str = "", label: str = "") -> SafeString:
    """An icon of the page's ``sprite``, else of the whole one. Give ``label`` only where no word stands beside it."""
    return _icon(name, css_class, str(label), static_file(context.get("sprite") or SPRITE))


@lru_cache(maxsize=500)
def _icon(name: str, css_class: str, label: str, sprite: str) -> SafeString:
    classes = " ".join(part for part in ("i", "points" if name.startswith(POINTING) else "", css_class) if part)
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#{}"></use></svg>', classes, spoken, sprite, name)


@register.simple_tag(takes_context=True)
def kept(context: template.Context, template_name: str, **parts: Any) -> SafeString:
    """A template drawn from ``parts`` and nothing else, once for each of their values (``lms.web.kept``), which are hashable."""
    return keeping.drawn(keeping.Part(template_name, tuple(sorted(parts.items())), lambda: parts), context)


@register.simple_tag(takes_context=True)
def part(context: template.Context, shown: keeping.Part) -> SafeString:
    """A part that was prepared by a query."""
    return keeping.drawn(shown, context)


@register.simple_tag
def seam(done: float, label: str = "") -> SafeString:
    """Progress as a seam being sewn; ``done`` is 0 to 100, ``label`` says it in words ("7 of 12 lessons")."""
    share = max(0, min(100, round(done or 0)))
    spoken = label or _("%(share)s percent done") % {"share": figures.shown(share)}
    return format_html(
        '<div class="seam" style="--v:{}" role="progressbar" aria-valuemin="0" aria-valuemax="100"'
        ' aria-valuenow="{}" aria-valuetext="{}" aria-label="{}"></div>',
        *(share, share, spoken, _("Progress")),
    )


@register.simple_tag(takes_context=True)
def price(context: template.Context, minutes: float | None = None, megabytes: float | None = None) -> SafeString:
    """What opening a thing costs: minutes of time and megabytes of data; either may be left out."""
    parts = []
    if minutes:
        parts.append(format_html("<span>{}{}</span>", icon(context, "clock"), _minutes(minutes)))
    if megabytes is not None:
        parts.append(format_html("<span>{}{}</span>", icon(context, "download"), _megabytes(megabytes)))
    return format_html('<span class="price">{}</span>', SafeString("".join(parts))) if parts else SafeString("")


@register.filter
def in_language(thing: Any, name: str) -> Any:
    """``course|in_language:"title"`` is title_en in English where there is one, else title_ar; works on dicts too."""
    wanted = [(get_language() or "ar")[:2], "ar", "en"]
    for language in wanted:
        found = _part(thing, name, language)
        if found not in (None, ""):
            return found
    plain = thing.get(name) if isinstance(thing, dict) else getattr(thing, name, "")
    return plain if isinstance(plain, str) else ""


def _part(thing: Any, name: str, language: str) -> Any:
    if isinstance(thing, dict):
        value = thing.get(name)
        return value.get(language) if isinstance(value, dict) else thing.get(f"{name}_{language}", value)
    value = getattr(thing, name, None)
    return value.get(language) if isinstance(value, dict) else getattr(thing, f"{name}_{language}", None)


@register.filter
def isolate(text: Any) -> SafeString:
    """A left-to-right run (a code, 5/10, R-410A, 120 psi) that keeps its order inside Arabic text."""
    return format_html('<bdi class="ltr">{}</bdi>', text)


@register.filter
def numerals(text: Any) -> str:
    """Figures as the person reads them, 123 or ١٢٣. Markup that is already safe stays safe."""
    shown = figures.shown(conditional_escape(text))
    return mark_safe(shown)  # noqa: S308  (escaped on the line above)


@register.filter
def minutes(amount: float | None) -> str:
    """5 as "5 minutes", 95 as "1 h 35 min"."""
    return _minutes(amount or 0)


@register.filter
def megabytes(amount: float | None) -> str:
    """A number of megabytes in words; see also ``bytes_as_megabytes``."""
    return _megabytes(amount or 0)


@register.filter
def bytes_as_megabytes(amount: int | None) -> str:
    """A number of bytes as megabytes in words (a megabyte is 1,000,000 bytes, as phone companies count)."""
    return _megabytes((amount or 0) / MEGABYTE)


@register.filter
@stringfilter
def initial(name: str) -> str:
    """The first letter of a name, for its avatar."""
    return name.strip()[:1] or "؟"


@register.filter
def is_choice(field: Any) -> bool:
    """Whether a bound form field is drawn as rows to choose from."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_switch(field: Any) -> bool:
    """Whether a bound form field is a single yes or no."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def trade_class(code: str | None) -> str:
    """The class that dyes a part of the page in its trade's colour: "TLR" or "TLR-C1-L01" give ``trade-tlr``."""
    return f"trade-{str(code).split('-')[0].lower()}" if code else ""


def _minutes(amount: float) -> str:
    whole = max(1, round(amount))
    hours, rest = divmod(whole, 60)
    if not hours:
        return figures.shown(ngettext("%(count)s minute", "%(count)s minutes", whole) % {"count": whole})
    if not rest:
        return figures.shown(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    return figures.shown(_("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest})


def _megabytes(amount: float) -> str:
    if 0 < amount < SHOWN_AS_ONE:
        amount = SHOWN_AS_ONE
    written = f"{amount:.1f}" if 0 < amount < 1 else f"{amount:.0f}"
    return figures.shown(_("%(count)s MB") % {"count": written})
