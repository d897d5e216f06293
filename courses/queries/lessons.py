"""A released lesson as pages draw it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from courses.rules import asset_uuids, bytes_to_learn, drawing_of
from media.models import Asset
from media.queries import Playable, SpokenLine, asset_summary, playable, spoken, with_files


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
    """A released lesson, or a draft's document, as pages draw it. Four queries where it names files, none otherwise.

    ``standing`` is the ``state`` of a progress summary: what is ticked and answered; None where nobody learns (previews).
    """
    files = _files_of(document)
    lines = spoken(str(asset.uuid) for asset in files.values()) if files else []
    blocks = [_shown_block(block, files, lines, standing) for block in document["body"]]
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


def _shown_block(
    block: dict[str, Any], files: dict[tuple[str, str], Asset], lines: list[SpokenLine], standing: dict[str, Any] | None
) -> dict[str, Any]:
    def file(named: dict[str, Any] | None) -> Playable | None:
        asset = files.get((named["uuid"], named["digest"])) if named else None
        return playable(asset) if asset else None

    face = {**block, "template": [f"courses/blocks/{block['kind']}.html", "courses/blocks/unknown.html"]}
    match block["kind"]:
        case "picture" | "video":
            face["playable"] = file(block[block["kind"]])
            face["lines"] = _said_in(face["playable"], lines)
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


def _said_in(shown: Playable | None, lines: list[SpokenLine]) -> list[SpokenLine]:
    """What is said in a recording, in the reader's language or else in the one there is."""
    mine = [line for line in lines if shown and line.asset_uuid == shown.uuid]
    spoken_here = [line for line in mine if line.language == get_language()]
    return spoken_here or [line for line in mine if line.language == mine[0].language]
