"""What if: the last thousand results through another rule."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lms.certification import access, queries, rules
from lms.certification.forms import TryForm

NAMED = 100  # people named on the page; the figures count all


@login_required
def what_if(request: HttpRequest) -> HttpResponse:
    """Choose a day to come, or type numbers; see who would differ. Nothing is written."""
    access.scheme_editor(request.user)
    coming = queries.coming_changes(timezone.localdate())
    days = sorted({one.in_force_on for one in coming})
    form = TryForm(request.GET if "theory_weight" in request.GET else None)
    day = _day(request.GET.get("day", ""))
    found = None
    if form.is_bound and form.is_valid():
        numbers = dict(form.cleaned_data)
        level, trade = numbers.pop("level"), numbers.pop("trade")
        typed = rules.Rule(**numbers)
        found = queries.what_if(lambda _decision: typed, trade_id=trade.pk, level_id=level.pk)
    elif day:
        found = queries.what_if(queries.rules_of(day))
    context: dict[str, Any] = {"days": days, "day": day, "form": form, "found": found}
    if found:
        context["named"] = found.differs[:NAMED]
    return render(request, "certification/what_if.html", context, status=422 if form.errors else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
