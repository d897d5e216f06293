"""The board: every lesson and what it waits for."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from content_studio import rules
from courses.models import CoursePage, LessonPage, Release, ReleaseLesson


@dataclass(frozen=True)
class LessonTicket:
    """A lesson as the board shows it."""

    pk: int
    code: str
    title: str
    owner: str
    changed_at: datetime | None
    stage: str


@dataclass(frozen=True)
class CourseRow:
    """A course with what its next release would hold. ``approved_since`` counts lessons approved after the release."""

    course: CoursePage
    release: Release | None
    lessons: int
    approved_since: int


@dataclass(frozen=True)
class Board:
    """Tickets by stage, in the order of the stages, and the courses."""

    columns: list[tuple[str, list[LessonTicket]]]
    courses: list[CourseRow]


def board() -> Board:
    """The whole board. Three queries, however many lessons there are."""
    lessons = list(_lessons())
    newest = {release.course_id: release for release in _newest_releases()}
    courses = list(CoursePage.objects.order_by("path"))
    tickets = [_ticket(lesson) for lesson in lessons]
    columns = [(stage, [ticket for ticket in tickets if ticket.stage == stage]) for stage in rules.STAGES]
    rows = []
    for course in courses:
        mine = [ticket for lesson, ticket in zip(lessons, tickets, strict=True) if lesson.path.startswith(course.path)]
        since = sum(ticket.stage == rules.APPROVED for ticket in mine)
        rows.append(CourseRow(course, newest.get(course.pk), len(mine), since))
    return Board(columns, rows)


def _lessons() -> QuerySet[LessonPage]:
    review = WorkflowState.objects.filter(object_id=OuterRef("pk_text"), status__in=["in_progress", "needs_changes"])
    released = ReleaseLesson.objects.filter(code=OuterRef("code")).order_by("-release__number")
    lessons: QuerySet[LessonPage] = (
        LessonPage.objects.annotate(pk_text=Cast("pk", CharField()))
        .annotate(
            review=Subquery(review.order_by("-created_at").values("status")[:1]),
            released_at=Subquery(released.values("release__released_at")[:1]),
        )
        .select_related("owner")
        .defer("body", "key_points", "key_terms", "outcomes")
        .order_by("path")
    )
    return lessons


def _ticket(lesson: LessonPage) -> LessonTicket:
    stage = rules.stage(
        live=lesson.live,
        has_unpublished_changes=lesson.has_unpublished_changes,
        workflow=lesson.review or "",
        approved_at=lesson.last_published_at,
        released_at=lesson.released_at,
    )
    owner = lesson.owner.first_name if lesson.owner else ""
    return LessonTicket(lesson.pk, lesson.code, lesson.title, owner, lesson.latest_revision_created_at, stage)


def _newest_releases() -> QuerySet[Release]:
    newest = Release.objects.filter(course=OuterRef("course")).order_by("-number").values("pk")[:1]
    return Release.objects.filter(pk=Subquery(newest)).select_related("released_by")


@dataclass(frozen=True)
class LanesTable:
    """What each lesson of a release costs by lane, in bytes; None where a lesson has no such lane."""

    lanes: list[str]
    rows: list[tuple[str, int, list[int | None]]]
    totals: list[int]


def lanes_table(release: Release) -> LanesTable:
    """The lessons of a release with how many files each has and its bytes by lane."""
    cards = [card for unit in release.manifest["units"] for card in unit["lessons"]]
    found = {lane for card in cards for lane in card.get("lanes", {})}
    lanes = sorted(found, key=lambda lane: (lane.isdigit(), int(lane) if lane.isdigit() else lane != "text"))
    rows = [
        (card["title"]["ar"], len(card.get("assets", [])), [card.get("lanes", {}).get(lane) for lane in lanes]) for card in cards
    ]
    return LanesTable(lanes, rows, [sum(row[2][at] or row[2][0] or 0 for row in rows) for at in range(len(lanes))])
