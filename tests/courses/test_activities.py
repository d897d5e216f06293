"""Scored activities: worked by hand, and the same on the phone as on the server."""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from courses.activities import ACTIVITIES, BadAction, multimeter, seam
from courses.activities.contract import Dice
from courses.activities.gauges import pressure
from courses.questions import question_type
from courses.rules.calculators import FORMULAS, SATURATION, Field, amount, saturation, shown, verdict_of, worked
from tests.courses.activity_vectors import VECTORS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NODE = shutil.which("node", path=f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}") or "node"
Case = dict[str, Any]


def on_the_phone(**asked: Any) -> dict[str, Any]:
    """What the phone's own sources make of it."""
    ran = subprocess.run(
        [NODE, "--disable-warning=ExperimentalWarning", str(HERE / "replay.mjs")],
        input=json.dumps(asked), text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    answered: dict[str, Any] = json.loads(ran.stdout)
    return answered


def vectors() -> list[Case]:
    return list(json.loads(VECTORS.read_text(encoding="utf-8")))


def test_the_same_moves_earn_the_same_on_phone_and_server() -> None:
    golden = vectors()
    fields = ("case", "points", "parts", "stops", "done", "log")
    phone = on_the_phone(activities=golden)["played"]
    for one, played in zip(golden, phone, strict=True):
        engine = ACTIVITIES[one["activity"]]
        play = engine.play(one["seed"], one["actions"])
        server = {"case": engine.case(one["seed"]), "points": play.points} | {name: getattr(play, name) for name in fields[2:]}
        assert server == {name: one[name] for name in fields}
        assert played == server


def test_the_vectors_hold_every_outcome() -> None:
    golden = vectors()
    assert {one["activity"] for one in golden} == set(ACTIVITIES)
    for name in ACTIVITIES:
        mine = [one for one in golden if one["activity"] == name]
        assert len({one["points"] for one in mine}) > 4
    assert any(one["stops"] for one in golden if one["activity"] == "multimeter")
    assert any(one["stops"] for one in golden if one["activity"] == "gauges")


def test_dice_are_mulberry32() -> None:
    # From the author's reference program, seed 0: the first two 32-bit words.
    dice = Dice(0)
    assert [dice.below(2**32) for _throw in range(2)] == [1144304738, 1416247]


# A skirt whose left seam is 4 mm too narrow from 200 to 260 mm.
SKIRT: Case = {"seam": "left", "start": 200, "end": 260, "off": -4, "grain": [4, 4, 4, 4, 4]}


@pytest.mark.parametrize(("place", "off"), [(100, 0), (188, 0), (194, -20), (200, -40), (230, -40), (260, -40), (272, 0)])
def test_the_seam_runs_off_where_it_does(place: int, off: int) -> None:
    assert seam.bent(SKIRT, place) == off


@pytest.mark.parametrize(
    ("place", "off", "points"),
    [(230, -4, 100), (235, -4, 100), (236, -4, 88), (242, -3, 80), (250, -4, 74), (256, -4, 30), (230, 4, 80)],
)
def test_a_mark_earns_by_millimetres(place: int, off: int, points: int) -> None:
    # By hand: 30 for the seam, 40 of which 100, 70, 35 per cent within 5, 12, 25 mm, 20 or 12 for the amount, 10 for thrift.
    engine, play = ACTIVITIES["seam"], seam.Play()
    engine.act(SKIRT, play, ["measure", "left", 230])
    assert play.log[-1]["reading"] in range(106, 115)  # 15 mm less 4, and a hair of cloth
    engine.act(SKIRT, play, ["mark", "left", place, off])
    assert (play.points, play.done) == (points, True)


def test_another_seam_earns_nothing_and_measuring_on_and_on_costs() -> None:
    engine, play = ACTIVITIES["seam"], seam.Play()
    for place in range(11):
        engine.act(SKIRT, play, ["measure", "left", place])
    assert play.parts == {"thrift": 4}
    engine.act(SKIRT, play, ["mark", "hem", 230, -4])
    assert play.points == 0


def board(fault: str, *moves: list[Any]) -> multimeter.Play:
    play = multimeter.Play()
    for move in moves:
        ACTIVITIES["multimeter"].act({"fault": fault, "grain": [3] * 8}, play, move)
    return play


HALVING = [["measure", "line", "volt"], ["measure", "charged", "volt"], ["measure", "guarded", "volt"]]


def test_three_measurements_are_enough_for_every_cause() -> None:
    ways = {
        "open_line": HALVING[:1],
        "dead_guard": HALVING,
        "dead_chip": HALVING,
        "open_plug": [*HALVING[:2], ["measure", "plug", "volt"]],
        "flat_battery": [*HALVING[:2], ["measure", "plug", "volt"]],
        "short_d1": [HALVING[0], ["power", "off"], ["measure", "d1", "heat"]],
        "short_c12": [HALVING[0], ["power", "off"], ["measure", "d1", "heat"]],
    }
    assert set(ways) == set(multimeter.FAULTS)
    for fault, moves in ways.items():
        play = board(fault, *moves)
        assert multimeter.suspects(play) == [fault]
        assert board(fault, *moves, ["name", fault]).points == 100


def test_safety_stops_the_diode_test_under_power_and_it_costs() -> None:
    play = board("short_d1", ["measure", "line", "diode"], ["power", "off"], ["measure", "d1", "heat"], ["name", "short_d1"])
    assert (play.stops, play.log[0]["verb"], play.points) == (1, "stop", 75)


def test_guessing_and_naming_wrongly_cost() -> None:
    assert board("dead_chip", ["name", "dead_chip"]).points == 70
    assert board("dead_chip", *HALVING, ["name", "dead_guard"], ["name", "dead_chip"]).points == 80
    lost = board("dead_chip", *HALVING, ["name", "dead_guard"], ["name", "open_line"])
    assert (lost.points, lost.done) == (0, True)


UNIT: Case = {
    "gas": "R-410A", "state": "short_of_charge", "hazard": "full_cylinder", "low": 577, "high": 2200, "boiling": -50, "pipe": 80,
    "superheat": 130, "charge": 11, "cylinder": 10, "filled": 74,
}  # fmt: skip
READ = [
    ["write", "low", 580],
    ["write", "high", 2200],
    ["write", "boiling", -50],
    ["write", "pipe", 80],
    ["write", "superheat", 130],
]


def unit(case: Case, *moves: list[Any]) -> multimeter.Play:
    play = multimeter.Play()
    for move in moves:
        ACTIVITIES["gauges"].act(UNIT | case, play, move)
    return play


def test_reading_reckoning_and_stopping_in_time_earn_everything() -> None:
    assert unit({}, *READ, ["decide", "stop"]).points == 100
    assert unit({"hazard": "none"}, *READ, ["decide", "find_leak"]).points == 100
    assert unit({"hazard": "none"}, *READ, ["decide", "add"]).points == 75


def test_handling_refrigerant_in_danger_is_stopped_and_decided_anew() -> None:
    stopped = unit({}, *READ, ["decide", "recover"])
    assert (stopped.stops, stopped.done, stopped.points) == (1, False, 75)
    assert unit({}, *READ, ["decide", "recover"], ["decide", "stop"]).points == 85
    assert unit({}, ["decide", "recover"], ["decide", "add"], ["decide", "find_leak"]).done


def test_the_superheat_is_that_of_the_numbers_written() -> None:
    wrong_table = unit({}, ["write", "boiling", -90], ["write", "pipe", 80], ["write", "superheat", 170])
    assert (wrong_table.parts["boiling"], wrong_table.parts["superheat"]) == (0, 25)


@pytest.mark.parametrize("name", list(ACTIVITIES))
@pytest.mark.parametrize(
    "action",
    [[], ["fly"], ["measure"], ["measure", "left", 10**9], ["measure", "left", 1.5], ["measure", "left", True],
     ["measure", [], 1], ["mark", "left", 3], ["name", "ghost"], ["power", 1], ["write", "low", "5"], ["write", "low", 10**9],
     ["decide", None], "decide", {"verb": "decide"}, None, [["measure"]]],
)  # fmt: skip
def test_what_is_no_move_is_refused(name: str, action: Any) -> None:
    with pytest.raises(BadAction):
        ACTIVITIES[name].play(1, [action])


def test_nothing_can_be_done_after_the_end_nor_for_ever() -> None:
    with pytest.raises(BadAction):
        ACTIVITIES["seam"].play(1, [["mark", "left", 1, 0], ["measure", "left", 1]])
    with pytest.raises(BadAction):
        ACTIVITIES["seam"].play(1, [["measure", "left", 1]] * 61)


# Calculations.


def test_cloth_for_the_lessons_own_examples() -> None:
    assert FORMULAS["fabric"].compute({"hips": 1000, "length": 600, "width": 1500}, "") == {
        "around": 1120, "lengths": 1, "one": 660, "shrunk": 693, "buy": 700,
    }  # fmt: skip
    assert FORMULAS["fabric"].compute({"hips": 1000, "length": 600, "width": 900}, "")["buy"] == 1400


def test_superheat_of_the_lessons_own_example() -> None:
    out = FORMULAS["superheat"].compute({"pressure": 850, "pipe": 110}, "R-32")
    assert (out, verdict_of(out["superheat"])) == ({"boiling": 50, "superheat": 60}, "usual")
    assert saturation(577, "R-410A") == -50
    assert [saturation(0, "R-32"), saturation(9999, "R-32")] == [-300, 650]
    assert pressure(50, "R-32") == 850


def test_typed_numbers_are_read_with_arabic_figures() -> None:
    field = Field("pressure", "", "", 100, 0, 4200, 850)
    read = {
        "٨٫٥": 850,
        "8,5": 850,
        "8.509": 850,
        " 42 ": 4200,
        "43": None,
        "-1": None,
        "": None,
        "x": None,
        "1.2.3": None,
        ".5": 50,
    }
    assert {text: amount(text, field) for text in read} == read
    result = worked("superheat", {"pressure": "٨٫٥", "pipe": "no", "kind": "R-99"})
    assert (result.kind, result.wrong, result.outcome) == ("R-32", {"pipe"}, {})


def test_phone_and_server_reckon_alike() -> None:
    dice = random.Random(7)
    widths = dice.choices(range(400, 3200), k=100)
    cloths = [{"hips": dice.randint(500, 2000), "length": dice.randint(200, 1500), "width": width} for width in widths]
    sums = [{"formula": "fabric", "numbers": one, "kind": ""} for one in cloths] + [
        {"formula": "superheat", "numbers": {"pressure": p, "pipe": dice.randint(-400, 800)}, "kind": dice.choice([*SATURATION])}
        for p in dice.choices(range(4300), k=300)
    ]  # fmt: skip
    texts = ["٨٫٥", "8,5", "8.509", "43", "-1", "", "x", "1.2.3", ".5", "5.", "−3", "۱۲", "1234567"]
    amounts = [{"text": text, "scale": 100, "least": -500, "most": 4200} for text in texts]
    phone = on_the_phone(sums=sums, amounts=amounts)
    for one, got in zip(sums, phone["sums"], strict=True):
        out = FORMULAS[one["formula"]].compute(one["numbers"], one["kind"])
        assert got == out | ({"verdict": verdict_of(out["superheat"])} if "superheat" in out else {}), one
    field = Field("n", "", "", 100, -500, 4200, 0)
    kept = [amount(text, field) for text in texts]
    assert phone["amounts"] == [None if one is None else [one, shown(one, 100)] for one in kept]


# Quick checks.

CHECKS: list[tuple[str, Case, Case, list[Any]]] = [
    ("multiple_response", {"options": [{"id": i} for i in "abcd"]}, {"options": ["a", "b"]},
     [["a"], ["a", "b"], ["a", "c"], ["c", "d"]]),
    ("true_false", {}, {"value": False}, [True, False]),
    ("numeric", {}, {"value": "6.5", "tolerance": "0.1"}, ["6.4", "6.6", "6.61", "6.39999", "-6.5", ".1", "7."]),
    ("numeric", {}, {"value": "0.3", "tolerance": "0"}, ["0.3", "0.30000", "0.30001"]),
    ("ordering", {"items": [{"id": i} for i in "012"]}, {"order": ["2", "0", "1"]},
     [["2", "0", "1"], ["2", "1", "0"], ["0", "1", "2"]]),
    ("matching", {"left": [{"id": "0"}, {"id": "1"}], "right": [{"id": "r0"}, {"id": "r1"}]},
     {"pairs": {"0": "r1", "1": "r0"}},
     [{"0": "r1", "1": "r0"}, {"0": "r1"}, {"0": "r0", "1": "r1"}]),
    ("hotspot", {"regions": [{"id": "0"}, {"id": "1"}]}, {"regions": ["1"]}, [["1"], ["0"], ["0", "1"]]),
    ("single_choice", {"options": [{"id": "a"}, {"id": "b"}]}, {"option": "b"}, ["a", "b"]),
]  # fmt: skip


def test_phone_and_server_mark_quick_checks_alike() -> None:
    asked, wanted = [], []
    for kind, content, key, answers in CHECKS:
        for answer in answers:
            value = question_type(kind).normalise(answer, content)
            asked.append({"type": kind, "value": answer, "key": key})
            wanted.append(float(question_type(kind).share(value, content, key)))
    assert on_the_phone(checks=asked)["shares"] == wanted
    assert {kind for kind, *_rest in CHECKS} == {
        "single_choice", "multiple_response", "true_false", "numeric", "ordering", "matching", "hotspot",
    }  # fmt: skip
