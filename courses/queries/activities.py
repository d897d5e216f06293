"""A scored activity as its page draws it: the case, each move in words, what can be done next, and the points."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.activities import Activity, Play, gauges, multimeter, seam
from courses.rules.calculators import SATURATION, shown

Words = dict[str, str | Promise]
Entry = Mapping[str, Any]

SEAM: Words = {
    "left": _("left side seam"),
    "right": _("right side seam"),
    "back": _("centre back seam"),
    "waist": _("waist seam"),
    "hem": _("hem"),
    "measure": _("{seam}, at {mm} mm: {reading} mm"),
    "right_seam": _("You found the seam. The middle of the fault is {away} mm from your mark."),
    "wrong_seam": _("The fault is in another seam."),
    "part_seam": _("the right seam"),
    "part_place": _("the place, to the millimetre"),
    "part_amount": _("how far it runs off"),
    "part_thrift": _("few measurements"),
}
MULTIMETER: Words = {
    "port": _("1: contact in the port"),
    "line": _("2: line behind the port"),
    "guarded": _("3: behind the guard chip U2"),
    "charged": _("4: behind the charging chip U3"),
    "plug": _("5: battery connector J2"),
    "battery": _("6: the battery itself"),
    "d1": _("7: diode D1"),
    "c12": _("8: capacitor C12"),
    "volt": _("volts"),
    "diode": _("diode test"),
    "heat": _("search for warmth"),
    "on": _("The charger is plugged in."),
    "off": _("The charger is unplugged."),
    "measure": _("{point}, {mode}: {reading}"),
    "warm": _("warm"),
    "cold": _("cold"),
    "stop": _("Safety stopped this: unplug the charger before the diode test and before you feed in voltage."),
    "open_line": _("the line behind the port is broken"),
    "short_d1": _("diode D1 is shorted"),
    "short_c12": _("capacitor C12 is shorted"),
    "dead_guard": _("guard chip U2 lets nothing through"),
    "dead_chip": _("charging chip U3 is dead"),
    "open_plug": _("battery connector J2 is loose"),
    "flat_battery": _("the battery is empty for good"),
    "named_right": _("Yes: {fault}."),
    "named_wrong": _("No: {fault} does not explain it."),
    "guessed": _("Your measurements left {left} causes: this was partly a guess."),
    "left": _("{left} causes still fit"),
    "part_fault": _("the right cause"),
    "part_thrift": _("measurements beyond three"),
    "part_guessed": _("named before one cause was left"),
    "part_wrong": _("a wrong cause named"),
    "part_safety": _("stopped for safety"),
}
_SAFE_TO_SEE = _("You wear goggles and gloves. The recovery cylinder holds {filled} per cent. No flame is near.")
GAUGES: Words = {
    "low": _("Suction pressure"),
    "high": _("Discharge pressure"),
    "boiling": _("Saturation temperature"),
    "pipe": _("Pipe temperature"),
    "superheat": _("Superheat"),
    "bar": _("bar"),
    "degrees": _("°C"),
    "written_right": _("{field}: {value}, right"),
    "written_wrong": _("{field}: {value}, look again"),
    "find_leak": _("Look for the leak, mend it, then charge by weight"),
    "recover": _("Recover refrigerant until the charge is that of the plate"),
    "clean": _("Clean the filter and the coil"),
    "leave": _("Leave the charge as it is"),
    "add": _("Add refrigerant now"),
    "stop": _("Stop: it is not safe to go on"),
    "decided_right": _("Right: {decision}."),
    "decided_wrong": _("Not this: {decision}."),
    "hazard_none": _SAFE_TO_SEE,
    "hazard_full_cylinder": _SAFE_TO_SEE,
    "hazard_flame": _(
        "You wear goggles and gloves. The recovery cylinder holds {filled} per cent. A colleague brazes two metres away."
    ),
    "hazard_bare_hands": _(
        "Your goggles and gloves lie in the car. The recovery cylinder holds {filled} per cent. No flame is near."
    ),
    "stop_full_cylinder": _(
        "Safety stopped this. The cylinder is nearly at its limit of 80 per cent: the liquid grows when it warms and may burst "
        "it. Ask for an empty one, weigh it, then recover."
    ),
    "stop_flame": _("Safety stopped this. This refrigerant burns: no flame nearby while a circuit is opened."),
    "stop_bare_hands": _("Safety stopped this. Liquid refrigerant freezes skin and eyes at once: goggles and gloves first."),
    "part_low": _("suction pressure"),
    "part_high": _("discharge pressure"),
    "part_boiling": _("saturation temperature"),
    "part_pipe": _("pipe temperature"),
    "part_superheat": _("superheat"),
    "part_decision": _("the decision"),
}
WORDS: dict[str, Words] = {"seam": SEAM, "multimeter": MULTIMETER, "gauges": GAUGES}


@dataclass(frozen=True)
class ShownPlay:
    """An activity as far as it was played: each move in words with how it went, the points by what they are for."""

    lines: list[dict[str, str]]
    parts: list[dict[str, Any]]
    points: int
    drawn: dict[str, Any]
    words: dict[str, str]


def shown_play(activity: Activity, seed: int, play: Play) -> ShownPlay:
    """What the page of an activity needs. No query."""
    words = {name: str(text) for name, text in WORDS[activity.name].items()}
    parts = [{"name": words[f"part_{name}"], "points": earned} for name, earned in play.parts.items()]
    case = activity.case(seed)
    return ShownPlay(
        lines=[_LINES[activity.name](entry, words) for entry in play.log],
        parts=parts,
        points=play.points,
        drawn=_DRAWN[activity.name](case, words, play),
        words=words,
    )


def _seam_line(entry: Entry, words: dict[str, str]) -> dict[str, str]:
    if entry["verb"] == "measure":
        said = words["measure"].format(seam=words[entry["seam"]], mm=entry["mm"], reading=shown(entry["reading"], 10))
        return {"text": said, "kind": "plain"}
    said = words["right_seam"].format(away=entry["away"]) if entry["found"] else words["wrong_seam"]
    return {"text": said, "kind": "good" if entry["found"] else "warn"}


def _meter_line(entry: Entry, words: dict[str, str]) -> dict[str, str]:
    match entry["verb"]:
        case "power":
            return {"text": words[entry["power"]], "kind": "plain"}
        case "measure":
            reading = metered(entry["mode"], entry["reading"], words)
            said = words["measure"].format(point=words[entry["point"]], mode=words[entry["mode"]], reading=reading)
            return {"text": said, "kind": "plain"}
        case "stop":
            return {"text": words["stop"], "kind": "danger"}
    said = words["named_right" if entry["right"] else "named_wrong"].format(fault=words[entry["fault"]])
    guessed = f" {words['guessed'].format(left=entry['left'])}" if entry["right"] and entry["left"] > 1 else ""
    return {"text": said + guessed, "kind": "good" if entry["right"] else "warn"}


def metered(mode: str, reading: int, words: dict[str, str]) -> str:
    """A reading as the meter shows it: 5.00 V, 0.452, OL, warm."""
    if mode == "heat":
        return words["warm" if reading else "cold"]
    if reading == multimeter.OPEN:
        return "OL"
    return f"{reading // 100}.{reading % 100:02d} V" if mode == "volt" else f"{reading // 1000}.{reading % 1000:03d}"


def _gauge_line(entry: Entry, words: dict[str, str]) -> dict[str, str]:
    match entry["verb"]:
        case "write":
            pressure = entry["field"] in (gauges.LOW, gauges.HIGH)
            value = f"{shown(entry['value'], 100 if pressure else 10)} {words['bar' if pressure else 'degrees']}"
            said = words["written_right" if entry["right"] else "written_wrong"].format(field=words[entry["field"]], value=value)
        case "stop":
            return {"text": words[f"stop_{entry['hazard']}"], "kind": "danger"}
        case _decide:
            said = words["decided_right" if entry["right"] else "decided_wrong"].format(decision=words[entry["decision"]])
    return {"text": said, "kind": "good" if entry["right"] else "warn"}


def _seam_drawn(case: Mapping[str, Any], words: dict[str, str], _play: Play) -> dict[str, Any]:
    seams = [{"name": name, "words": words[name], "length": length, "allowance": right} for name, length, right in seam.SEAMS]
    return {"seams": seams, "paths": [{"name": name, "d": _path(case, name)} for name in seam.NAMES], "most": seam.MOST_OFF}


#: Where each seam begins and ends on the drawing of the skirt.
ENDS = {
    "left": (105, 60, 60, 590), "right": (375, 60, 420, 590), "back": (240, 60, 240, 590), "waist": (105, 60, 375, 60),
    "hem": (60, 590, 420, 590),
}  # fmt: skip
DRAWN_EVERY = 10


def _path(case: Mapping[str, Any], name: str) -> str:
    """A seam as a line that runs off where it does, a little more than in truth, for small screens."""
    x1, y1, x2, y2 = ENDS[name]
    length = next(one for other, one, _right in seam.SEAMS if other == name)
    points = []
    for mm in range(0, length + 1, DRAWN_EVERY):
        off = seam.bent(case, mm) / 6 if case["seam"] == name else 0
        along = (x1 + (x2 - x1) * mm / length, y1 + (y2 - y1) * mm / length)
        away = (0, off) if y1 == y2 else (off, 0)
        points.append(f"{along[0] + away[0]:.1f} {along[1] + away[1]:.1f}")
    return "M" + "L".join(points)


#: Where each contact lies on the map of the board.
CONTACTS = {
    "port": (26, 200), "line": (110, 178), "guarded": (230, 200), "charged": (290, 148), "plug": (320, 100),
    "battery": (196, 110), "d1": (86, 228), "c12": (134, 228),
}  # fmt: skip


def _meter_drawn(_case: Mapping[str, Any], words: dict[str, str], play: Play) -> dict[str, Any]:
    last = next((entry for entry in reversed(play.log) if entry["verb"] == "measure"), None)
    return {
        "points": [
            {"name": name, "words": words[name], "x": CONTACTS[name][0], "y": CONTACTS[name][1]} for name in multimeter.POINTS
        ],
        "modes": [{"name": name, "words": words[name]} for name in multimeter.MODES],
        "faults": [
            {"name": name, "words": words[name], "out": name not in multimeter.suspects(play)} for name in multimeter.FAULTS
        ],
        "powered": multimeter.is_powered(play),
        "display": metered(last["mode"], last["reading"], words) if last else "----",
        "left": multimeter.MOST_MEASUREMENTS - multimeter.measured(play),
    }


SWEEP, LOW_SCALE, HIGH_SCALE = 270, 1600, 5000


def _gauges_drawn(case: Mapping[str, Any], words: dict[str, str], _play: Play) -> dict[str, Any]:
    table = SATURATION[case["gas"]]
    strip = [{"at": 5 * place - 30, "bar": shown(value, 100), "x": 20 + 30 * place} for place, value in enumerate(table[1:17])]
    return {
        "gas": case["gas"],
        "low_angle": f"{case['low'] * SWEEP / LOW_SCALE - SWEEP / 2:.1f}",
        "high_angle": f"{case['high'] * SWEEP / HIGH_SCALE - SWEEP / 2:.1f}",
        "low": shown(round(case["low"], -1), 100),
        "high": shown(round(case["high"], -1), 100),
        "pipe": shown(case["pipe"], 10),
        "charge": shown(case["charge"], 10),
        "strip": strip,
        "site": words[f"hazard_{case['hazard']}"].format(filled=case["filled"]),
        "low_ticks": _ticks(LOW_SCALE, 400, 100),
        "high_ticks": _ticks(HIGH_SCALE, 1000, 200),
        "fields": [
            {"name": name, "words": words[name], "unit": words["bar" if name in (gauges.LOW, gauges.HIGH) else "degrees"]}
            for name in gauges.FIELDS
        ],
        "decisions": [{"name": name, "words": words[name]} for name in gauges.DECISIONS],
    }


def _ticks(scale: int, every: int, small: int) -> list[dict[str, Any]]:
    """The marks of a dial with their turn; large ones have their number."""
    turns = [(one, one * SWEEP / scale - SWEEP / 2) for one in range(0, scale + 1, small)]
    return [
        {"turn": f"{turn:.1f}", "back": f"{-turn:.1f}", "number": str(one // 100) if one % every == 0 else ""}
        for one, turn in turns
    ]


_LINES: dict[str, Callable[[Entry, dict[str, str]], dict[str, str]]] = {
    "seam": _seam_line,
    "multimeter": _meter_line,
    "gauges": _gauge_line,
}
_DRAWN: dict[str, Callable[[Mapping[str, Any], dict[str, str], Play], dict[str, Any]]] = {
    "seam": _seam_drawn,
    "multimeter": _meter_drawn,
    "gauges": _gauges_drawn,
}
