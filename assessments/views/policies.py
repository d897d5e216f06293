"""The rules of papers and levels, written by ministry staff: a new version with its first day, never an edit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import access, actions
from assessments.forms.policies import BlueprintForm, PolicyForm
from assessments.models import Blueprint, LevelPolicy
from assessments.queries.questions import standard_of
from courses.models import Trade


@login_required
def new_blueprint(request: HttpRequest, trade: str, level: str) -> HttpResponse:
    """A new version of a level's paper."""
    by = access.bank_editor(request.user)
    found = get_object_or_404(Trade, code=trade)
    rows = Blueprint.objects.filter(trade=found, level=level).order_by("-version")
    newest = get_object_or_404(rows[:1])
    filled: dict[str, Any] = BlueprintForm.filled_in(newest)
    form = BlueprintForm(request.POST or None, standard=standard_of(found.pk), initial=filled)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.set_blueprint(
            trade=found,
            level=level,
            questions=typed["questions"],
            minutes=typed["minutes"],
            from_levels=newest.from_levels,
            rules=form.rules(newest.rules),
            effective_from=typed["effective_from"],
            by=by,
        )
        messages.success(request, _("The new rules are kept. Papers drawn from that day on follow them."))
        return redirect("assessments:blueprints", trade)
    context = {"form": form, "trade": found, "level": level, "newest": newest}
    return render(request, "assessments/bank/blueprint_form.html", context, status=422 if form.errors else 200)


@login_required
def new_policy(request: HttpRequest, trade: str, level: str) -> HttpResponse:
    """How a level is assessed from a day on."""
    by = access.bank_editor(request.user)
    found = get_object_or_404(Trade, code=trade)
    newest = get_object_or_404(LevelPolicy.objects.filter(trade=found, level=level).order_by("-effective_from")[:1])
    kept = LevelPolicy(trade=found, level=level, name=newest.name, tasks=newest.tasks)
    first = {name: getattr(newest, name) for name in PolicyForm.Meta.fields} | {"effective_from": timezone.localdate()}
    form = PolicyForm(request.POST or None, instance=kept, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.change_policy(policy=form.save(commit=False), by=by)
        messages.success(request, _("Kept. Cases opened from that day on follow it."))
        return redirect("assessments:blueprints", trade)
    context = {"form": form, "trade": found, "newest": newest}
    return render(request, "assessments/bank/policy_form.html", context, status=422 if form.errors else 200)
