"""The manager's desk: applications and cohorts."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.audit.looks import note
from lms.enrolment import access, actions, queries
from lms.enrolment.forms import DeclineForm, PlacementForm
from lms.people.access import require_role
from lms.people.models import Person, Role


@login_required
def cohorts(request: HttpRequest) -> HttpResponse:
    """Applications that wait, and the cohorts the person teaches or manages."""
    person = require_role(request.user, Role.Kind.MANAGER, Role.Kind.INSTRUCTOR, Role.Kind.ADMINISTRATOR)
    waiting = queries.applications_waiting_for(person)
    note("applications", *(one.person_id for one in waiting))
    context = {"applications": waiting, "cohorts": queries.cohorts_of(person)}
    return render(request, "enrolment/cohorts.html", context)


@login_required
def cohort(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who is in a cohort and how far each is."""
    found = access.cohort_for_instructor(person=request.user, uuid=uuid)
    lessons = sum(len(unit["lessons"]) for unit in found.release.manifest["units"])
    roster = queries.roster(found)
    note("group", *(one.person_id for one in roster))
    return render(request, "enrolment/cohort.html", {"cohort": found, "roster": roster, "lessons": lessons})


@login_required
def application(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One application with the cohorts it could go to."""
    found = access.application_to_answer(person=request.user, uuid=uuid)
    context = {"application": found, "placement": PlacementForm(application=found), "decline": DeclineForm()}
    return render(request, "enrolment/application.html", context)


@login_required
@require_POST
def place(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the applicant a seat."""
    found = access.application_to_answer(person=request.user, uuid=uuid)
    form = PlacementForm(request.POST, application=found)
    if not form.is_valid():
        context = {"application": found, "placement": form, "decline": DeclineForm()}
        return render(request, "enrolment/application.html", context, status=422)
    assert isinstance(request.user, Person)
    enrolment = actions.place_in_cohort(application=found, cohort=form.cleaned_data["cohort"], by=request.user)
    messages.success(
        request, _("%(name)s has a place in group %(cohort)s.") % {"name": found.person.name, "cohort": enrolment.cohort.code}
    )
    return redirect("enrolment:cohorts")


@login_required
@require_POST
def decline(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say no with a reason."""
    found = access.application_to_answer(person=request.user, uuid=uuid)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        context = {"application": found, "placement": PlacementForm(application=found), "decline": form}
        return render(request, "enrolment/application.html", context, status=422)
    assert isinstance(request.user, Person)
    actions.decline_application(application=found, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The answer is sent to %(name)s.") % {"name": found.person.name})
    return redirect("enrolment:cohorts")
