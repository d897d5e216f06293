"""Where people stand in their courses."""

from dataclasses import dataclass
from typing import Any

from courses.queries import released_manifest
from lms.enrolment.models import Enrolment, LessonProgress
from lms.people.models import Person


@dataclass(frozen=True)
class LessonCard:
    """A lesson in a trainee's list."""

    card: dict[str, Any]
    number: int
    percent: int

    @property
    def done(self) -> bool:
        return self.percent == 100


@dataclass(frozen=True)
class UnitCards:
    """A unit with its lessons."""

    unit: dict[str, Any]
    number: int
    lessons: list[LessonCard]


@dataclass(frozen=True)
class SeamUnit:
    """A unit as the seam draws it: each lesson ``done``, ``now`` or empty; the unit ``past``, ``current`` or empty."""

    number: int
    title: dict[str, str]
    lessons: list[str]
    state: str


@dataclass(frozen=True)
class Learning:
    """One person's course: where they stand and what comes next."""

    enrolment: Enrolment
    units: list[UnitCards]

    @property
    def card(self) -> dict[str, Any]:
        return released_manifest(self.enrolment.release.digest)

    @property
    def lessons(self) -> list[LessonCard]:
        return [lesson for unit in self.units for lesson in unit.lessons]

    @property
    def done(self) -> int:
        return sum(lesson.done for lesson in self.lessons)

    @property
    def total(self) -> int:
        return len(self.lessons)

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)

    @property
    def next_lesson(self) -> LessonCard | None:
        """The first lesson that is not finished."""
        return next((lesson for lesson in self.lessons if not lesson.done), None)

    @property
    def seam(self) -> list[SeamUnit]:
        """The units as a seam being sewn; the needle stands at the next lesson."""
        following, current = self.next_lesson, self.current_unit
        return [
            SeamUnit(
                unit.number,
                unit.unit["title"],
                ["done" if lesson.done else "now" if lesson is following else "" for lesson in unit.lessons],
                "past" if all(lesson.done for lesson in unit.lessons) else "current" if unit is current else "",
            )
            for unit in self.units
        ]

    @property
    def current_unit(self) -> UnitCards:
        """The unit of the next lesson, or the last one."""
        return next((unit for unit in self.units if any(not lesson.done for lesson in unit.lessons)), self.units[-1])


def learning_of(person: Person) -> list[Learning]:
    """Every course the person learns or learned, newest first. Two queries."""
    enrolments = (
        Enrolment.objects.filter(person=person)
        .exclude(status=Enrolment.Status.LEFT)
        .select_related("release", "cohort", "cohort__site", "cohort__instructor")
        .defer("release__manifest")
        .prefetch_related("lessons")
        .order_by("-enrolled_at", "-pk")
    )
    return [learning(enrolment) for enrolment in enrolments]


def learning(enrolment: Enrolment) -> Learning:
    """Where an enrolment stands, lesson by lesson."""
    percents = {row.lesson_code: row.percent for row in enrolment.lessons.all()}
    units, number = [], 0
    for position, unit in enumerate(released_manifest(enrolment.release.digest)["units"], start=1):
        cards = []
        for lesson in unit["lessons"]:
            number += 1
            cards.append(LessonCard(lesson, number, percents.get(lesson["code"], 0)))
        units.append(UnitCards(unit, position, cards))
    return Learning(enrolment, units)


@dataclass(frozen=True)
class Whereabouts:
    """One lesson's place in a trainee's course."""

    course: Learning
    unit: dict[str, Any]
    card: LessonCard
    previous: LessonCard | None
    next: LessonCard | None

    @property
    def total(self) -> int:
        return self.course.total

    @property
    def done(self) -> int:
        return self.course.done

    @property
    def percent(self) -> int:
        return self.course.percent


def whereabouts(enrolment: Enrolment, lesson_code: str) -> Whereabouts:
    """Where a lesson of the enrolment's release stands in its course. One query."""
    course = learning(enrolment)
    cards = course.lessons
    index = next(index for index, lesson in enumerate(cards) if lesson.card["code"] == lesson_code)
    unit = next(unit.unit for unit in course.units if cards[index] in unit.lessons)
    following = cards[index + 1] if index + 1 < len(cards) else None
    return Whereabouts(course, unit, cards[index], cards[index - 1] if index else None, following)


def progress_in(enrolment: Enrolment, lesson_code: str, *, fresh: bool = False) -> LessonProgress | None:
    """Where the trainee stands in one lesson; None when never opened. ``fresh``: asked anew, for something was just done."""
    if fresh:
        return enrolment.lessons.filter(lesson_code=lesson_code).first()
    return next((row for row in enrolment.lessons.all() if row.lesson_code == lesson_code), None)
