"""The public catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses import access, queries


def catalogue(request: HttpRequest) -> HttpResponse:
    """Every course that has a release."""
    return render(request, "courses/catalogue.html", {"courses": queries.catalogue()})


def course(request: HttpRequest, trade_slug: str, course_slug: str) -> HttpResponse:
    """What a course takes and gives."""
    release = access.released_course(trade_slug=trade_slug, course_slug=course_slug)
    return render(request, "courses/course.html", {"course": queries.catalogue_course(release)})
