"""What a released lesson says, apart from how it is laid out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Passage:
    """A piece of a lesson's text; ``anchor`` is the id of the element that shows it, empty for the points to remember."""

    text: str
    anchor: str


def about(document: dict[str, Any]) -> list[str]:
    """What the lesson is about, in both languages: its title, summary, outcomes and terms."""
    pairs = [document["title"], document["summary"], *document["outcomes"], *document["key_terms"]]
    return [text for pair in pairs for text in pair.values() if text]


def written(document: dict[str, Any]) -> Iterator[Passage]:
    """Every text of the lesson's body, in order, then its points to remember."""
    for block in document["body"]:
        if block["kind"] == "steps":
            yield from (Passage(step["text"], f"step-{step['id']}") for step in block["steps"])
        elif block["kind"] == "quick_question" or block["kind"].startswith("check_"):
            # Answers and the reason are for those who have tried.
            yield Passage(block["question"], f"question-{block['id']}")
        else:
            yield from (Passage(text, f"block-{block['id']}") for text in _texts(block))
    yield from (Passage(point, "") for point in document["key_points"])


# Keys of a block that hold no words for readers.
_NOT_WORDS = frozenset(
    {"kind", "id", "uuid", "digest", "drawing", "activity", "formula", "to", "number", "choices", "explanation"}
)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        if node.strip():
            yield node
    elif isinstance(node, dict):
        for key, child in node.items():
            if key not in _NOT_WORDS:
                yield from _texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
