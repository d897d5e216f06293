"""A faulty question: look at who would change, then mark anew."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import access, actions, rules
from assessments.forms.regrading import RegradeForm
from assessments.queries.questions import question_view
from lms.audit.actions import keep_looks


@login_required
def regrade(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a ruling and give the reason; see who would change; do it."""
    by = access.bank_editor(request.user)
    number = request.POST.get("version") or request.GET.get("version") or ""
    view = question_view(access.question_of_bank(code), int(number) if number.isdecimal() else None)
    sent = request.POST if request.method == "POST" else None
    form: forms.Form = RegradeForm(sent, version=view.version, texts=view.option_texts)
    context: dict[str, Any] = {"view": view, "form": form}
    if request.method == "POST" and form.is_valid():
        method, answer, reason = form.cleaned_data["method"], form.cleaned_data["key"], form.cleaned_data["reason"]
        if "apply" in request.POST:
            made = actions.regrade(version=view.version, method=method, answer=answer, reason=reason, by=by, now=timezone.now())
            said = ngettext("%(n)s result changed.", "%(n)s results changed.", made.changed)
            messages.success(request, said % {"n": made.changed} + " " + _("Each candidate reads the reason."))
            return redirect("assessments:question", code)
        effects = actions.effects_of(version=view.version, ruling=rules.Ruling(method, answer))
        keep_looks(by=by, looked={(one.attempt.person_id, "regrading") for one in effects})
        context["effects"] = effects
    return render(request, "assessments/bank/regrade.html", context, status=422 if form.errors else 200)
