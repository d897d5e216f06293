"""Reads of the catalogue and of releases."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from courses.models import CoursePage, Release, Standard, Trade
from courses.rules import asset_uuids, bytes_to_learn, drawing_of, matches
from media.models import Asset
from media.queries import Playable, asset_summary, playable, with_files


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

    Search forgives what Arabic keyboards and ears mix up (أ إ ا, ة ه, ى ي), and knows what people call a trade.
    """
    releases = newest_releases().order_by("course__path", "pk")
    courses = [catalogue_course(release) for release in releases]
    if not words.strip():
        return courses
    aliases = dict(Trade.objects.values_list("code", "aliases"))
    return [course for course in courses if matches(words, _searchable(course, aliases))]


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


def newest_release_of(course: CoursePage) -> Release | None:
    """The release that new trainees start on."""
    return course.releases.order_by("-number").first()


def trades() -> QuerySet[Trade]:
    """Every trade, in the order the ministry lists them."""
    return Trade.objects.order_by("pk")


@dataclass(frozen=True)
class ShownLesson:
    """A lesson's document with its files at hand and a trainee's standing in it.

    ``opening`` is the film a lesson begins with, shown above its title. ``bytes`` is the price of the smallest picture
    lane of every file, ``light_bytes`` of their sound alone.
    """

    opening: dict[str, Any] | None
    blocks: list[dict[str, Any]]
    bytes: int
    light_bytes: int
    seconds: int
    current: dict[str, Any] | None

    @property
    def has_text(self) -> bool:
        """Whether the lesson is written out, beyond a question to check oneself."""
        return self.opening is not None or any(block["kind"] != "quick_question" for block in self.blocks)

    @property
    def has_steps(self) -> bool:
        return any(block["kind"] == "steps" for block in self.blocks)

    @property
    def has_recordings(self) -> bool:
        return self.seconds > 0


def shown_lesson(document: dict[str, Any], standing: dict[str, Any] | None = None) -> ShownLesson:
    """A released lesson, or a draft's document, as pages draw it. Three queries where it names files, none otherwise.

    ``standing`` is the ``state`` of a progress summary: what is ticked and answered; None where nobody learns (previews).
    """
    files = _files_of(document)
    blocks = [_shown_block(block, files, standing) for block in document["body"]]
    costs = [asset_summary(asset) for asset in files.values()]
    steps = [step for block in blocks if block["kind"] == "steps" for step in block["steps"]]
    current = next((step for step in steps if not step["done"]), None) if standing is not None else None
    if current:
        current["now"] = True
    opening = blocks.pop(0) if blocks and blocks[0]["kind"] == "video" else None
    return ShownLesson(
        opening=opening,
        blocks=blocks,
        bytes=sum(bytes_to_learn(cost, light=False) for cost in costs),
        light_bytes=sum(bytes_to_learn(cost, light=True) for cost in costs),
        seconds=round(sum(asset.seconds or 0 for asset in files.values())),
        current=current if current and any(step["done"] for step in steps) else None,
    )


def _files_of(document: dict[str, Any]) -> dict[tuple[str, str], Asset]:
    """The files that a document names and the library can show, by uuid and digest: both must be as released."""
    if not (uuids := asset_uuids(document)):
        return {}
    found = with_files().filter(state=Asset.State.READY, uuid__in=uuids)
    return {(str(asset.uuid), asset.digest): asset for asset in found}


def _shown_block(block: dict[str, Any], files: dict[tuple[str, str], Asset], standing: dict[str, Any] | None) -> dict[str, Any]:
    def file(named: dict[str, Any] | None) -> Playable | None:
        asset = files.get((named["uuid"], named["digest"])) if named else None
        return playable(asset) if asset else None

    face = {**block, "template": [f"courses/blocks/{block['kind']}.html", "courses/blocks/unknown.html"]}
    match block["kind"]:
        case "picture" | "video":
            face["playable"] = file(block[block["kind"]])
        case "steps":
            done = (standing or {}).get("done", [])
            face["steps"] = [
                {**step, "number": number, "playable": file(step["picture"]), "done": step["id"] in done}
                | {"drawing": drawing_of(step["text"])}
                for number, step in enumerate(block["steps"], start=1)
            ]
            face["done"] = sum(step["done"] for step in face["steps"])
            face["pictured"] = any(step["playable"] for step in face["steps"])
        case "quick_question":
            answer = (standing or {}).get("answers", {}).get(block["id"])
            choices = [{**choice, "chosen": answer == place} for place, choice in enumerate(block["choices"])]
            right = any(choice["chosen"] and choice["correct"] for choice in choices)
            face |= {"choices": choices, "answered": any(c["chosen"] for c in choices), "right": right}
    return face
