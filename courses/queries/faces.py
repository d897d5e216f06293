"""How each kind of block faces a reader: its files at hand, and what a trainee did in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from courses.activities import ACTIVITIES
from courses.questions import question_type
from courses.rules import drawing_of
from courses.rules.calculators import worked
from media.queries import Playable, SpokenLine

Block = dict[str, Any]


@dataclass(frozen=True)
class Around:
    """What a block is drawn with. ``standing`` is what a trainee did in this block (``rules.traces``), None where nobody learns;
    ``asked`` holds what was typed into a calculator; ``terms`` the words of the trade to explain, by block or step."""

    files: Mapping[tuple[str, str], Playable]
    lines: list[SpokenLine]
    standing: dict[str, Any] | None
    asked: Mapping[str, Any] = field(default_factory=dict)
    terms: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)

    def file(self, named: dict[str, Any] | None) -> Playable | None:
        """A file as it was released, or None where the library has it no longer."""
        return self.files.get((named["uuid"], named["digest"])) if named else None

    def figure(self, one: dict[str, Any]) -> dict[str, Any]:
        """A picture or drawing with its file."""
        return {**one, "playable": self.file(one.get("picture"))}

    def answer(self, ident: str) -> Any:
        """What the trainee answered to a question, or None."""
        return (self.standing or {}).get("answers", {}).get(ident)


def face(block: Block, around: Around) -> Block:
    """A released block as its template reads it."""
    kind = "check" if block["kind"].startswith("check_") else block["kind"]
    shown = {**block, "terms": around.terms.get(block["id"], [])}
    return shown | (_FACES[kind](block, around) if kind in _FACES else {})


def choice_face(question: Block, around: Around) -> Block:
    """A single choice with what was chosen."""
    answer = around.answer(question["id"])
    choices = [{**choice, "chosen": answer == place} for place, choice in enumerate(question["choices"])]
    right = any(choice["chosen"] and choice["correct"] for choice in choices)
    return {**question, "choices": choices, "answered": any(c["chosen"] for c in choices), "right": right}


def _picture(block: Block, around: Around) -> Block:
    return {"playable": around.file(block["picture"])}


def _video(block: Block, around: Around) -> Block:
    playable = around.file(block["video"])
    moments = [choice_face(moment, around) | {"clock": _clock(moment["second"])} for moment in block.get("moments", [])]
    return {"playable": playable, "lines": _said_in(playable, around.lines), "moments": moments}


def _steps(block: Block, around: Around) -> Block:
    done, now = (around.standing or {}).get("done", []), (around.standing or {}).get("now")
    steps = [
        {**step, "number": number, "playable": around.file(step["picture"]), "film": around.file(step.get("clip"))}
        | {"done": step["id"] in done, "now": step["id"] == now, "icon": drawing_of(step["text"])}
        | {"terms": around.terms.get(step["id"], [])}
        for number, step in enumerate(block["steps"], start=1)
    ]
    pictured = any(step["playable"] or step.get("drawing") for step in steps)
    return {"steps": steps, "done": sum(step["done"] for step in steps), "pictured": pictured}


def _tools(block: Block, around: Around) -> Block:
    return {"items": [around.figure(item) for item in block["items"]]}


def _figured(block: Block, around: Around) -> Block:
    return {"figure": around.figure(block["figure"])}


def _compare(block: Block, around: Around) -> Block:
    return {side: around.figure(block[side]) for side in ("before", "after")}


def _turntable(block: Block, around: Around) -> Block:
    return {"frames": [around.figure(frame) for frame in block["frames"]]}


def _fault_tree(block: Block, _around: Around) -> Block:
    texts = {node["number"]: node["text"] for node in block["nodes"]}
    return {"nodes": [{**n, "ways": [{**way, "goes": texts.get(way["to"], "")} for way in n["ways"]]} for n in block["nodes"]]}


def _calculator(block: Block, around: Around) -> Block:
    mine = around.asked if around.asked.get("calculate") == block["id"] else {}
    result = worked(block["formula"], mine)
    fields = [
        {"name": one.name, "label": one.label, "unit": one.unit, "typed": result.typed[one.name]}
        | {"wrong": one.name in result.wrong, "scale": one.scale, "least": one.least, "most": one.most}
        for one in result.formula.fields
    ]
    lines = [
        {
            "name": line.name,
            "label": line.label,
            "unit": line.unit,
            "value": result.outcome.get(line.name, ""),
            "scale": line.scale,
        }
        for line in result.formula.lines
    ]
    return {"result": result, "fields": fields, "lines": lines}


def _check(block: Block, around: Around) -> Block:
    kind, value = question_type(block["type"]), around.answer(block["id"])
    share = kind.share(value, block["content"], block["answer"])
    drawn = {"form": f"courses/blocks/checks/{block['type']}.html", "instruction": kind.instruction, "value": value}
    figured = {"figure": around.figure(block["content"]["figure"])} if "figure" in block["content"] else {}
    return drawn | figured | {"answered": value is not None, "right": share == 1, "partly": 0 < share < 1}


def _activity(block: Block, around: Around) -> Block:
    return {"of": ACTIVITIES.get(block["activity"]), "best": (around.standing or {}).get("scores", {}).get(block["id"])}


def _sheet(block: Block, around: Around) -> Block:
    return {"playable": around.file(block["sheet"])}


_FACES: dict[str, Callable[[Block, Around], Block]] = {
    "picture": _picture,
    "video": _video,
    "steps": _steps,
    "tools": _tools,
    "hotspots": _figured,
    "measured": _figured,
    "compare": _compare,
    "turntable": _turntable,
    "fault_tree": _fault_tree,
    "calculator": _calculator,
    "quick_question": choice_face,
    "check": _check,
    "activity": _activity,
    "sheet": _sheet,
}


def _said_in(shown: Playable | None, lines: list[SpokenLine]) -> list[SpokenLine]:
    """What is said in a recording, in the reader's language or else in the one there is."""
    mine = [line for line in lines if shown and line.asset_uuid == shown.uuid]
    spoken_here = [line for line in mine if line.language == get_language()]
    return spoken_here or [line for line in mine if line.language == mine[0].language]


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
