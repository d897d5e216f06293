"""The instructor's inbox: what trainees ask at places of their lessons."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.audit.looks import note
from lms.enrolment import access, actions, queries
from lms.enrolment.forms import AnswerForm
from lms.people.access import require_role
from lms.people.models import Person, Role

SHOWN = 50


@login_required
def questions(request: HttpRequest) -> HttpResponse:
    """Questions of the groups the person teaches or manages; those that wait come first."""
    person = require_role(request.user, Role.Kind.INSTRUCTOR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)
    found = list(queries.questions_for(person)[:SHOWN])
    note("questions", *(one.enrolment.person_id for one in found))
    rows = [(one, queries.lesson_card(one), AnswerForm(prefix=str(one.pk))) for one in found]
    return render(request, "enrolment/questions.html", {"rows": rows, "waiting": sum(not one.answered_at for one in found)})


@login_required
@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer a question."""
    found = access.question_to_answer(person=request.user, uuid=uuid)
    form = AnswerForm(request.POST, prefix=str(found.pk))
    if not form.is_valid():
        rows = [(found, queries.lesson_card(found), form)]
        return render(request, "enrolment/questions.html", {"rows": rows, "waiting": 1}, status=422)
    assert isinstance(request.user, Person)
    actions.answer_question(question=found, answer=form.cleaned_data["answer"], by=request.user, now=timezone.now())
    messages.success(request, _("%(name)s will read your answer in the lesson.") % {"name": found.enrolment.person.name})
    return redirect("enrolment:questions")
