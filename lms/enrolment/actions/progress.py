"""Take in progress facts and keep the summary true."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lms.audit.actions import record
from lms.enrolment import rules
from lms.enrolment.actions.notes import ProgressNote
from lms.enrolment.actions.questions import take_questions
from lms.enrolment.events import CourseCompleted
from lms.enrolment.models import Enrolment, LessonProgress, ProgressFact
from lms.outbox.actions import publish

# A device whose clock runs ahead must not write the future: its facts count as of now.
MAX_AHEAD = timedelta(minutes=5)


@transaction.atomic
def record_progress(*, enrolment: Enrolment, notes: Sequence[ProgressNote]) -> list[UUID]:
    """Store facts and bring the summaries up to date; the ids that are now safe.

    Receiving the same fact twice, late or out of order is harmless. Facts about lessons that the enrolment's release
    does not hold are dropped (and not acknowledged as new work: their ids are returned so that the device lets go).
    """
    enrolment = Enrolment.objects.select_for_update().select_related("release").get(pk=enrolment.pk)
    cards = _lesson_cards(enrolment)
    now = timezone.now()
    known = [note for note in notes if note.lesson_code in cards]
    ProgressFact.objects.bulk_create(
        (
            ProgressFact(
                uuid=note.uuid,
                enrolment=enrolment,
                lesson_code=note.lesson_code,
                kind=note.kind,
                step=note.step,
                value=note.value,
                device_at=min(note.device_at, now + MAX_AHEAD),
            )
            for note in known
        ),
        ignore_conflicts=True,
    )
    if asked := [note for note in known if note.kind == ProgressFact.Kind.ASKED]:
        take_questions(enrolment=enrolment, notes=asked, now=now)
    for lesson_code in sorted({note.lesson_code for note in known}):
        _summarise(enrolment, lesson_code, cards[lesson_code]["steps"])
    _complete_if_done(enrolment, list(cards))
    return [note.uuid for note in notes]


@transaction.atomic
def rebuild_progress(*, enrolment: Enrolment) -> None:
    """Compute every summary of an enrolment anew from its facts."""
    enrolment = Enrolment.objects.select_for_update().select_related("release").get(pk=enrolment.pk)
    enrolment.lessons.all().delete()
    for lesson_code, card in _lesson_cards(enrolment).items():
        _summarise(enrolment, lesson_code, card["steps"])
    _complete_if_done(enrolment, list(_lesson_cards(enrolment)))


def _lesson_cards(enrolment: Enrolment) -> dict[str, dict[str, Any]]:
    units = enrolment.release.manifest["units"]
    return {lesson["code"]: lesson for unit in units for lesson in unit["lessons"]}


def _summarise(enrolment: Enrolment, lesson_code: str, steps: list[str]) -> None:
    rows = enrolment.facts.filter(lesson_code=lesson_code).order_by("device_at", "pk")
    standing = rules.fold(rules.Fact(row.kind, row.step, row.value, row.device_at) for row in rows)
    if standing.started_at is None or standing.touched_at is None:
        return
    LessonProgress.objects.update_or_create(
        enrolment=enrolment,
        lesson_code=lesson_code,
        defaults={
            "state": standing.as_state(),
            "percent": rules.percent(standing.done, steps),
            "started_at": standing.started_at,
            "touched_at": standing.touched_at,
            "completed_at": standing.completed_at,
        },
    )


def _complete_if_done(enrolment: Enrolment, lessons: list[str]) -> None:
    if enrolment.status != Enrolment.Status.ACTIVE:
        return
    completed = enrolment.lessons.exclude(completed_at=None).values_list("lesson_code", flat=True)
    if rules.course_complete(completed, lessons):
        enrolment.status, enrolment.completed_at = Enrolment.Status.COMPLETED, timezone.now()
        enrolment.save(update_fields=["status", "completed_at"])
        record(actor=enrolment.person, verb="course.completed", target=enrolment)
        publish(CourseCompleted(enrolment_id=enrolment.pk))
