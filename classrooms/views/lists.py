"""My classes, and planning one."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from classrooms import access, actions, queries
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
            actions.schedule_weekly(
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


@login_required
@require_safe
def calendar_entry(request: HttpRequest, class_uuid: UUID) -> HttpResponse:
    """One class for the calendar of a phone or a desk."""
    live_class = access.live_class_for(person=request.user, class_uuid=class_uuid)
    starts_at, ends_at = timetable.span(live_class.starts_at, live_class.minutes)
    english = (translation.get_language() or "ar").startswith("en") and live_class.title_en
    entry = Event()
    entry.add("uid", f"{live_class.uuid}@{request.get_host()}")
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", starts_at)
    entry.add("dtend", ends_at)
    entry.add("summary", live_class.title_en if english else live_class.title_ar)
    entry.add("url", request.build_absolute_uri(reverse("classrooms:room", args=[live_class.uuid])))
    book = Calendar()
    book.add("prodid", "-//Warsha//AR")
    book.add("version", "2.0")
    book.add_component(entry)
    response = HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{live_class.lesson_code}.ics"'
    return response
