"""A trainee's own courses and lessons."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.enrolment import access, queries
from lms.people.models import Person


@login_required
def my_courses(request: HttpRequest) -> HttpResponse:
    """The courses a person learns, and the applications that wait."""
    assert isinstance(request.user, Person)
    context = {"learning": queries.learning_of(request.user), "applications": queries.applications_of(request.user)}
    return render(request, "enrolment/my_courses.html", context)


@login_required
def my_course(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Every lesson of a course and where the person stands."""
    raise NotImplementedError


@login_required
def lesson(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """A lesson of the release the person learns from."""
    access.lesson_for(person=request.user, course_slug=course_slug, lesson_slug=lesson_slug)
    raise NotImplementedError


@login_required
def note_progress(request: HttpRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """Take in progress facts of a lesson."""
    raise NotImplementedError
