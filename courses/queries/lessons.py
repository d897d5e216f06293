"""A released lesson as pages draw it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.queries.faces import Around, face
from courses.rules import asset_uuids, bytes_to_learn
from courses.rules.terms import spread
from media.models import Asset
from media.queries import asset_summary, playable, spoken, with_files

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


@dataclass(frozen=True)
class ShownLesson:
    """A lesson's document with its files at hand and a trainee's standing in it.

    ``opening`` is the film a lesson begins with, shown above its title. ``bytes`` is the price of the smallest picture
    lane of every file, ``light_bytes`` of their sound alone. ``scripts`` are those that its blocks need.
    """

    opening: dict[str, Any] | None
    blocks: list[dict[str, Any]]
    bytes: int
    light_bytes: int
    seconds: int
    current: dict[str, Any] | None
    scripts: list[str]
    more_styles: bool

    @property
    def has_text(self) -> bool:
        """Whether the lesson is written out, beyond questions to check oneself and things to try."""
        asks = ("quick_question", "activity", "sheet")
        return self.opening is not None or any(b["kind"] not in asks and b["kind"][:6] != "check_" for b in self.blocks)

    @property
    def has_steps(self) -> bool:
        return any(block["kind"] == "steps" for block in self.blocks)

    @property
    def has_recordings(self) -> bool:
        return self.seconds > 0


def shown_lesson(
    document: dict[str, Any], standing: dict[str, Any] | None = None, asked: Mapping[str, Any] | None = None
) -> ShownLesson:
    """A released lesson, or a draft's document, as pages draw it. Four queries where it names files, none otherwise.

    ``standing`` is the ``state`` of a progress summary: what is ticked and answered; None where nobody learns (previews).
    ``asked`` is what was typed into a calculator without script.
    """
    files = _files_of(document)
    lines = spoken(str(asset.uuid) for asset in files.values()) if files else []
    around = Around({key: playable(asset) for key, asset in files.items()}, lines, standing, asked or {})
    blocks = [face(block, around) for block in document["body"]]
    _explain(blocks, document["key_terms"])
    costs = [asset_summary(asset) for asset in files.values()]
    current = _current(blocks, standing)
    kinds = {block["kind"] for block in blocks}
    opening = blocks.pop(0) if blocks and blocks[0]["kind"] == "video" else None
    return ShownLesson(
        opening=opening,
        blocks=blocks,
        bytes=sum(bytes_to_learn(cost, light=False) for cost in costs),
        light_bytes=sum(bytes_to_learn(cost, light=True) for cost in costs),
        seconds=round(sum(asset.seconds or 0 for asset in files.values())),
        current=current,
        scripts=_scripts(kinds, [*blocks, *([opening] if opening else [])]),
        more_styles=bool(kinds & OF_THE_SECOND_SHEET) or any(kind.startswith("check_") for kind in kinds),
    )


def _explain(blocks: list[dict[str, Any]], terms: list[dict[str, Any]]) -> None:
    """Give each running text the words of the trade that it is the first to use."""
    texts = [one for block in blocks for one in (block["steps"] if block["kind"] == "steps" else [block])]
    running = [one["text"] if one.get("kind", "step") in ("step", "text", "tip", "safety") else "" for one in texts]
    for one, mine in zip(texts, spread(running, terms), strict=True):
        one["terms"] = mine


def _current(blocks: list[dict[str, Any]], standing: dict[str, Any] | None) -> dict[str, Any] | None:
    """The step to go on from, where some are done; the first that waits is marked in any case."""
    if standing is None:
        return None
    steps = [step for block in blocks if block["kind"] == "steps" for step in block["steps"]]
    current = next((step for step in steps if not step["done"]), None)
    if current:
        current["now"] = True
    return current if current and any(step["done"] for step in steps) else None


def _scripts(kinds: set[str], blocks: list[dict[str, Any]]) -> list[str]:
    wanted = {SCRIPTS[kind] for kind in kinds if kind in SCRIPTS}
    if any(kind.startswith("check_") for kind in kinds):
        wanted.add("lesson-checks")
    if any(block.get("moments") for block in blocks):
        wanted.add("lesson-moments")
    return sorted(wanted)


def _files_of(document: dict[str, Any]) -> dict[tuple[str, str], Asset]:
    """The files that a document names and the library can show, by uuid and digest: both must be as released."""
    if not (uuids := asset_uuids(document)):
        return {}
    found = with_files().filter(state=Asset.State.READY, uuid__in=uuids)
    return {(str(asset.uuid), asset.digest): asset for asset in found}
