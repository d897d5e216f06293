"""Reads of the catalogue: the newest release of each course."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from courses.models import Release, Standard, Term, Trade
from courses.rules.search import matches


@dataclass(frozen=True)
class CatalogueCourse:
    """A course as the public catalogue shows it: its newest release."""

    release: Release
    card: dict[str, Any]
    lessons: int
    minutes: int

    @property
    def hours(self) -> int:
        """All hours: by oneself, in live classes, in the workshop."""
        return sum(self.card["hours"].values())

    @property
    def bytes(self) -> int:
        """What all lessons cost to learn, in bytes of the smallest picture lane."""
        return sum(lesson["bytes"] for unit in self.card["units"] for lesson in unit["lessons"])

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


def catalogue(*, words: str = "") -> list[CatalogueCourse]:
    """The public catalogue, in the order of the trades; only courses that match ``words`` when given.

    Search forgives what Arabic keyboards and ears mix up (أ إ ا, ة ه, ى ي), and knows what people call things and trades.
    """
    releases = newest_releases().order_by("course__path", "pk")
    courses = [catalogue_course(release) for release in releases]
    if not words.strip():
        return courses
    aliases = dict(Trade.objects.values_list("code", "aliases"))
    names = names_that_mean_the_same()
    return [course for course in courses if matches(words, _searchable(course, aliases), names)]


def names_that_mean_the_same() -> list[list[str]]:
    """The groups of names of every term. One query."""
    return [term.names for term in Term.objects.all()]


def _searchable(course: CatalogueCourse, aliases: dict[str, list[str]]) -> str:
    card = course.card
    pairs = [card["title"], card["summary"], card["trade"]["name"], *(unit["title"] for unit in card["units"])]
    return " ".join([*(text for pair in pairs for text in pair.values()), *aliases.get(card["trade"]["code"], [])])


def levels_of(trade_code: str) -> list[dict[str, Any]]:
    """The levels of a trade by its newest standard, lowest first."""
    standard = Standard.objects.filter(trade__code=trade_code).order_by("-in_force_on", "-pk").first()
    levels = standard.document["levels"] if standard else []
    return sorted(levels, key=lambda level: level["order"])


def catalogue_course(release: Release) -> CatalogueCourse:
    """A release as the catalogue shows it."""
    lessons = [lesson for unit in release.manifest["units"] for lesson in unit["lessons"]]
    return CatalogueCourse(release, release.manifest, len(lessons), sum(lesson["minutes"] for lesson in lessons))


def trades() -> QuerySet[Trade]:
    """Every trade, in the order the ministry lists them."""
    return Trade.objects.order_by("pk")
