"""Appeals: filed on the result pages, decided on the committee's."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions, queries
from assessments.forms.marks import typed_marks
from assessments.models import Appeal
from lms.audit.looks import note
from lms.people.access import require_role
from lms.people.models import Person


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
    _thank(request)
    return redirect("assessments:result", uuid)


@login_required
@require_POST
def file_task_appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """File an appeal against the marks of one's own practical task."""
    assignment = access.own_task(person=request.user, uuid=uuid)
    aspect, reason = request.POST.get("aspect", ""), request.POST.get("reason", "")
    actions.file_task_appeal(assignment=assignment, aspect=aspect, reason=reason, now=timezone.now())
    _thank(request)
    return redirect("assessments:case_result", assignment.case.uuid)


def _thank(request: HttpRequest) -> None:
    messages.success(request, _("Your appeal is filed. Somebody who neither marked nor confirmed your result looks into it."))


@login_required
@require_POST
def withdraw_task_appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's own appeal back."""
    assignment = access.own_task(person=request.user, uuid=uuid)
    appeal = assignment.appeals.order_by("-pk").first()
    if appeal is not None:
        actions.withdraw_appeal(appeal=appeal)
        messages.success(request, _("Your appeal is withdrawn."))
    return redirect("assessments:case_result", assignment.case.uuid)


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
    note("appeals", *(one.person_id for one in found))
    return render(request, "assessments/appeals.html", {"appeals": found})


@login_required
def appeal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One appeal: what was asked, answered and marked; and the decision."""
    found = access.appeal_for_committee(person=request.user, uuid=uuid)
    if request.method == "POST":
        _decide(request, found)
        messages.success(request, _("Decided. The candidate reads your reasons now."))
        return redirect("assessments:appeal", uuid)
    note("appeal", found.person_id)
    context = {"appeal": found, "own": request.user.pk in actions.judges_of(found)}
    if found.attempt is not None:
        return render(request, "assessments/appeal.html", context | {"result": queries.result_of(found.attempt, whole=True)})
    assert found.assignment is not None
    newest = found.assignment.results.order_by("-number").first()
    context |= {"view": queries.agreement_of(found.assignment), "result": newest}
    return render(request, "assessments/task_appeal.html", context)


def _decide(request: HttpRequest, found: Appeal) -> None:
    assert isinstance(request.user, Person)
    typed, decision, now = typed_marks(request.POST, "marks-"), request.POST.get("decision", ""), timezone.now()
    if found.attempt is None:
        critical = request.POST.getlist("critical")
        actions.decide_task_appeal(appeal=found, marks=typed, critical=critical, decision=decision, by=request.user, now=now)
    else:
        marks = {int(place): given for place, given in typed.items() if place.isdecimal()}
        actions.decide_appeal(appeal=found, marks=marks, decision=decision, by=request.user, now=now)
