"""Search over released lessons: which lessons, and where in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from operator import and_, or_
from typing import Any

from modelsearch.query import PlainText, SearchQuery

from courses.models import LessonWords, ReleaseLesson
from courses.queries.catalogue import names_that_mean_the_same
from courses.rules import asset_uuids
from courses.rules.search import Unit, excerpt, holds, indexed, marked, stems, units_of, words_of
from courses.rules.words import written
from media.queries import PrintedPage, SpokenLine, printed, spoken

MOST_LESSONS = 10
MOST_PLACES = 2  # shown of one lesson
CLOSE = 0.75  # of difflib's ratio: one letter in four may differ


@dataclass(frozen=True)
class Place:
    """A place inside a lesson where the words are: in its text, or said in a film at a second."""

    pieces: list[tuple[str, bool]]
    anchor: str
    second: int | None = None

    @property
    def clock(self) -> str:
        """The moment in minutes and seconds, where there is one: 1:05."""
        return "" if self.second is None else f"{self.second // 60}:{self.second % 60:02d}"


@dataclass(frozen=True)
class FoundLesson:
    """A lesson that was found. ``whole``: it says everything that was asked for. ``open``: the reader may go inside."""

    lesson: ReleaseLesson
    whole: bool
    open: bool
    places: list[Place]

    @property
    def card(self) -> dict[str, Any]:
        return dict(self.lesson.document.body)


@dataclass(frozen=True)
class Found:
    """What a search came to. ``instead`` is what was searched for when nothing has the words as they were written."""

    lessons: list[FoundLesson] = field(default_factory=list)
    instead: str = ""


def search_lessons(words: str, *, releases: Iterable[int], open_to: frozenset[int] = frozenset()) -> Found:
    """Lessons of these releases (ids) that have the words, best first, at most ten.

    Those that say everything come first, then those that say some of it. Places inside a lesson are shown for the releases in
    ``open_to`` only. A constant number of queries.
    """
    names = names_that_mean_the_same()
    lessons = _lessons(releases)
    units = units_of(words, names)
    if not units or not lessons:
        return Found()
    if ranked := _ranked(units, lessons):
        return Found(_with_places(ranked, units, open_to))
    if not (instead := _nearest(words, lessons)):
        return Found()
    units = units_of(instead, names)
    return Found(_with_places(_ranked(units, lessons), units, open_to), instead)


def _lessons(releases: Iterable[int]) -> dict[str, int]:
    """The lessons (ids) by their document; one that two releases share is listed once, by the first."""
    order = {pk: place for place, pk in enumerate(releases)}
    rows = ReleaseLesson.objects.filter(release__in=order).values_list("release_id", "position", "document_id", "pk")
    ordered = sorted(rows, key=lambda row: (order[row[0]], row[1]))
    return {document: pk for _release, _position, document, pk in reversed(ordered)}


def _ranked(units: list[Unit], lessons: dict[str, int]) -> list[tuple[ReleaseLesson, bool]]:
    """The best lessons by the index of the database, with whether each says everything."""
    rows = LessonWords.objects.filter(document__in=lessons)
    every = list(rows.search(reduce(and_, map(_query, units)))[:MOST_LESSONS])
    every.sort(key=lambda row: -_said(row.title, units))  # stable: those that are about it, else as the database ranks
    some = list(rows.search(reduce(or_, map(_query, units)))[: 2 * MOST_LESSONS]) if len(units) > 1 else []
    counted = [(_said(f"{row.title} {row.body}", units), _said(row.title, units), row) for row in some if row not in every]
    enough = [(count, about, row) for count, about, row in counted if 2 * count >= len(units)]
    enough.sort(key=lambda one: (-one[0], -one[1]))
    ranked = [*((row, True) for row in every), *((row, False) for _count, _about, row in enough)]
    shown = {lessons[row.document_id]: whole for row, whole in ranked[:MOST_LESSONS]}
    full = ReleaseLesson.objects.select_related("release", "document").in_bulk(shown)
    return [(full[pk], whole) for pk, whole in shown.items()]


def _said(text: str, units: list[Unit]) -> int:
    return sum(holds(text, unit) for unit in units)


def _query(unit: Unit) -> SearchQuery:
    forms = [reduce(and_, (PlainText(stem) for stem in form)) for form in sorted(unit)]
    return reduce(or_, forms)


def _nearest(words: str, lessons: dict[str, int]) -> str:
    """The query with each unknown word replaced by the nearest one that a lesson has; empty where one has no neighbour."""
    rows = LessonWords.objects.filter(document__in=lessons).values_list("title", "body")
    known = {stem for row in rows for text in row for stem in text.split()}
    nearest = []
    for word in words_of(words):
        if known.isdisjoint(stems(word)):
            close = get_close_matches(stems(word)[0], known, n=1, cutoff=CLOSE)
            nearest += close
        else:
            nearest.append(word)
    return " ".join(nearest)


def _with_places(ranked: list[tuple[ReleaseLesson, bool]], units: list[Unit], open_to: frozenset[int]) -> list[FoundLesson]:
    inside = [lesson.document.body for lesson, _whole in ranked if lesson.release_id in open_to]
    uuids = [uuid for body in inside for uuid in asset_uuids(body)]
    lines, pages = (spoken(uuids), printed(uuids)) if uuids else ([], [])
    return [
        FoundLesson(lesson, whole, is_open, _places(lesson.document.body, lines, pages, units) if is_open else [])
        for lesson, whole in ranked
        for is_open in [lesson.release_id in open_to]
    ]


def _places(document: dict[str, Any], lines: list[SpokenLine], pages: list[PrintedPage], units: list[Unit]) -> list[Place]:
    """Where in a lesson most of the words are, at most two places, in the order of the lesson."""
    named = set(asset_uuids(document))
    texts: list[tuple[str, str, int | None]] = [(passage.text, passage.anchor, None) for passage in written(document)]
    texts += [(line.text, f"film-{line.asset_uuid}", int(line.second)) for line in lines if line.asset_uuid in named]
    sheets = {block["sheet"]["uuid"]: block["id"] for block in document["body"] if block["kind"] == "sheet"}
    texts += [(page.text, f"block-{sheets[page.asset_uuid]}", None) for page in pages if page.asset_uuid in sheets]
    counts = [_said(indexed(text), units) for text, _anchor, _second in texts]
    best = sorted(range(len(texts)), key=lambda at: -counts[at])[:MOST_PLACES]
    return [Place(marked(excerpt(texts[at][0], units), units), *texts[at][1:]) for at in sorted(best) if counts[at]]
