"""A released lesson as pages draw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from courses.queries.faces import Around, face
from courses.queries.released import files_named
from courses.rules import asset_uuids, bytes_to_learn, canonical
from courses.rules.terms import spread
from courses.rules.traces import is_chosen, trace_of
from lms.web.kept import Part
from media.models import Asset
from media.queries import Playable, SpokenLine, asset_summary, playable, said_in, shelf_of, with_files

#: The icons that lessons draw, a small part of the site's.
SPRITE = "frontend/lesson-icons.svg"
#: The script that a kind of block needs, and so the page that shows one; every block works without its own.
SCRIPTS = {
    "steps": "lesson-steps",
    "compare": "lesson-look",
    "hotspots": "lesson-look",
    "turntable": "lesson-look",
    "fault_tree": "lesson-tree",
    "calculator": "lesson-calculator",
}
#: Kinds that the lesson's first sheet does not draw.
OF_THE_SECOND_SHEET = {"tools", "compare", "hotspots", "turntable", "measured", "fault_tree", "calculator", "activity", "sheet"}


class Files:
    """The files that a document names and the library can show, fetched when first asked for. Three queries."""

    def __init__(self, uuids: list[str]) -> None:
        self._uuids = uuids

    @cached_property
    def assets(self) -> dict[tuple[str, str], Asset]:
        """By uuid and digest: both must be as released."""
        if not self._uuids:
            return {}
        found = with_files().filter(state=Asset.State.READY, uuid__in=self._uuids)
        return {(str(asset.uuid), asset.digest): asset for asset in found}

    @cached_property
    def playables(self) -> dict[tuple[str, str], Playable]:
        return {key: playable(asset) for key, asset in self.assets.items()}

    @cached_property
    def lines(self) -> list[SpokenLine]:
        return said_in(self.assets.values())

    def cost(self, *, light: bool) -> int:
        """Bytes of the smallest picture lane of every file, or of their sound alone."""
        return sum(bytes_to_learn(asset_summary(asset), light=light) for asset in self.assets.values())


@dataclass(frozen=True)
class ShownLesson:
    """A lesson's document ready to be drawn, in parts (``lms.web.kept``), with a trainee's standing in it.

    ``opening`` is the film a lesson begins with, shown above its title; ``lede``, ``points`` and ``side`` are what stands before,
    instead of and beside its blocks. ``current`` is the step to go on from. ``scripts`` are those that its blocks need.
    ``mark`` changes with the state of its files.
    """

    document: dict[str, Any]
    files: Files
    opening: Part | None
    blocks: list[Part]
    lede: Part
    points: Part
    side: Part
    seconds: float
    current: dict[str, Any] | None
    scripts: list[str]
    mark: str

    @property
    def kinds(self) -> set[str]:
        return {block["kind"] for block in self.document["body"]}

    @property
    def bytes(self) -> int:
        """The price of the smallest picture lane of every file."""
        return self.files.cost(light=False)

    @property
    def light_bytes(self) -> int:
        """The price of their sound alone."""
        return self.files.cost(light=True)

    @property
    def has_text(self) -> bool:
        """Whether the lesson is written out, beyond questions to check oneself and things to try."""
        asks = ("quick_question", "activity", "sheet")
        return any(kind not in asks and not kind.startswith("check_") for kind in self.kinds)

    @property
    def has_steps(self) -> bool:
        return "steps" in self.kinds

    @property
    def has_recordings(self) -> bool:
        return self.seconds > 0

    @property
    def more_styles(self) -> bool:
        """Whether blocks need the second sheet."""
        return any(kind in OF_THE_SECOND_SHEET or kind.startswith("check_") for kind in self.kinds)


def shown_lesson(
    document: dict[str, Any],
    standing: dict[str, Any] | None = None,
    asked: Mapping[str, Any] | None = None,
    *,
    digest: str = "",
) -> ShownLesson:
    """A released lesson, or a draft's document, as pages draw it. One query where it names files, four when a part must be drawn.

    ``standing`` is the ``state`` of a progress summary: what is ticked and answered; None where nobody learns (previews).
    ``asked`` is what was typed into a calculator without script. ``digest`` is that of a released document: its parts are kept.
    """
    uuids = files_named(digest) if digest else asset_uuids(document)
    shelf, files = shelf_of(uuids), Files(uuids)
    maker = _Maker(document, files, standing, asked or {}, (digest, shelf.mark) if digest else None)
    parts = [maker.block(place) for place in range(len(document["body"]))]
    opens = bool(parts) and document["body"][0]["kind"] == "video"
    view = ShownLesson(
        document=document,
        files=files,
        opening=parts.pop(0) if opens else None,
        blocks=parts,
        lede=maker.frame("lede"),
        points=maker.frame("points"),
        side=maker.frame("side"),
        seconds=shelf.seconds,
        current=maker.current,
        scripts=_scripts(document),
        mark=shelf.mark,
    )
    maker.view = view
    return view


class _Maker:
    """Makes the parts of one lesson. What a block is drawn from is its trace alone, never the whole standing."""

    view: ShownLesson

    def __init__(
        self,
        document: dict[str, Any],
        files: Files,
        standing: dict[str, Any] | None,
        asked: Mapping[str, Any],
        key: tuple[str, str] | None,
    ) -> None:
        self.document, self.files, self.standing, self.asked, self.key = document, files, standing, asked, key
        steps = [step for block in document["body"] if block["kind"] == "steps" for step in block["steps"]]
        done = set((standing or {}).get("done", ()))
        self.waits = next((step["id"] for step in steps if step["id"] not in done), "") if standing is not None else ""
        begun = self.waits and any(step["id"] in done for step in steps)
        self.current = {"id": self.waits, "number": self._number(self.waits)} if begun else None

    def _number(self, step: str) -> int:
        lists = (block["steps"] for block in self.document["body"] if block["kind"] == "steps")
        return next(number for steps in lists for number, one in enumerate(steps, start=1) if one["id"] == step)

    def frame(self, name: str) -> Part:
        key = self.key and (name, *self.key)
        return Part(f"courses/lesson_{name}.html", key, lambda: {"lesson": self.document, "view": self.view, "sprite": SPRITE})

    def block(self, place: int) -> Part:
        block = self.document["body"][place]
        kind = "check" if block["kind"].startswith("check_") else block["kind"]
        trace = None if self.standing is None else trace_of(block, self.standing, waits=self.waits)
        asked = self.asked if self.asked.get("calculate") == block["id"] else {}
        go_on = self.current is not None and bool(trace) and "now" in (trace or {})
        key = None
        if self.key and not asked and is_chosen(block, trace or {}):
            key = (place, *self.key, canonical(trace).decode() if trace else trace is None, go_on)

        def context() -> dict[str, Any]:
            around = Around(self.files.playables, self.files.lines, trace, asked, self.explained)
            drawn_of = {"block": face(block, around) | {"go_on": go_on}, "standing": None if trace is None else {}}
            return drawn_of | {"lesson": self.document, "sprite": SPRITE}

        return Part((f"courses/blocks/{kind}.html", "courses/blocks/unknown.html"), key, context)

    @cached_property
    def explained(self) -> dict[str, list[dict[str, Any]]]:
        """By block or step the words of the trade that its running text is the first to use."""
        body = self.document["body"]
        texts = [one for block in body for one in (block["steps"] if block["kind"] == "steps" else [block])]
        running = [one["text"] if one.get("kind", "step") in ("step", "text", "tip", "safety") else "" for one in texts]
        found = spread(running, self.document["key_terms"])
        return {one["id"]: mine for one, mine in zip(texts, found, strict=True)}


def _scripts(document: dict[str, Any]) -> list[str]:
    kinds = {block["kind"] for block in document["body"]}
    wanted = {SCRIPTS[kind] for kind in kinds if kind in SCRIPTS}
    if any(kind.startswith("check_") for kind in kinds):
        wanted.add("lesson-checks")
    if any(block.get("moments") for block in document["body"]):
        wanted.add("lesson-moments")
    return sorted(wanted)
