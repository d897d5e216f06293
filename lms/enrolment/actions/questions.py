"""Trainees ask, instructors answer."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.rules.asking import words_at
from lms.audit.actions import record
from lms.enrolment.actions.notes import ProgressNote
from lms.enrolment.events import QuestionAnswered
from lms.enrolment.models import Enrolment, LearnerQuestion
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal

LONGEST_PASSAGE = 300


def take_questions(*, enrolment: Enrolment, notes: Sequence[ProgressNote], now: datetime) -> None:
    """Put questions that came as facts into the instructor's inbox; once each, however often they come."""
    named = enrolment.release.lessons.filter(code__in={note.lesson_code for note in notes}).select_related("document")
    lessons = {lesson.code: lesson for lesson in named}
    LearnerQuestion.objects.bulk_create(
        (
            LearnerQuestion(
                uuid=note.uuid,
                enrolment=enrolment,
                lesson_code=note.lesson_code,
                anchor=note.step,
                passage=words_at(lessons[note.lesson_code].document.body, note.step)[:LONGEST_PASSAGE],
                second=note.value.get("second"),
                text=note.value["text"],
                asked_at=min(note.device_at, now),
            )
            for note in notes
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def answer_question(*, question: LearnerQuestion, answer: str, by: Person, now: datetime) -> None:
    """Answer, or write the answer anew. Refuses an empty one with ``answer_empty``."""
    if not answer.strip():
        raise Refusal("answer_empty", _("Write an answer first."), status=422)
    question = LearnerQuestion.objects.select_for_update().get(pk=question.pk)
    question.answer, question.answered_by, question.answered_at, question.seen_at = answer.strip(), by, now, None
    question.save(update_fields=["answer", "answered_by", "answered_at", "seen_at"])
    record(actor=by, verb="question.answered", target=question, detail={"lesson": question.lesson_code})
    publish(QuestionAnswered(question_id=question.pk))


def note_seen(*, questions: Iterable[UUID], now: datetime) -> None:
    """The trainee has read the answers."""
    LearnerQuestion.objects.filter(uuid__in=list(questions), seen_at=None).exclude(answered_at=None).update(seen_at=now)
