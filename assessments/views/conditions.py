"""What a scheme asks for: the members of a committee, and the fee of a case."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions, queries
from assessments.forms import ExemptionForm, MemberForm, PaymentForm
from assessments.views.committee import case_page
from lms.people.models import Person


@login_required
def members(request: HttpRequest) -> HttpResponse:
    """Who sits on the committees one answers for, and somebody new."""
    sites = access.committee_sites(request.user)
    assert isinstance(request.user, Person)
    today = timezone.localdate()
    form = MemberForm(request.POST if request.method == "POST" else None, sites=sites, initial={"first_day": today})
    if form.is_valid():
        actions.name_member(by=request.user, **form.cleaned_data)
        messages.success(request, _("Named. Cases are confirmed with this member from that day on."))
        return redirect("assessments:members")
    found = list(queries.members_for(request.user))
    context = {
        "form": form,
        "standing": [one for one in found if one.last_day is None or one.last_day >= today],
        "left": [one for one in found if one.last_day is not None and one.last_day < today],
        "today": today,
    }
    return render(request, "assessments/members.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves; today is their last day."""
    member = access.member_to_end(person=request.user, pk=pk)
    assert isinstance(request.user, Person)
    actions.end_membership(member=member, last_day=timezone.localdate(), by=request.user)
    messages.success(request, _("Today is the last day. What was confirmed with this member stays."))
    return redirect("assessments:members")


@login_required
@require_POST
def note_payment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The number of a receipt."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    form = PaymentForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, payment_form=form)
    assert isinstance(request.user, Person)
    actions.note_payment(case=found, receipt=form.cleaned_data["receipt"], by=request.user, now=timezone.now())
    messages.success(request, _("The payment is noted. The person sees it."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def note_exemption(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Why nothing is to be paid."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    form = ExemptionForm(request.POST, fee=queries.fee_of(found))
    if not form.is_valid():
        return case_page(request, found, exemption_form=form)
    assert isinstance(request.user, Person)
    actions.note_exemption(case=found, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("The exemption is noted. The person sees it."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def take_back_fee(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was noted about the fee was a slip."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    actions.take_back_fee(case=found, by=request.user, now=timezone.now())
    messages.success(request, _("Taken back. The fee is open again."))
    return redirect("assessments:case", uuid)
