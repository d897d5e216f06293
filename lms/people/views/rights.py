"""What is held about a person: seen, copied, corrected, shared or not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.audit.looks import note
from lms.audit.queries import looks_at
from lms.people import access, actions, queries
from lms.people.forms import CorrectionAnswerForm, CorrectionRequestForm
from lms.people.holdings import parts
from lms.people.models import ConsentFact, Person, Role

LOOKS = 50


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything held about the person who asks. ``?part=progress`` answers with how far a copy is, for the page's script."""
    assert isinstance(request.user, Person)
    if request.GET.get("part") == "progress":
        return render(request, "people/parts/export.html", {"export": queries.newest_export(request.user), "now": timezone.now()})
    return _page(request, request.user, CorrectionRequestForm())


def _page(request: HttpRequest, person: Person, form: CorrectionRequestForm) -> HttpResponse:
    said = queries.consents_of(person)
    context: dict[str, Any] = {
        "parts": [(part, part.rows(person)) for part in parts() if not part.for_machines],
        "looks": looks_at(person)[:LOOKS],
        "consents": [(purpose, said[purpose.value]) for purpose in ConsentFact.Purpose],
        "requests": queries.correction_requests_of(person),
        "export": queries.newest_export(person),
        "form": form,
        "now": timezone.now(),
    }
    return render(request, "people/my_data.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Give a consent or take it back."""
    assert isinstance(request.user, Person)
    given = request.POST.get("given") == "yes"
    for purpose in ConsentFact.Purpose:
        if request.POST.get("purpose") == purpose.value:
            actions.say_consent(person=request.user, purpose=purpose.value, given=given)
            messages.success(request, _("Kept. You may change it whenever you like."))
    return redirect("people:profile" if request.POST.get("from") == "profile" else "people:my_data")


@login_required
@require_POST
def ask_export(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of everything."""
    assert isinstance(request.user, Person)
    actions.ask_for_export(person=request.user)
    return redirect("people:my_data")


@login_required
def download(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The copy, for the person alone."""
    export = access.own_export(person=request.user, uuid=uuid, now=timezone.now())
    return FileResponse(export.file.open("rb"), as_attachment=True, filename="warsha-my-data.zip")


@login_required
@require_POST
def ask_correction(request: HttpRequest) -> HttpResponse:
    """Say what is wrong."""
    assert isinstance(request.user, Person)
    form = CorrectionRequestForm(request.POST)
    if not form.is_valid():
        return _page(request, request.user, form)
    actions.ask_for_correction(person=request.user, words=form.cleaned_data["words"])
    messages.success(request, _("Sent. The manager of your governorate answers you here."))
    return redirect("people:my_data")


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Requests for correction from people of the manager's governorate."""
    manager = access.require_role(request.user, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)
    paths = access.sites_where(manager, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)
    requests = queries.correction_inbox(paths)
    note("correction", *(one.person_id for one in requests))
    return render(request, "people/corrections.html", {"requests": requests})


@login_required
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer one request."""
    found = access.correction_to_answer(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    initial = {"name": found.person.name, "name_en": found.person.name_en}
    form = CorrectionAnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.answer_correction(request=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Answered. The person reads it on their page."))
        return redirect("people:corrections")
    return render(request, "people/correction.html", {"found": found, "form": form}, status=422 if form.errors else 200)
