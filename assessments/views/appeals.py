"""Appeals: filed on the result page, decided on the committee's."""

import re
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions, queries
from assessments.questions import FIGURES
from lms.audit.looks import note
from lms.people.access import require_role
from lms.people.models import Person
from lms.refusals import Refusal

MARKS = re.compile(r"marks-\d{1,3}")


@login_required
@require_POST
def file_appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """File an appeal against one's own result."""
    attempt = access.own_attempt(person=request.user, uuid=uuid)
    position = request.POST.get("position", "")
    actions.file_appeal(
        attempt=attempt,
        position=int(position) if position.isdecimal() else None,
        reason=request.POST.get("reason", ""),
        now=timezone.now(),
    )
    messages.success(request, _("Your appeal is filed. Somebody who neither marked nor confirmed your result looks into it."))
    return redirect("assessments:result", uuid)


@login_required
@require_POST
def withdraw_appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's own appeal back."""
    attempt = access.own_attempt(person=request.user, uuid=uuid)
    appeal = attempt.appeals.order_by("-pk").first()
    if appeal is not None:
        actions.withdraw_appeal(appeal=appeal)
        messages.success(request, _("Your appeal is withdrawn."))
    return redirect("assessments:result", uuid)


@login_required
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals of the person's sites."""
    person = require_role(request.user, *access.COMMITTEE)
    found = list(queries.appeals_for(person))
    note("appeals", *(one.attempt.person_id for one in found))
    return render(request, "assessments/appeals.html", {"appeals": found})


@login_required
def appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One appeal: what was asked, answered and marked; and the decision."""
    found = access.appeal_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    if request.method == "POST":
        marks = {int(name[6:]): _marks(str(typed)) for name, typed in request.POST.items() if MARKS.fullmatch(name) and typed}
        actions.decide_appeal(
            appeal=found, marks=marks, decision=request.POST.get("decision", ""), by=request.user, now=timezone.now()
        )
        messages.success(request, _("Decided. The candidate reads your reasons now."))
        return redirect("assessments:appeal", uuid)
    note("appeal", found.attempt.person_id)
    own = request.user.pk in actions.judges_of(found.attempt)
    context = {"appeal": found, "result": queries.result_of(found.attempt, whole=True), "own": own}
    return render(request, "assessments/appeal.html", context)


def _marks(typed: str) -> Decimal:
    try:
        marks = Decimal(typed.translate(FIGURES).strip())
    except InvalidOperation:
        marks = Decimal("NaN")
    if not marks.is_finite():
        raise Refusal("marks_impossible", _("Marks lie between 0 and what the question is worth."), status=422)
    return marks
