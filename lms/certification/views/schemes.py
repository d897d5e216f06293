"""Schemes: read by staff, written by scheme editors, always with a look at what would change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.models import Trade
from lms.certification import access, actions, queries, rules
from lms.certification.forms import RuleForm, SchemeForm, TermsForm, tomorrow
from lms.certification.models import AwardRule, SchemeTerms, SkillLevel, SkillScheme
from lms.people.access import holds


@login_required
def schemes(request: HttpRequest) -> HttpResponse:
    """Every scheme as it stands today, and what is to come."""
    person, today = access.scheme_reader(request.user), timezone.localdate()
    context = {
        "schemes": queries.schemes_on(today),
        "coming": queries.coming_changes(today),
        "edits": holds(person, *access.SCHEME_EDITORS),
        "today": today,
    }
    return render(request, "certification/schemes.html", context)


@login_required
def scheme(request: HttpRequest, code: str) -> HttpResponse:
    """One scheme: ladder, terms, and the rule of each level in each trade."""
    person, today = access.scheme_reader(request.user), timezone.localdate()
    found = get_object_or_404(SkillScheme, code=code)
    view = next(one for one in queries.schemes_on(today) if one.scheme == found)
    context = {"view": view, "edits": holds(person, *access.SCHEME_EDITORS), "today": today}
    return render(request, "certification/scheme.html", context)


@login_required
def new_scheme(request: HttpRequest) -> HttpResponse:
    """Write a new scheme."""
    by = access.scheme_editor(request.user)
    form = SchemeForm(request.POST if request.method == "POST" else None, initial={"in_force_on": tomorrow()})
    if form.is_valid():
        fields = dict(form.cleaned_data)
        made = actions.write_scheme(levels=fields.pop("levels"), fields=fields, by=by)
        messages.success(request, _("Written. Now write its terms and the rule of each level."))
        return redirect("certification:scheme", made.code)
    return render(request, "certification/new_scheme.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def rule(request: HttpRequest, code: str, level: str, trade: str) -> HttpResponse:
    """The versions of a rule, and a new one: first looked at, then put in force from a day on."""
    by = access.scheme_editor(request.user)
    rung = get_object_or_404(SkillLevel.objects.select_related("scheme"), scheme__code=code, code=level)
    of_trade = get_object_or_404(Trade, code=trade)
    history = list(queries.rule_history(level=rung, trade=of_trade))
    newest = history[0] if history else None
    initial = {name: getattr(newest, name, None) for name in queries.RULE_FIELDS} | {"in_force_on": tomorrow()}
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = {"level": rung, "trade": of_trade, "history": history, "form": form, "today": timezone.localdate()}
    if form.is_valid():
        values = dict(form.cleaned_data)
        day = values.pop("in_force_on")
        if request.POST.get("step") == "write":
            actions.write_rule(level=rung, trade=of_trade, in_force_on=day, values=values, by=by)
            messages.success(request, _("Written. Until that day it can be undone."))
            return redirect("certification:scheme", code)
        before = queries.rule_in_force(trade_code=trade, level_code=level, on=day)
        context |= {"day": day, **_rule_preview(before, AwardRule(level=rung, trade=of_trade, **values))}
    return render(request, "certification/rule.html", context, status=422 if form.errors else 200)


def _rule_preview(before: AwardRule | None, after: AwardRule) -> dict[str, Any]:
    """What would change: in the rule itself, and for the newest results."""
    new: rules.Rule = queries.as_rule(after)
    return {
        "preview": True,
        "changes": queries.differences(before, after, queries.RULE_FIELDS),
        "found": queries.what_if(lambda _decision: new, trade_id=after.trade_id, level_id=after.level_id),
    }


@login_required
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """The terms of a scheme, and new ones: first looked at, then put in force from a day on."""
    by = access.scheme_editor(request.user)
    found = get_object_or_404(SkillScheme, code=code)
    history = list(found.terms.select_related("written_by").order_by("-in_force_on"))
    initial = {name: getattr(history[0], name) for name in (*queries.TERM_FIELDS, "unconfirmed")} if history else {"assessors": 1}
    form = TermsForm(request.POST if request.method == "POST" else None, initial={**initial, "in_force_on": tomorrow()})
    context: dict[str, Any] = {"scheme": found, "history": history, "form": form, "today": timezone.localdate()}
    if form.is_valid():
        values = dict(form.cleaned_data)
        day = values.pop("in_force_on")
        if request.POST.get("step") == "write":
            actions.write_terms(scheme=found, in_force_on=day, values=values, by=by)
            messages.success(request, _("Written. Until that day it can be undone."))
            return redirect("certification:scheme", code)
        before = queries.terms_in_force(scheme=found, on=day)
        changes = queries.differences(before, SchemeTerms(scheme=found, **values), queries.TERM_FIELDS)
        context |= {"day": day, "preview": True, "changes": changes}
    return render(request, "certification/terms.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a version that is not in force yet."""
    by = access.scheme_editor(request.user)
    actions.withdraw_rule(rule=get_object_or_404(AwardRule, pk=pk), by=by)
    messages.success(request, _("Undone. What was in force stays in force."))
    return redirect("certification:schemes")


@login_required
@require_POST
def withdraw_terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo terms that are not in force yet."""
    by = access.scheme_editor(request.user)
    actions.withdraw_terms(terms=get_object_or_404(SchemeTerms, pk=pk), by=by)
    messages.success(request, _("Undone. What was in force stays in force."))
    return redirect("certification:schemes")
