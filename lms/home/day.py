"""A person's day: the one next step, then the rest, gathered from every app."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.queries.day import next_step_for, upcoming_for
from classrooms.models import LiveClass
from classrooms.queries import classes_of
from lms.enrolment.queries import Learning, learning_of
from lms.home.desk import desk_sections
from lms.home.questions import question_sections
from lms.home.staff import staff_sections, staff_step
from lms.people.models import Person

UPCOMING = 4
VOICE_MEGABYTES_A_MINUTE = 0.25  # Opus at about 32 kbit/s


def day_of(person: Person) -> dict[str, Any]:
    """What ``web/today.html`` draws: ``greeting``, ``next_step`` or None, ``sections``."""
    now = timezone.now()
    classes = list(
        classes_of(person)
        .exclude(state=LiveClass.State.CLOSED)
        .filter(starts_at__gt=now - timedelta(hours=8))
        .order_by("starts_at", "pk")
    )
    learning = [course for course in learning_of(person) if course.next_lesson]
    step = _open_class(person, classes) or next_step_for(person, now) or staff_step(person)
    sections: list[dict[str, Any]] = []
    if learning:
        sections += [_continue(learning[0])] if step else []
        sections.append(_sewn(learning[0]))
        step = step or _next_lesson(learning[0])
    sections += question_sections(person) + desk_sections(person) + staff_sections(person)
    if soon := _soon(person, classes, now):
        sections.append(soon)
    return {"greeting": _greeting(person, now), "next_step": step, "sections": sections}


def _greeting(person: Person, now: datetime) -> str:
    words = _("Good morning, %(name)s") if timezone.localtime(now).hour < 12 else _("Good evening, %(name)s")
    return words % {"name": _given_name(person)}


def _given_name(person: Person) -> str:
    """How a person is addressed, in the reader's letters where they are known."""
    name = person.name_en if get_language() == "en" and person.name_en else person.name
    return name.split(" ")[0]


def _pick(pair: dict[str, str]) -> str:
    return pair.get((get_language() or "ar")[:2]) or pair["ar"]


def _title(live: LiveClass) -> str:
    return live.title_en if get_language() == "en" and live.title_en else live.title_ar


def _open_class(person: Person, classes: list[LiveClass]) -> dict[str, Any] | None:
    """The class that is open now, before everything else."""
    live = next((live for live in classes if live.state == LiveClass.State.OPEN), None)
    if live is None:
        return None
    teaches = live.instructor_id == person.pk
    return {
        "kind": "live",
        "kind_label": _("Live class"),
        "badge": _("Live now"),
        "title": _title(live),
        "detail": _("You teach it") if teaches else _("With %(name)s") % {"name": _given_name(live.instructor)},
        "url": reverse("classrooms:room", args=[live.uuid]),
        "action": _("Enter the class") if teaches else _("Join the class"),
        "icon": "video",
        "minutes": live.minutes,
        "megabytes": round(live.minutes * VOICE_MEGABYTES_A_MINUTE),
        "trade": live.lesson_code[:3],
    }


def _next_lesson(course: Learning) -> dict[str, Any]:
    lesson = course.next_lesson
    assert lesson is not None
    return {
        "kind": "lesson",
        "kind_label": _("Your next lesson"),
        "title": _pick(lesson.card["title"]),
        "detail": _pick(course.card["title"]),
        "url": reverse("enrolment:lesson", args=[course.card["slug"], lesson.card["slug"]]),
        "action": _("Go on") if lesson.percent else _("Begin"),
        "icon": "play",
        "minutes": lesson.card["minutes"],
        "megabytes": lesson.card["bytes"] / 1_000_000 if lesson.card["bytes"] else None,
        "trade": course.card["trade"]["code"],
    }


def _continue(course: Learning) -> dict[str, Any]:
    step = _next_lesson(course)
    return {
        "template": "web/today/continue.html",
        "title": _("Go on with your lesson"),
        "title_of_lesson": step["title"],
        "detail": _("%(minutes)s minutes") % {"minutes": step["minutes"]},
        "open_url": step["url"],
        "open_action": step["action"],
        "trade": step["trade"],
    }


def _sewn(course: Learning) -> dict[str, Any]:
    unit = course.current_unit
    facts = {"done": course.done, "total": course.total, "number": unit.number, "unit": _pick(unit.unit["title"])}
    return {
        "template": "web/today/sewn.html",
        "title": _("Sewn so far"),
        "url": reverse("enrolment:my_course", args=[course.card["slug"]]),
        "action": _("All lessons"),
        "course": _pick(course.card["title"]),
        "sentence": _("You finished %(done)s of %(total)s lessons, and you are in unit %(number)s: %(unit)s.") % facts,
        "units": course.seam,
        "label": _("%(done)s of %(total)s lessons") % facts,
        "trade": course.card["trade"]["code"],
    }


def _soon(person: Person, classes: list[LiveClass], now: datetime) -> dict[str, Any] | None:
    """Classes and sittings of the coming days, soonest first."""
    events: list[dict[str, Any]] = [
        {
            "at": live.starts_at,
            "day": timezone.localdate(live.starts_at),
            "title": _title(live),
            "detail": _("Live class at %(time)s") % {"time": date_format(timezone.localtime(live.starts_at), "H:i")},
            "url": reverse("classrooms:room", args=[live.uuid]),
            "action": _("See the class"),
        }
        for live in classes
        if live.starts_at > now
    ]
    events += upcoming_for(person, now)
    events.sort(key=lambda event: event["at"])
    for event in events:
        days = (event["day"] - timezone.localdate(now)).days
        event["word"] = {0: _("today"), 1: _("tomorrow")}.get(days, date_format(event["day"], "l"))
    if not events:
        return None
    return {"template": "web/today/soon.html", "title": _("Soon"), "events": events[:UPCOMING]}
