"""What enrolment holds about a person: applications, places, progress, and each thing they noted in a lesson."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.enrolment.models import Application, Enrolment, LessonProgress, ProgressFact
from lms.people.holdings import Part, coded
from lms.people.models import Person
from lms.web.templatetags.warsha import in_language


def applications(person: Person) -> list[dict[str, Any]]:
    """Applications with their answers."""
    mine = Application.objects.filter(person=person).select_related("course", "site").order_by("applied_at", "pk")
    return [
        {
            "course": coded(one.course.code, in_language(one.course, "title")),
            "site": coded(one.site.code, in_language(one.site, "name")),
            "words": one.note,
            "applied_at": one.applied_at,
            "state": coded(one.status, one.get_status_display()),
            "answer": one.reason,
        }
        for one in mine
    ]


def learning(person: Person) -> list[dict[str, Any]]:
    """Places in groups, then each lesson with how far it is."""
    places = (
        Enrolment.objects.filter(person=person).select_related("cohort__course", "cohort__site").order_by("enrolled_at", "pk")
    )
    rows: list[dict[str, Any]] = [
        {
            "course": coded(one.cohort.course.code, in_language(one.cohort.course, "title")),
            "group": one.cohort.code,
            "site": coded(one.cohort.site.code, in_language(one.cohort.site, "name")),
            "enrolled_at": one.enrolled_at,
            "state": coded(one.status, one.get_status_display()),
            "completed_at": one.completed_at,
        }
        for one in places.order_by("enrolled_at", "pk")
    ]
    lessons = LessonProgress.objects.filter(enrolment__person=person).order_by("started_at", "pk")
    names = ("lesson_code", "percent", "started_at", "touched_at", "completed_at")
    rows.extend(dict(zip(names, row, strict=True)) for row in lessons.values_list(*names))
    return rows


def facts(person: Person) -> list[dict[str, Any]]:
    """Each tick, answer and place in a film, as the phone sent it."""
    mine = ProgressFact.objects.filter(enrolment__person=person).order_by("device_at", "pk")
    return [dict(one) for one in mine.values("uuid", "lesson_code", "kind", "step", "value", "device_at", "received_at")]


PARTS = [
    Part("applications", _("Applications for courses"), applications),
    Part("learning", _("Courses and progress"), learning),
    Part("learning_facts", _("Each step of learning"), facts, for_machines=True),
]
