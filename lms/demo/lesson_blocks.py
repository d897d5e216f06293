"""The blocks of the demo's lessons beyond their text: those of ``data/blocks.yaml``, and a check of each kind in the bank."""

import uuid
from functools import cache
from typing import Any, Final

import yaml

from lms.demo.ministry import FOLDER

# Block ids must stay the same each time the demo is loaded, so they are made from what the block is.
NAMESPACE: Final = uuid.UUID("018f0000-7a11-7000-8000-776172736861")
Raw = dict[str, Any]


def block_id(*parts: object) -> str:
    """A stable id for a block of the demo."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


@cache
def _file() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "blocks.yaml").read_text(encoding="utf-8")))


def meaning_of(word: str) -> str:
    """What a word of the trade means; empty where nobody wrote it down."""
    return str(_file()["meanings"].get(word, ""))


def moments_of(lesson: str) -> list[Raw]:
    """The moments where the film of a lesson stops, as the studio stores them."""
    moments = _file()["moments"].get(lesson, [])
    values = [{"choices": [], "explanation": ""} | moment for moment in moments]
    return [
        _item(lesson, "moment", number, value=value | {"choices": _items(value["choices"], lesson, "moment", number)})
        for number, value in enumerate(values)
    ]


def more_blocks(lesson: str, count: int) -> list[tuple[int, Raw]]:
    """Further blocks of a lesson, each with the number of the text's block before which it stands."""
    found = _file()["lessons"].get(lesson, [])
    return [(one.get("at", count), _block(lesson, number, one)) for number, one in enumerate(found)]


#: Fields that are lists in the studio's store.
LISTS: Final = {"items", "spots", "frames", "measures", "nodes", "choices", "regions", "pairs"}
USUAL: Final[dict[str, Raw]] = {
    "tools": {"kind": "tool", "detail": "", "picture": None, "drawing": ""},
    "spots": {"text": ""},
    "figure": {"picture": None, "drawing": ""},
    "regions": {"correct": False},
    "nodes": {"detail": ""},
}


def _block(lesson: str, number: int, one: Raw) -> Raw:
    value = {name: field for name, field in one.items() if name not in ("at", "kind")}
    for name, field in value.items():
        if name in ("figure", "before", "after"):
            value[name] = USUAL["figure"] | field
        elif name in LISTS:
            usual = USUAL.get(one["kind"] if name == "items" else "figure" if name == "frames" else name, {})
            filled = [usual | part if isinstance(part, dict) else part for part in field]
            if name == "nodes":
                filled = [node | {"ways": _items(node["ways"], lesson, number, at)} for at, node in enumerate(filled)]
            value[name] = _items(filled, lesson, number, name)
    return {"type": one["kind"], "value": value, "id": block_id(lesson, "more", one["kind"], number)}


def _items(values: list[Any], *parts: object) -> list[Raw]:
    return [_item(*parts, number, value=value) for number, value in enumerate(values)]


def _item(*parts: object, value: Any) -> Raw:
    return {"type": "item", "value": value, "id": block_id("item", *parts)}


def checks_of(lesson: str, questions: list[Raw]) -> list[Raw]:
    """One quick check of each type that the bank has for a lesson; places on pictures are drawn for lessons apart."""
    found: dict[str, Raw] = {}
    for question in questions:
        if question.get("lesson") == lesson and question["type"] in _CHECKS:
            found.setdefault(question["type"], question)
    return [_check(lesson, question) for question in found.values()]


def _check(lesson: str, question: Raw) -> Raw:
    said = {"question": question["stem"]["ar"], "explanation": question["feedback"]["ar"]}
    kind, rest = _CHECKS[question["type"]](lesson, question)
    return {"type": kind, "value": said | rest, "id": block_id(lesson, "quick", question["id"])}


def _choices(lesson: str, question: Raw) -> list[Raw]:
    return [
        {"type": "item", "value": {"text": option["ar"], "correct": option["correct"]}, "id": block_id(lesson, option["id"])}
        for option in question["options"]
    ]


def _order(lesson: str, question: Raw) -> tuple[str, Raw]:
    texts = {item["id"]: item["ar"] for item in question["items"]}
    return "check_order", {"items": _items([texts[one] for one in question["answer"]["order"]], lesson, question["id"])}


def _match(lesson: str, question: Raw) -> tuple[str, Raw]:
    right = {part["id"]: part["ar"] for part in question["right"]}
    pairs = [{"left": part["ar"], "right": right[question["answer"]["pairs"][part["id"]]]} for part in question["left"]]
    return "check_match", {"pairs": _items(pairs, lesson, question["id"])}


def _number(_lesson: str, question: Raw) -> tuple[str, Raw]:
    answer = question["answer"]
    unit = (answer.get("unit") or {"ar": ""})["ar"]
    return "check_number", {"number": str(answer["value"]), "tolerance": str(answer.get("tolerance", 0)), "unit": unit}


_CHECKS: Final = {
    "single_choice": lambda lesson, question: ("quick_question", {"choices": _choices(lesson, question)}),
    "multiple_response": lambda lesson, question: ("check_many", {"choices": _choices(lesson, question)}),
    "true_false": lambda _lesson, question: ("check_truth", {"right": question["answer"]["value"]}),
    "numeric": _number,
    "ordering": _order,
    "matching": _match,
}
