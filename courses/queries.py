"""Reads of the catalogue and of releases."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from courses.models import CoursePage, Release, Trade


@dataclass(frozen=True)
class CatalogueCourse:
    """A course as the public catalogue shows it: its newest release."""

    release: Release
    card: dict[str, Any]
    lessons: int
    minutes: int

    @property
    def slug(self) -> str:
        return str(self.card["slug"])

    @property
    def trade_slug(self) -> str:
        return str(self.card["trade"]["slug"])


def newest_releases() -> QuerySet[Release]:
    """The newest release of each course that has one."""
    newest = Release.objects.filter(course=OuterRef("course")).order_by("-number").values("pk")[:1]
    return Release.objects.filter(pk=Subquery(newest)).select_related("course")


def catalogue(*, trade_slug: str = "") -> list[CatalogueCourse]:
    """The public catalogue, in the order of the trades; of one trade when given. One query."""
    releases = newest_releases().order_by("course__path", "pk")
    courses = [catalogue_course(release) for release in releases]
    return [course for course in courses if not trade_slug or course.trade_slug == trade_slug]


def catalogue_course(release: Release) -> CatalogueCourse:
    """A release as the catalogue shows it."""
    lessons = [lesson for unit in release.manifest["units"] for lesson in unit["lessons"]]
    return CatalogueCourse(release, release.manifest, len(lessons), sum(lesson["minutes"] for lesson in lessons))


def newest_release_of(course: CoursePage) -> Release | None:
    """The release that new trainees start on."""
    return course.releases.order_by("-number").first()


def trades() -> QuerySet[Trade]:
    """Every trade, in the order the ministry lists them."""
    return Trade.objects.order_by("pk")
