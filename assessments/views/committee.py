"""The committee's desk: cases, and the decision about one."""

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
from assessments.forms import AssignForm, ExemptionForm, PaymentForm, ReasonForm, SeatForm, SittingForm
from assessments.forms.sittings import AccommodationForm
from assessments.models import Accommodation, AssessmentCase
from courses.models import Trade
from lms.audit.looks import note
from lms.people.access import holds, require_role
from lms.people.models import Person, Role
from lms.people.queries import with_role

SHOWN = ("ready", "open", "running", "confirmed")


@login_required
def committee(request: HttpRequest) -> HttpResponse:
    """Cases that wait, that run, and those confirmed lately."""
    person = require_role(request.user, *access.COMMITTEE)
    desk = queries.committee_desk(person, now=timezone.now()) | {"appeals_waiting": queries.appeals_waiting(person)}
    note("committee", *(row.case.person_id for kind in SHOWN for row in desk[kind]))
    return render(request, "assessments/committee.html", desk)


@login_required
def case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One case with everything about it, and what may be done now."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    return case_page(request, found)


def case_page(request: HttpRequest, found: AssessmentCase, **forms: Any) -> HttpResponse:
    """The page of a case; a form with errors takes the place of the empty one."""
    view = queries.case_view(found)
    fee = queries.fee_of(found)
    photos = {one.pk: queries.picture_of(one) for task in view.tasks for sheet in task.sheets for one in sheet.evidence}
    plan = queries.plan_view(found)
    context = {
        "claims_wait": any(unit.claim and unit.claim.state == "claimed" for unit in plan),
        "case": found,
        "view": view,
        "photos": photos,
        "fee": fee,
        "committee": queries.committee_of(found, on=timezone.localdate()),
        "payment_form": PaymentForm(),
        "exemption_form": ExemptionForm(fee=fee),
        "chairs": holds(request.user, Role.Kind.CHAIR, site=found.site),
        "seat_form": SeatForm(case=found),
        "sitting_form": SittingForm(),
        "assign_form": AssignForm(case=found),
        "send_back_form": ReasonForm(),
        "late_form": ReasonForm(),
        "plan": plan,
        "needs": Accommodation.objects.filter(person=found.person).order_by("-first_day", "-pk"),
        "accommodation_form": AccommodationForm(),
        "today": timezone.localdate(),
        "assessors": with_role(Role.Kind.ASSESSOR, at=found.site),
    }
    return render(request, "assessments/case.html", context | forms, status=422 if forms else 200)


@login_required
@require_POST
def open_case(request: HttpRequest) -> HttpResponse:
    """Staff ask for a person's assessment."""
    by = require_role(request.user, *access.COMMITTEE)
    person = get_object_or_404(Person, uuid=request.POST.get("person") or None)
    trade = get_object_or_404(Trade, code=request.POST.get("trade", ""))
    found = actions.open_case(person=person, trade=trade, level=request.POST.get("level", ""), by=by, now=timezone.now())
    return redirect("assessments:case", found.uuid)


@login_required
@require_POST
def late(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Set answers aside that were sealed in time and arrived late."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    by = require_role(request.user, Role.Kind.CHAIR, site=found.site)
    attempt = queries.theory_attempt_of(found)
    if attempt is not None:
        actions.set_late_answers_aside(attempt=attempt, reason=request.POST.get("reason", ""), by=by, now=timezone.now())
        messages.success(request, _("The late answers do not count now."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Confirm a case."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    actions.confirm_case(case=found, by=request.user, now=timezone.now())
    messages.success(request, _("Confirmed. The person sees the result now."))
    return redirect("assessments:committee")


@login_required
@require_POST
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send a case back to its assessors with a reason."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    actions.send_back(case=found, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("Sent back. The assessor reads your reason."))
    return redirect("assessments:committee")
