"""Quality of judging: sheets to look at again, how alike assessors judge, the rule by which sheets are drawn."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import access, actions, queries
from assessments.forms.quality import SamplingForm, VerdictForm
from assessments.models import SamplingRule
from courses.models import Trade
from lms.audit.looks import note
from lms.people.models import Person


@login_required
def quality(request: HttpRequest) -> HttpResponse:
    """Sheets that wait for a look, and those looked at."""
    reviewer = access.quality_reviewer(request.user)
    looks = queries.looks_for(reviewer, now=timezone.now())
    note("quality", *(one.sheet.assignment.case.person_id for one in (*looks["waiting"], *looks["done"])))
    return render(request, "assessments/quality/looks.html", looks | {"tab": "looks"})


@login_required
def look(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One sheet that was drawn; opening it keeps others out for eight hours."""
    found, now = access.look_to_take(person=request.user, uuid=uuid), timezone.now()
    assert isinstance(request.user, Person)
    form = VerdictForm(request.POST or None, initial={"action": "none"})
    if request.method == "POST" and form.is_valid():
        actions.say_verdict(look=found, by=request.user, now=now, **form.cleaned_data)
        messages.success(request, _("Your finding is kept."))
        return redirect("assessments:quality")
    if found.looked_at is None:
        actions.take_look(look=found, by=request.user, now=now)
    view = queries.sheet_view(found.sheet)
    photos = [(one, queries.picture_of(one)) for one in view.view.evidence]
    context = {"clips": queries.clips_of(found.sheet), "look": found, "marking": view, "photos": photos, "form": form}
    return render(request, "assessments/quality/look.html", context, status=422 if form.errors else 200)


@login_required
def alike(request: HttpRequest) -> HttpResponse:
    """How alike assessors judge: leniency of each, agreement line by line."""
    access.quality_reviewer(request.user)
    trade = Trade.objects.filter(code=request.GET.get("trade", "")).first()
    judged = queries.judged(trade=trade.code if trade else "")
    context = {"judged": judged, "trades": Trade.objects.order_by("code"), "trade": trade, "tab": "alike"}
    return render(request, "assessments/quality/alike.html", context)


@login_required
def sampling(request: HttpRequest) -> HttpResponse:
    """The rule in force, and a new one from a day on."""
    reviewer = access.quality_reviewer(request.user)
    form = SamplingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rule = {name: form.cleaned_data[name] for name in ("new_sheets", "near", "critical", "share")}
        actions.set_sampling(rule=rule, first_day=form.cleaned_data["first_day"], by=reviewer, now=timezone.now())
        messages.success(request, _("The rule is set. Sheets sealed from that day on are drawn by it."))
        return redirect("assessments:sampling")
    rules = SamplingRule.objects.select_related("set_by").order_by("-first_day", "-pk")
    current = SamplingRule.objects.all().in_force(timezone.localdate()).first()
    context = {"form": form, "rules": rules, "current": current, "tab": "sampling"}
    return render(request, "assessments/quality/sampling.html", context, status=422 if form.errors else 200)
