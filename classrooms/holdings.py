"""What the live classes hold about a person: attendance, answers to polls, and what they said and did in the room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from classrooms.models import Attendance, PollAnswer, RoomFact
from lms.people.holdings import Part, coded
from lms.people.models import Person
from lms.web.templatetags.warsha import in_language


def attendance(person: Person) -> list[dict[str, Any]]:
    """Lines of registers, with their corrections."""
    lines = Attendance.objects.filter(person=person).select_related("register__live_class").prefetch_related("corrections")
    rows: list[dict[str, Any]] = []
    for line in lines.order_by("register__live_class__starts_at", "pk"):
        live_class = line.register.live_class
        row = {"class": in_language(live_class, "title"), "starts_at": live_class.starts_at, "minutes_there": line.seconds // 60}
        rows.append(row | {"attendance": coded(line.status, line.get_status_display())})
        rows.extend(
            row | {"corrected_to": coded(one.status, one.get_status_display()), "words": one.reason, "at": one.at}
            for one in line.corrections.all()
        )
    return rows


def said(person: Person) -> list[dict[str, Any]]:
    """Hands raised, messages, answers to polls: by class, in their order."""
    facts = RoomFact.objects.filter(by=person).order_by("at", "pk")
    rows = [dict(one) for one in facts.values("live_class__uuid", "kind", "body", "at")]
    answers = PollAnswer.objects.filter(person=person).order_by("answered_at", "pk")
    rows.extend(dict(one) for one in answers.values("poll__uuid", "option", "answered_at"))
    return rows


PARTS = [
    Part("attendance", _("Attendance of live classes"), attendance),
    Part("classroom_facts", _("What you said and did in live classes"), said, for_machines=True),
]
