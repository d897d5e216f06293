"""Searching courses and lessons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from courses.queries import catalogue
from lms.enrolment import queries


def search(request: HttpRequest) -> HttpResponse:
    """Courses and lessons that have the words; for those who learn a course also where in its lessons they are."""
    words = request.GET.get("q", "").strip()[:100]
    found = queries.search(words, person=request.user) if words else None
    courses = catalogue(words=words) if words else []
    examples = [_("Changing the battery"), _("zip"), _("Leak")]
    context = {"query": words, "found": found, "courses": courses, "examples": examples}
    return render(request, "enrolment/search.html", context)
