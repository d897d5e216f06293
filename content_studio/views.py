"""Releasing a course from the studio."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from content_studio.queries import board, lanes_table
from courses.actions import order_release
from courses.models import CoursePage, ReleaseOrder
from lms.people.access import require_role
from lms.people.models import Role


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the release will hold, then order it."""
    person = require_role(request.user, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
    course = get_object_or_404(CoursePage, pk=pk)
    if request.method == "POST":
        order = order_release(course=course, by=person, note=request.POST.get("note", "")[:300])
        return redirect("studio_release_order", uuid=order.uuid)
    row = next(row for row in board().courses if row.course.pk == pk)
    table = lanes_table(row.release) if row.release else None
    return render(request, "content_studio/release.html", {"row": row, "table": table})


def release_order(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far an ordered release is, and what it holds once it is made; ``?part=progress`` is the part that changes."""
    require_role(request.user, Role.Kind.EDITOR, Role.Kind.ADMINISTRATOR)
    found = ReleaseOrder.objects.select_related("course", "release")
    order = get_object_or_404(found, uuid=uuid)
    context = {"order": order, "table": lanes_table(order.release) if order.release else None}
    part = request.GET.get("part") == "progress"
    return render(request, f"content_studio/release_{'progress' if part else 'order'}.html", context)
