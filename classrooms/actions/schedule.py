"""Planning a class."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from classrooms.events import ClassNear
from classrooms.models import LiveClass, Poll, Slide
from classrooms.refusals import refuse
from classrooms.rules import deck, timetable
from lms.audit.actions import record
from lms.enrolment.models import Cohort
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def schedule_class(
    *,
    cohort: Cohort,
    lesson_code: str,
    instructor: Person,
    starts_at: datetime,
    minutes: int,
    title: Mapping[str, str],
    actor: Person | None,
    now: datetime | None = None,
    activity: Mapping[str, str] | None = None,
    lessons: Sequence[Mapping[str, Any]] = (),
    slides: Sequence[Mapping[str, Any]] | None = None,
    polls: Sequence[Mapping[str, Any]] = (),
) -> LiveClass:
    """Plan a class with its deck and its prepared polls.

    `title` and `activity` are {"ar", "en"}. The deck is drawn up from `lessons` (see `rules.deck.draft`) unless `slides`
    gives it whole. `polls` are [{"question": {"ar", "en"}, "options": [{"ar", "en"}, ...]}, ...].
    Refuses `class_clash` when the cohort or the instructor has another class then, and, when `now` is given,
    `in_the_past`.
    """
    if now is not None and starts_at < now:
        raise refuse("in_the_past")
    _refuse_clash(cohort=cohort, instructor=instructor, wanted=timetable.span(starts_at, minutes))
    live_class = LiveClass.objects.create(
        cohort=cohort,
        lesson_code=lesson_code,
        instructor=instructor,
        starts_at=starts_at,
        minutes=minutes,
        title_ar=title["ar"],
        title_en=title.get("en", ""),
    )
    pages = slides if slides is not None else deck.draft(title=title, activity=activity, lessons=lessons)
    Slide.objects.bulk_create(
        Slide(live_class=live_class, position=position, **page) for position, page in enumerate(pages, start=1)
    )
    Poll.objects.bulk_create(
        Poll(live_class=live_class, position=position, question=poll["question"], options=poll["options"])
        for position, poll in enumerate(polls, start=1)
    )
    record(actor=actor, verb="live_class.scheduled", target=live_class, detail={"starts_at": starts_at.isoformat()})
    for ahead, wait in timetable.reminders(starts_at=starts_at, now=now).items() if now else ():
        publish(ClassNear(live_class_id=live_class.pk, ahead=ahead), wait=wait)
    return live_class


@transaction.atomic
def schedule_weekly(*, starts_at: Sequence[datetime], **planned: Any) -> list[LiveClass]:
    """Plan the same class at each of these moments, as `schedule_class` plans one; all of them or none.

    A refusal names the day that it is about.
    """
    classes = []
    for moment in starts_at:
        try:
            classes.append(schedule_class(starts_at=moment, **planned))
        except Refusal as refusal:
            day = date_format(timezone.localtime(moment), "j F Y")
            raise Refusal(refusal.code, f"{day}: {refusal.message}", status=refusal.status) from refusal
    return classes


def _refuse_clash(*, cohort: Cohort, instructor: Person, wanted: timetable.Span) -> None:
    """Two classes at once help nobody. The cohort is locked so that two requests cannot both find the time free."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    Person.objects.select_for_update().get(pk=instructor.pk)
    others = LiveClass.objects.filter(Q(cohort=cohort) | Q(instructor=instructor)).exclude(state=LiveClass.State.CLOSED)
    near = others.filter(starts_at__lt=wanted[1])
    if timetable.clashes(wanted, (timetable.span(other.starts_at, other.minutes) for other in near)):
        raise refuse("class_clash")
