"""My classes, and planning one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from classrooms import actions, queries
from classrooms.forms import ScheduleForm
from classrooms.models import LiveClass
from classrooms.rules import timetable
from lms.people.access import holds, require_role
from lms.people.models import Person, Role
from lms.refusals import Refusal

#: How many past classes a page of the list shows.
PAST_SHOWN = 20


@login_required
@require_safe
def my_classes(request: HttpRequest) -> HttpResponse:
    """The person's classes: live now, to come, and past with what the register says."""
    person: Person = request.user  # type: ignore[assignment]
    mine = queries.classes_of(person)
    now = timezone.now()
    coming = list(mine.filter(state=LiveClass.State.SCHEDULED).order_by("starts_at", "pk"))
    for live_class in coming:
        live_class.may_open = timetable.may_open(  # type: ignore[attr-defined]
            starts_at=live_class.starts_at, minutes=live_class.minutes, now=now
        )
    context: dict[str, Any] = {
        "live": mine.filter(state=LiveClass.State.OPEN).order_by("starts_at", "pk"),
        "coming": coming,
        "past": mine.filter(state=LiveClass.State.CLOSED).order_by("-starts_at", "-pk")[:PAST_SHOWN],
        "teaches": holds(person, Role.Kind.INSTRUCTOR),
        "today": timezone.localdate(),
    }
    return render(request, "classrooms/mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest) -> HttpResponse:
    """Plan one of the classes that the instructor's courses foresee."""
    person = require_role(request.user, Role.Kind.INSTRUCTOR)
    form = ScheduleForm(request.POST or None, instructor=person)
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        plan, lessons = queries.lessons_of_plan(cohort=chosen["cohort"], code=chosen["code"])
        try:
            actions.schedule_class(
                cohort=chosen["cohort"],
                lesson_code=chosen["code"],
                instructor=person,
                starts_at=chosen["starts_at"],
                minutes=chosen["minutes"],
                title=plan["title"],
                activity=plan.get("activity"),
                lessons=lessons,
                actor=person,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("classrooms:mine")
    return render(request, "classrooms/schedule.html", {"form": form}, status=400 if form.errors else 200)
