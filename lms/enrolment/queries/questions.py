"""Reads of trainees' questions, and of what they keep for themselves in a lesson."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from courses.queries import SPRITE, ReleasedLesson
from courses.rules.asking import places
from lms.enrolment.models import Cohort, Enrolment, LearnerQuestion
from lms.people.models import Person
from lms.web.kept import Part

SHORT = 60


@dataclass(frozen=True)
class Kept:
    """Something of the trainee's own at a place of a lesson: a note, or a mark without words."""

    anchor: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class OwnPages:
    """What the end of a lesson shows of the trainee's own: notes, marked places, questions, and where more can be put."""

    notes: list[Kept]
    marks: list[Kept]
    questions: list[LearnerQuestion]
    write: Part  # the form that writes more, with the places to choose from
    whole: str  # the note on the lesson as a whole


def questions_in(enrolment: Enrolment, lesson_code: str) -> list[LearnerQuestion]:
    """What a trainee asked in a lesson, the oldest first. One query, two where there are some."""
    asked = enrolment.questions.filter(lesson_code=lesson_code).order_by("asked_at", "pk")
    return list(asked.prefetch_related("answered_by"))


def own_pages(questions: list[LearnerQuestion], lesson: ReleasedLesson, standing: dict[str, Any]) -> OwnPages:
    """A trainee's own notes, marks and questions in one lesson."""
    notes, marks = standing.get("notes", {}), standing.get("bookmarks", [])
    words = _words_of(lesson) if notes or marks else {}
    return OwnPages(
        notes=[Kept(anchor, words.get(anchor, ""), text) for anchor, text in notes.items()],
        marks=[Kept(anchor, words[anchor]) for anchor in marks if anchor in words],
        questions=questions,
        write=_write(lesson),
        whole=notes.get("", ""),
    )


def _write(lesson: ReleasedLesson) -> Part:
    key = ("write", lesson.digest)
    return Part("enrolment/own_write.html", key, lambda: {"places": _places_in(lesson), "sprite": SPRITE})


def _words_of(lesson: ReleasedLesson) -> dict[str, str]:
    """A few words of each place of a lesson, by its anchor."""
    return {anchor: _short(text) for anchor, text in places(lesson.document)}


def _places_in(lesson: ReleasedLesson) -> list[Kept]:
    return [Kept(anchor, text) for anchor, text in _words_of(lesson).items() if text]


def questions_for(person: Person) -> QuerySet[LearnerQuestion]:
    """The inbox of an instructor or of who manages the site: what waits first, the oldest of it first, then answered ones."""
    return (
        LearnerQuestion.objects.filter(enrolment__cohort__in=Cohort.objects.visible_to(person))
        .select_related("enrolment__person", "enrolment__cohort__course", "enrolment__release", "answered_by")
        .order_by(F("answered_at").desc(nulls_first=True), "asked_at", "pk")
    )


def questions_waiting(person: Person) -> int:
    """How many questions wait for an answer by the person who teaches the group."""
    waiting = LearnerQuestion.objects.filter(enrolment__cohort__instructor=person, answered_at=None)
    return waiting.count()


def answers_unseen(person: Person) -> QuerySet[LearnerQuestion]:
    """Answers that a trainee has not read yet, the newest first."""
    mine = LearnerQuestion.objects.filter(enrolment__person=person, seen_at=None).exclude(answered_at=None)
    return mine.select_related("enrolment__release", "answered_by").order_by("-answered_at", "-pk")


def lesson_card(question: LearnerQuestion) -> dict[str, Any]:
    """The card of the lesson a question is about, from the release its asker learns from; empty when it holds it no longer."""
    units = question.enrolment.release.manifest["units"]
    cards = (dict(card) for unit in units for card in unit["lessons"])
    return next((card for card in cards if card["code"] == question.lesson_code), {})


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
