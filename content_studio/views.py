"""Releasing a course from the studio."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from content_studio.queries import board
from courses.actions import release_course
from courses.models import CoursePage
from lms.people.access import require_role
from lms.people.models import Role
from lms.refusals import Refusal


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the release will hold, then make it."""
    person = require_role(request.user, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
    course = get_object_or_404(CoursePage, pk=pk)
    if request.method == "POST":
        try:
            made = release_course(course=course, by=person, note=request.POST.get("note", "")[:300])
        except Refusal as refusal:
            messages.error(request, f"{refusal.message} ({refusal.code})")
            return redirect("studio_release", pk=pk)
        messages.success(
            request, _("Release %(number)s of %(course)s is made.") % {"number": made.number, "course": course.title}
        )
        return redirect("wagtailadmin_home")
    row = next(row for row in board().courses if row.course.pk == pk)
    return render(request, "content_studio/release.html", {"row": row})
