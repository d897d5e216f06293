"""A person asks for a place."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.access import released_course
from courses.queries import catalogue_course
from lms.enrolment import access, actions, queries
from lms.enrolment.forms import ApplicationForm
from lms.people.models import Person


@login_required
def apply(request: HttpRequest, trade_slug: str, course_slug: str) -> HttpResponse:
    """The application form of one course."""
    assert isinstance(request.user, Person)
    release = released_course(trade_slug=trade_slug, course_slug=course_slug)
    form = ApplicationForm(request.POST or None, course=release.course)
    if request.method == "POST" and form.is_valid():
        actions.apply_for_course(
            person=request.user, course=release.course, site=form.cleaned_data["site"], note=form.cleaned_data["note"]
        )
        messages.success(request, _("We have your application. The centre answers within three days, by SMS."))
        return redirect("enrolment:my_courses")
    cohorts = queries.upcoming_cohorts(release.course, today=timezone.localdate())
    context = {"form": form, "course": catalogue_course(release), "cohorts": cohorts}
    return render(request, "enrolment/apply.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's own application back."""
    actions.withdraw_application(application=access.own_application(person=request.user, uuid=uuid))
    messages.success(request, _("Your application is taken back. You may apply again whenever you like."))
    return redirect("enrolment:my_courses")
