"""Plan a case: a seat in a sitting, a practical task and its assessors."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions
from assessments.forms import AssignForm, SeatForm, SittingForm
from assessments.views.committee import case_page
from lms.people.models import Person


@login_required
@require_POST
def seat(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A seat in a planned sitting."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    form = SeatForm(request.POST, case=found)
    if not form.is_valid():
        return case_page(request, found, seat_form=form)
    assert isinstance(request.user, Person)
    actions.seat_candidate(
        case=found,
        sitting=form.cleaned_data["sitting"],
        by=request.user,
        extra_minutes=form.cleaned_data["extra_minutes"] or 0,
    )
    messages.success(request, _("The seat is given."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def new_sitting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new sitting at the case's site, with a seat for its person."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    form = SittingForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, sitting_form=form)
    assert isinstance(request.user, Person)
    sitting = actions.open_sitting(
        trade=found.policy.trade,
        level=found.policy.level,
        site=found.site,
        starts_at=form.cleaned_data["starts_at"],
        ends_at=form.ends_at(),
        by=request.user,
    )
    actions.seat_candidate(case=found, sitting=sitting, by=request.user)
    messages.success(request, _("The sitting is planned and the seat is given."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def assign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A practical task before its assessors."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    form = AssignForm(request.POST, case=found)
    if not form.is_valid():
        return case_page(request, found, assign_form=form)
    assert isinstance(request.user, Person)
    actions.assign_practical(
        case=found,
        task=form.cleaned_data["task"],
        site=found.site,
        at=form.cleaned_data["at"],
        assessors=list(form.cleaned_data["assessors"]),
        by=request.user,
    )
    messages.success(request, _("The task is planned. The assessor finds it on the marking desk."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def hand_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give a sheet that nobody has begun to another assessor."""
    sheet = access.sheet_to_hand_over(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    to = get_object_or_404(Person, uuid=request.POST.get("to") or None)
    actions.hand_over(sheet=sheet, to=to, by=request.user, now=timezone.now())
    messages.success(request, _("The sheet is with the other assessor now."))
    return redirect("assessments:case", sheet.assignment.case.uuid)


@login_required
@require_POST
def release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open the results of a sitting to its candidates."""
    found = access.sitting_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    actions.release_results(sitting=found, by=request.user, now=timezone.now())
    messages.success(request, _("The results are open to the candidates."))
    return redirect("assessments:committee")
