"""What assessments have to say about a person's day, as plain values for the page "today"."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.models import Attempt, Candidate, ExamSitting, LevelPolicy, PracticalAssignment
from assessments.queries.case_rows import cases_waiting
from assessments.queries.sheets import sheets_waiting
from lms.people.models import Person

SOON = timedelta(days=14)
SITTING_MINUTES = 25


def next_step_for(person: Person, now: datetime) -> dict[str, Any] | None:
    """The one thing to do now as ``web/today.html`` draws it, or None. At most five queries."""
    return _running(person, now) or _open_sitting(person, now) or _watching(person, now) or _for_staff(person)


def upcoming_for(person: Person, now: datetime | None = None) -> list[dict[str, Any]]:
    """Sittings and practical tasks of the next two weeks as ``web/today/soon.html`` draws them, soonest first."""
    now = now or timezone.now()
    seats = Candidate.objects.filter(person=person, sitting__starts_at__range=(now, now + SOON))
    tasks = PracticalAssignment.objects.filter(case__person=person, outcome="", at__range=(now - timedelta(hours=4), now + SOON))
    found = [
        _soon(seat.sitting.starts_at, _("Theory paper: %s") % _named(seat.sitting.trade), _named(seat.sitting.site))
        for seat in seats.select_related("sitting__trade", "sitting__site")
    ]
    found += [
        _soon(task.at, _("Practical task: %s") % _pair(task.task_version.title), _named(task.site))
        for task in tasks.select_related("task_version", "site")
    ]
    return sorted(found, key=lambda event: event["at"])


def _soon(at: datetime, title: str, place: str) -> dict[str, Any]:
    local = timezone.localtime(at)
    detail = f"{date_format(local, 'H:i')}، {place}" if get_language() == "ar" else f"{date_format(local, 'H:i')}, {place}"
    return {
        "at": at,
        "day": local.date(),
        "title": title,
        "detail": detail,
        "url": reverse("assessments:mine"),
        "action": _("See it"),
    }


def _running(person: Person, now: datetime) -> dict[str, Any] | None:
    running = Attempt.objects.filter(person=person, submitted_at=None, deadline_at__gt=now).select_related(
        "paper__blueprint__trade"
    )
    attempt = running.order_by("-kind", "deadline_at").first()
    if attempt is None:
        return None
    left = max(1, int((attempt.deadline_at - now).total_seconds() // 60))
    return {
        "kind": "exam",
        "kind_label": _("Theory paper"),
        "badge": _("Running now"),
        "title": _named(attempt.paper.blueprint.trade),
        "detail": _("Your answers so far are safe. The clock is running."),
        "url": reverse("assessments:attempt", args=[attempt.uuid]),
        "action": _("Go on with the paper"),
        "icon": "pencil-line",
        "minutes": left,
        "megabytes": None,
        "trade": attempt.paper.blueprint.trade.code,
    }


def _open_sitting(person: Person, now: datetime) -> dict[str, Any] | None:
    open_now = Candidate.objects.filter(person=person, sitting__starts_at__lte=now, sitting__ends_at__gt=now)
    seat = (
        open_now.exclude(sitting__attempts__person=person)
        .select_related("sitting__trade", "sitting__site")
        .order_by("sitting__starts_at")
        .first()
    )
    if seat is None:
        return None
    sitting = seat.sitting
    policy = LevelPolicy.objects.filter(trade=sitting.trade, level=sitting.level).order_by("-effective_from").first()
    return {
        "kind": "exam",
        "kind_label": _("Theory paper"),
        "badge": _("The sitting is open"),
        "title": f"{_named(sitting.trade)}: {_pair(policy.name)}" if policy else _named(sitting.trade),
        "detail": _("At %(place)s. The invigilator reads the start code out.") % {"place": _named(sitting.site)},
        "url": reverse("assessments:sitting", args=[sitting.uuid]),
        "action": _("Begin the paper"),
        "icon": "pencil-line",
        "minutes": SITTING_MINUTES + seat.extra_minutes,
        "megabytes": None,
        "trade": sitting.trade.code,
    }


def _watching(person: Person, now: datetime) -> dict[str, Any] | None:
    """A sitting that is open, or opens within the hour, and that the person watches over."""
    open_now = ExamSitting.objects.filter(invigilators=person, starts_at__lte=now + timedelta(hours=1), ends_at__gt=now)
    sitting = open_now.select_related("trade", "site").order_by("starts_at").first()
    if sitting is None:
        return None
    return {
        "kind": "exam",
        "kind_label": _("Sitting"),
        "badge": _("The sitting is open") if sitting.starts_at <= now else "",
        "title": _("You watch over a sitting: %s") % _named(sitting.trade),
        "detail": _named(sitting.site),
        "url": reverse("assessments:board", args=[sitting.uuid]),
        "action": _("Open the board"),
        "icon": "eye",
        "megabytes": None,
        "trade": sitting.trade.code,
    }


def _for_staff(person: Person) -> dict[str, Any] | None:
    if sheets := sheets_waiting(person):
        return {
            "kind": "marking",
            "kind_label": _("Marking"),
            "title": _("%(count)s sheets wait for your mark") % {"count": sheets},
            "url": reverse("assessments:desk"),
            "action": _("Open the marking desk"),
            "icon": "clipboard-check",
            "megabytes": None,
        }
    if cases := cases_waiting(person):
        return {
            "kind": "committee",
            "kind_label": _("Committee"),
            "title": _("%(count)s results wait for your confirmation") % {"count": cases},
            "url": reverse("assessments:committee"),
            "action": _("Open the committee's desk"),
            "icon": "stamp",
            "megabytes": None,
        }
    return None


def _named(thing: Any) -> str:
    return str((get_language() == "en" and thing.name_en) or thing.name_ar)


def _pair(pair: dict[str, str]) -> str:
    return pair.get((get_language() or "ar")[:2]) or pair["ar"]
