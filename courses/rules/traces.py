"""What a trainee's standing leaves to be seen in one block of a lesson."""

from collections.abc import Iterator
from typing import Any

Trace = dict[str, Any]

CHOICES = ("quick_question", "video")  # answered by the place of a choice
MOST_CHOICES = 10
TYPED = ("numeric", "short_text")


def trace_of(block: dict[str, Any], standing: dict[str, Any], *, waits: str = "") -> Trace:
    """The ticks, answers and points of this block alone, in the shape of a standing; empty where there are none.

    ``waits`` is the step of the lesson that comes next; the block that has it says so under ``now``, and under ``go_on`` when
    some of the lesson's steps are done.
    """
    mine = set(_ids(block))
    found: Trace = {"done": [one for one in standing.get("done", ()) if one in mine]}
    for name in ("answers", "scores"):
        found[name] = {ident: value for ident, value in standing.get(name, {}).items() if ident in mine}
    return {name: value for name, value in found.items() if value} | ({"now": waits} if waits in mine else {})


def is_chosen(block: dict[str, Any], trace: Trace) -> bool:
    """Whether all answers of a trace were chosen from what the block offers, so that nothing in it was typed by a person."""
    given = list(_leaves(list(trace.get("answers", {}).values())))
    if not given:
        return True
    offered: set[Any] = set(_named(block)) | ({*range(MOST_CHOICES)} if block["kind"] in CHOICES else {True, False})
    return block.get("type") not in TYPED and all(one in offered for one in given)


def _ids(block: dict[str, Any]) -> Iterator[str]:
    yield block["id"]
    for name in ("steps", "moments"):
        yield from (one["id"] for one in block.get(name, ()))


def _named(node: Any) -> Iterator[str]:
    """Every id inside a block."""
    if isinstance(node, dict):
        if isinstance(node.get("id"), str):
            yield node["id"]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from _named(child)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
