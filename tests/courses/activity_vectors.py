"""Writes ``activity_vectors.json`` anew: cases played by a hand of dice, with the points they earn.

Run ``python -m tests.courses.activity_vectors`` only when the rules of an activity were changed on purpose: the file holds the
phone's activities and the server's to each other, and old results to their points.
"""

import json
import random
from pathlib import Path
from typing import Any

from courses.activities import ACTIVITIES, Action, BadAction
from courses.activities.gauges import DECISIONS, FIELDS
from courses.activities.multimeter import FAULTS, MODES, POINTS
from courses.activities.seam import NAMES

VECTORS = Path(__file__).with_suffix(".json")
CASES = 30


def move(name: str, case: dict[str, Any], dice: random.Random) -> Action:
    """A likely move: sometimes the right one, sometimes near it, sometimes none that can be made."""
    return {"seam": _on_the_skirt, "multimeter": _on_the_board, "gauges": _on_the_unit}[name](case, dice)


def _on_the_skirt(case: dict[str, Any], dice: random.Random) -> Action:
    seam = case["seam"] if dice.random() < 0.7 else dice.choice(NAMES)
    middle = (case["start"] + case["end"]) // 2 + dice.randint(-30, 30)
    if dice.random() < 0.75:
        return ["measure", seam, middle]
    return ["mark", seam, middle, case["off"] + dice.choice([0, 0, 0, 1, -1, 4])]


def _on_the_board(case: dict[str, Any], dice: random.Random) -> Action:
    roll = dice.random()
    if roll < 0.2:
        return ["power", dice.choice(["on", "off"])]
    if roll < 0.8:
        return ["measure", dice.choice(POINTS), dice.choice(MODES)]
    return ["name", case["fault"] if dice.random() < 0.5 else dice.choice(FAULTS)]


def _on_the_unit(case: dict[str, Any], dice: random.Random) -> Action:
    if dice.random() < 0.85:
        field = dice.choice(FIELDS)
        return ["write", field, case[field] + dice.choice([0, 0, 0, 5, -9, 11, 60, -70])]
    return ["decide", dice.choice(DECISIONS)]


def vector(name: str, seed: int, dice: random.Random) -> dict[str, Any]:
    """One case played to its end or for thirty moves; moves that cannot be made are left out."""
    engine, actions = ACTIVITIES[name], list[Action]()
    for _turn in range(30):
        action = move(name, engine.case(seed), dice)
        try:
            play = engine.play(seed, [*actions, action])
        except BadAction:
            continue
        actions.append(action)
        if play.done:
            break
    play = engine.play(seed, actions)
    outcome = {"points": play.points, "parts": play.parts, "stops": play.stops, "done": play.done, "log": play.log}
    return {"activity": name, "seed": seed, "case": engine.case(seed), "actions": actions} | outcome


def main() -> None:
    """Write the file."""
    dice = random.Random(2026)
    vectors = [vector(name, dice.getrandbits(32), dice) for name in ACTIVITIES for _case in range(CASES)]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in vectors)
    VECTORS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
