"""Reads of the catalogue: the newest release of each course."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from courses.models import Release, Standard, Term, Trade
from courses.queries.released import released_manifest
from courses.rules.search import matches
from lms.web.kept import Part


@dataclass(frozen=True)
class CatalogueCourse:
    """A course as the public catalogue shows it: by the manifest of its newest release."""

    card: dict[str, Any]

    @property
    def lessons(self) -> int:
        return sum(len(unit["lessons"]) for unit in self.card["units"])

    @property
    def minutes(self) -> int:
        return sum(lesson["minutes"] for unit in self.card["units"] for lesson in unit["lessons"])

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
    courses = _courses(_in_order())
    if not words.strip():
        return courses
    aliases = dict(Trade.objects.values_list("code", "aliases"))
    names = names_that_mean_the_same()
    return [course for course in courses if matches(words, _searchable(course, aliases), names)]


def catalogue_list(*, words: str = "") -> Part:
    """The catalogue as its page lists it, kept while the same releases are the newest. One query, three with ``words``."""
    template = "courses/catalogue_list.html"
    if words.strip():
        return Part(template, None, lambda: {"courses": catalogue(words=words)})
    digests = _in_order()
    return Part(template, digests, lambda: {"courses": _courses(digests)})


def _in_order() -> tuple[str, ...]:
    """The newest release of each course by its digest, in the order of the trades. One query."""
    return tuple(newest_releases().order_by("course__path", "pk").values_list("digest", flat=True))


def _courses(digests: tuple[str, ...]) -> list[CatalogueCourse]:
    return [CatalogueCourse(released_manifest(digest)) for digest in digests]


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
    return CatalogueCourse(release.manifest)


def trades() -> QuerySet[Trade]:
    """Every trade, in the order the ministry lists them."""
    return Trade.objects.order_by("pk")
