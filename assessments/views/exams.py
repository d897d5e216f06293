"""A person's examinations: what may be sat, and asking to be assessed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions, queries
from assessments.forms import StartCodeForm
from assessments.models import Attempt, SealedPaper
from assessments.views.devices import device_of, remember
from courses.models import Trade
from lms.people.models import Person

# What the page of a paper loads: fetched while there is a line, so that the service worker has it later.
NEEDS = ("frontend/exam.js", "assessments/exam.css")


def _strings() -> dict[str, str]:
    """The words of the script on a sitting's page."""
    return {
        "on_phone": _("The sealed paper is on this phone."),
        "failed": _("The paper could not be fetched. Try again where there is a connection."),
        "wrong": _("The key is not right. Ask the invigilator to read it again."),
        "opening": _("Opening …"),
    }


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What I may sit, what runs, what came of it."""
    assert isinstance(request.user, Person)
    return render(request, "assessments/mine.html", {"exams": queries.exams_of(request.user, now=timezone.now())})


@login_required
@require_POST
def practise(request: HttpRequest) -> HttpResponse:
    """Draw a practice paper."""
    assert isinstance(request.user, Person)
    trade = get_object_or_404(Trade, code=request.POST.get("trade", ""))
    level = request.POST.get("level", "")
    attempt = actions.start_practice(person=request.user, trade=trade, level=level, now=timezone.now())
    return redirect("assessments:attempt", attempt.uuid)


@login_required
@require_POST
def request_case(request: HttpRequest) -> HttpResponse:
    """Ask to be assessed for a level."""
    assert isinstance(request.user, Person)
    trade = get_object_or_404(Trade, code=request.POST.get("trade", ""))
    level = request.POST.get("level", "")
    actions.open_case(person=request.user, trade=trade, level=level, by=request.user, now=timezone.now())
    messages.success(request, _("Your request is with the centre. You see each step here."))
    return redirect("assessments:mine")


@login_required
def sitting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin the official paper with the start code."""
    seat = access.own_seat(person=request.user, sitting_uuid=uuid)
    form = StartCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        device = device_of(request)
        attempt = actions.begin_official(seat=seat, start_code=form.cleaned_data["start_code"], now=now, device=device)
        return remember(request, redirect("assessments:attempt", attempt.uuid))
    sealed = SealedPaper.objects.filter(candidate=seat).first()
    begun = Attempt.objects.filter(person=seat.person_id, sitting=seat.sitting_id).exists()
    context: dict[str, Any] = {"sealed": None if begun else sealed, "needs": NEEDS, "strings": _strings()}
    context |= {"seat": seat, "form": form, "open": seat.sitting.starts_at <= timezone.now() < seat.sitting.ends_at}
    return render(request, "assessments/sitting.html", context, status=422 if form.errors else 200)
