"""Two sheets side by side: the assessors agree on marks, or the chair decides."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions, queries
from assessments.forms.marks import typed_marks
from assessments.models import PracticalAssignment
from lms.people.access import not_allowed
from lms.people.models import Person


@login_required
def agreement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheets of a task, line by line; propose marks, or decide as the chair."""
    assignment, part = access.task_to_agree(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    if request.method == "POST":
        _write(request, assignment, part)
        return redirect("assessments:agreement", uuid)
    view = queries.agreement_of(assignment)
    mine = view.proposal is not None and view.proposal.by_id == request.user.pk
    context = {"view": view, "assignment": assignment, "part": part, "mine": mine}
    return render(request, "assessments/agreement.html", context)


def _write(request: HttpRequest, assignment: PracticalAssignment, part: str) -> None:
    assert isinstance(request.user, Person)
    if part == "look":
        raise not_allowed()
    marks: dict[str, Decimal] = typed_marks(request.POST, "marks-")
    write = actions.decide_as_chair if part == "chair" else actions.propose_agreement
    write(
        assignment=assignment,
        marks=marks,
        critical=request.POST.getlist("critical"),
        reason=request.POST.get("reason", ""),
        by=request.user,
        now=timezone.now(),
    )
    chair = part == "chair"
    said = _("Decided. The task has its result.") if chair else _("Proposed. It stands when the other assessor signs.")
    messages.success(request, said)


@login_required
@require_POST
def sign_agreement(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """Sign what the other assessor proposed."""
    assignment, _part = access.task_to_agree(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    record = get_object_or_404(assignment.agreements, number=number)
    actions.sign_agreement(agreement=record, by=request.user, now=timezone.now())
    messages.success(request, _("Signed. The task has its result."))
    return redirect("assessments:agreement", uuid)
