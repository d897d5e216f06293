"""The public catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses import access, queries


def catalogue(request: HttpRequest) -> HttpResponse:
    """Every course that has a release, or those that match the words searched for."""
    words = request.GET.get("q", "")[:100]
    return render(request, "courses/catalogue.html", {"list": queries.catalogue_list(words=words), "query": words})


def course(request: HttpRequest, trade_slug: str, course_slug: str) -> HttpResponse:
    """What a course takes and gives."""
    release = access.released_course(trade_slug=trade_slug, course_slug=course_slug)
    course = queries.catalogue_course(release)
    levels = queries.levels_of(release.manifest["trade"]["code"])
    return render(request, "courses/course.html", {"course": course, "levels": levels})
