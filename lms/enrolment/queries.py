"""Reads of places, learning and cohorts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Avg, Count, Q, QuerySet

from courses.models import CoursePage
from courses.queries import Found, newest_releases, search_lessons
from lms.enrolment import rules
from lms.enrolment.models import Application, Cohort, Enrolment, LessonProgress
from lms.people.access import sites_where
from lms.people.models import Person, Role, Site

STAFF_OF_A_SITE = (Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)


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
        return dict(self.enrolment.release.manifest)

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
        .prefetch_related("lessons")
        .order_by("-enrolled_at", "-pk")
    )
    return [learning(enrolment) for enrolment in enrolments]


def learning(enrolment: Enrolment) -> Learning:
    """Where an enrolment stands, lesson by lesson."""
    percents = {row.lesson_code: row.percent for row in enrolment.lessons.all()}
    units, number = [], 0
    for position, unit in enumerate(enrolment.release.manifest["units"], start=1):
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


def progress_in(enrolment: Enrolment, lesson_code: str) -> LessonProgress | None:
    """Where the trainee stands in one lesson; None when it was never opened."""
    return enrolment.lessons.filter(lesson_code=lesson_code).first()


def applications_of(person: Person) -> QuerySet[Application]:
    """A person's own applications, newest first."""
    return Application.objects.filter(person=person).select_related("course", "site").order_by("-applied_at", "-pk")


def applications_waiting_for(person: Person) -> QuerySet[Application]:
    """Applications that the person may answer, oldest first."""
    waiting = Application.objects.filter(_within(person, "site"), status=Application.Status.WAITING)
    return waiting.select_related("course", "site", "person", "person__governorate").order_by("applied_at", "pk")


def cohorts_of(person: Person) -> QuerySet[Cohort]:
    """Cohorts the person teaches or manages, with seats taken and how far they are; the running ones first."""
    return (
        Cohort.objects.visible_to(person)
        .select_related("site", "course", "instructor", "release")
        .annotate(
            taken=Count("enrolments", filter=~Q(enrolments__status=Enrolment.Status.LEFT), distinct=True),
            lessons_done=Count("enrolments__lessons", filter=Q(enrolments__lessons__completed_at__isnull=False), distinct=True),
        )
        .order_by("-starts_on", "code")
    )


def roster(cohort: Cohort) -> QuerySet[Enrolment]:
    """The people of a cohort by name, with the lessons each has finished."""
    return (
        cohort.enrolments.exclude(status=Enrolment.Status.LEFT)
        .select_related("person")
        .annotate(lessons_done=Count("lessons", filter=Q(lessons__completed_at__isnull=False)), average=Avg("lessons__percent"))
        .order_by("person__name", "pk")
    )


def cohorts_for(application: Application, *, today: date) -> list[tuple[Cohort, int]]:
    """Cohorts an applicant could be placed in, with the seats left: same course, not over, nearest site first."""
    cohorts = (
        Cohort.objects.filter(course=application.course, ends_on__gt=today, site__governorate=application.site.governorate)
        .select_related("site", "instructor")
        .annotate(taken=Count("enrolments", filter=~Q(enrolments__status=Enrolment.Status.LEFT)))
        .order_by("starts_on", "code")
    )
    free = [(cohort, rules.free_seats(capacity=cohort.capacity, taken=cohort.taken)) for cohort in cohorts]
    return sorted(free, key=lambda pair: (pair[0].site_id != application.site_id, pair[1] == 0))


def sites_teaching(course: CoursePage) -> QuerySet[Site]:
    """Where a course can be applied for: every teaching site."""
    return Site.objects.teaching().select_related("governorate").order_by("governorate__code", "name_ar")


def upcoming_cohorts(course: CoursePage, *, today: date) -> QuerySet[Cohort]:
    """Cohorts of a course that have not begun, soonest first, with the seats taken."""
    return (
        Cohort.objects.filter(course=course, starts_on__gt=today)
        .select_related("site", "site__governorate")
        .annotate(taken=Count("enrolments", filter=~Q(enrolments__status=Enrolment.Status.LEFT)))
        .order_by("starts_on", "code")
    )


def _within(person: Person, field: str) -> Q:
    """Rows whose ``field`` is a site the person manages; nothing when they manage none."""
    condition = Q(pk__in=[])
    for path in sites_where(person, *STAFF_OF_A_SITE):
        condition |= Q(**{f"{field}__path__startswith": path})
    return condition


def search(words: str, *, person: Person | AnonymousUser) -> Found:
    """Lessons with the words: of the releases the person learns from, opened up, and of each other course's newest release."""
    learnt: dict[int, int] = {}
    if isinstance(person, Person):
        mine = Enrolment.objects.filter(person=person).exclude(status=Enrolment.Status.LEFT).order_by("enrolled_at", "pk")
        learnt = dict(mine.values_list("release__course_id", "release_id"))
    others = newest_releases().exclude(course__in=learnt).order_by("course__path").values_list("pk", flat=True)
    return search_lessons(words, releases=[*learnt.values(), *others], open_to=frozenset(learnt.values()))
