"""What a released lesson asks and offers to do."""

from collections.abc import Iterator
from typing import Any

PLAIN = "single_choice"  # quick questions and moments of a film keep the form of the first releases


def choice_questions(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Single choices of the lesson, ``{id, question, choices, explanation}``: its quick questions, and those of its films."""
    for block in document["body"]:
        if block["kind"] == "quick_question":
            yield block
        elif block["kind"] == "video":
            yield from (moment for moment in block.get("moments", []) if moment["choices"])


def checks(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Quick checks of the other types, ``{id, type, question, content, answer, explanation}``."""
    yield from (block for block in document["body"] if block["kind"].startswith("check_"))


def activities(document: dict[str, Any]) -> dict[str, str]:
    """The scored activities of the lesson: block id and name."""
    return {block["id"]: block["activity"] for block in document["body"] if block["kind"] == "activity"}


def recordings(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Films and clips that the lesson names."""
    films = [block["video"] for block in document["body"] if block["kind"] == "video"]
    clips = [step.get("clip") for block in document["body"] if block["kind"] == "steps" for step in block["steps"]]
    return [one for one in [*films, *clips] if one]


def places(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Where a note, a bookmark or a question can be put: the id of each element of the page, with its words."""
    found: list[tuple[str, str]] = []
    for block in document["body"]:
        if block["kind"] == "steps":
            found += [(f"step-{step['id']}", step["text"]) for step in block["steps"]]
        elif block["kind"] == "quick_question" or block["kind"].startswith("check_"):
            found.append((f"question-{block['id']}", block["question"]))
        else:
            found.append((f"block-{block['id']}", _words_of(block)))
    return found


def _words_of(block: dict[str, Any]) -> str:
    """A few words by which people know a block."""
    if words := next((str(block[name]) for name in ("text", "title", "caption", "before_label") if block.get(name)), ""):
        return words
    if "figure" in block:
        return str(block["figure"]["alternative"])
    parts = [one["name"] if isinstance(one, dict) else one for one in block.get("items", [])]
    return "، ".join(map(str, parts))


def words_at(document: dict[str, Any], anchor: str) -> str:
    """The words at a place of the lesson; empty for the lesson as a whole or a place it no longer has."""
    return dict(places(document)).get(anchor, "")
