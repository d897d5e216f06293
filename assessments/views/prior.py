"""Prior learning: claimed on one's own page, decided on the page of the case."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions
from lms.people.models import Person


@login_required
@require_POST
def claim_unit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Claim a unit of one's own level as known."""
    case = access.own_case(person=request.user, uuid=uuid)
    asked = {name: request.POST.get(name, "") for name in ("unit", "basis", "words")}
    actions.claim_unit(case=case, now=timezone.now(), **asked)
    messages.success(request, _("Your claim is with the centre. You see the answer here."))
    return redirect("assessments:case_result", uuid)


@login_required
@require_POST
def decide_claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Accept a claim or refuse it."""
    claim = access.claim_to_decide(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    accept, reason = "accept" in request.POST, request.POST.get("reason", "")
    actions.decide_claim(claim=claim, accept=accept, reason=reason, by=request.user, now=timezone.now())
    messages.success(request, _("Decided. The candidate sees it now."))
    return redirect("assessments:case", claim.case.uuid)
