"""An air conditioner that cools badly: read the gauges, work out the superheat, decide, and stop where it is not safe."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from courses.activities.contract import Action, Activity, BadAction, Dice, Play, one_of, whole
from courses.rules.calculators import SATURATION, Field, amount, saturation

REFRIGERANTS: Final = ("R-32", "R-410A", "R-22")
#: What is wrong, how far the suction's saturation is then from the usual 5 degrees, the discharge's from 45, and the superheat
#: (least and most), all in tenths of a degree.
STATES: Final = (
    ("short_of_charge", (-110, -70), (-80, -40), (110, 160)),
    ("too_much_charge", (20, 50), (60, 100), (5, 25)),
    ("dirty_filter", (-90, -60), (-40, -10), (5, 30)),
    ("in_order", (-15, 15), (-20, 20), (45, 75)),
)
#: What to do about each; anything else is not right.
RIGHT: Final = {"short_of_charge": "find_leak", "too_much_charge": "recover", "dirty_filter": "clean", "in_order": "leave"}
DECISIONS: Final = ("find_leak", "recover", "clean", "leave", "add", "stop")
#: What makes the work unsafe: a recovery cylinder that would be more than four fifths full, a flame near a gas that burns, no
#: goggles and gloves.
HAZARDS: Final = ("none", "full_cylinder", "flame", "bare_hands")
LOW, HIGH = "low", "high"
FIELDS: Final = (LOW, HIGH, "boiling", "pipe", "superheat")
MOST: Final = {LOW: 1600, HIGH: 5000, "boiling": 700, "pipe": 700, "superheat": 700}
#: How far off a value may be, and what it earns.
TOLERANCE: Final = {LOW: 20, HIGH: 60, "boiling": 10, "pipe": 5, "superheat": 10}
EARNS: Final = {LOW: 10, HIGH: 10, "boiling": 20, "pipe": 10, "superheat": 25}
DECISION, AFTER_A_STOP = 25, 10


class Gauges(Activity):
    """Actions ``["write", field, number]`` (again to correct; hundredths of a bar, tenths of a degree) and ``["decide", what]``.

    Deciding to handle the refrigerant where a hazard is in sight is stopped for safety; then only the decision is taken anew.
    """

    name = "gauges"
    label = _("Gauges, superheat and the charge")

    def case(self, seed: int) -> dict[str, Any]:
        dice = Dice(seed)
        gas = REFRIGERANTS[dice.below(len(REFRIGERANTS))]
        state, suction, discharge, warmer = STATES[dice.below(len(STATES))]
        low = pressure(50 + dice.between(*suction), gas)
        high = pressure(450 + dice.between(*discharge), gas)
        boiling = saturation(low, gas)
        pipe = boiling + dice.between(*warmer)
        hazard = HAZARDS[dice.below(len(HAZARDS))]
        if hazard == "flame" and gas != "R-32":
            hazard = "bare_hands"
        capacity = 10
        return {
            "gas": gas, "state": state, "hazard": hazard, "low": low, "high": high, "boiling": boiling, "pipe": pipe,
            "superheat": pipe - boiling, "charge": dice.between(9, 14), "cylinder": capacity,
            "filled": 74 if hazard == "full_cylinder" else dice.between(10, 30),
        }  # fmt: skip

    def act(self, case: Mapping[str, Any], play: Play, action: Action) -> None:
        verb, arguments = action[0], action[1:]
        if verb == "write" and len(arguments) == 2:
            name = one_of(arguments[0], FIELDS)
            value = whole(arguments[1], -MOST[name], MOST[name])
            near = abs(value - self._wanted(case, play, name)) <= TOLERANCE[name]
            play.parts[name] = EARNS[name] if near else 0
            play.log.append({"verb": verb, "field": name, "value": value, "right": near})
        elif verb == "decide" and len(arguments) == 1:
            self._decide(case, play, one_of(arguments[0], DECISIONS))
        else:
            raise BadAction

    def _wanted(self, case: Mapping[str, Any], play: Play, name: str) -> int:
        """The right value: the superheat is that of the temperatures the trainee wrote, where both are written."""
        written = {entry["field"]: entry["value"] for entry in play.log if entry["verb"] == "write"}
        if name == "superheat" and {"boiling", "pipe"} <= set(written):
            return int(written["pipe"] - written["boiling"])
        return int(case[name])

    def _decide(self, case: Mapping[str, Any], play: Play, what: str) -> None:
        unsafe = case["hazard"] != "none"
        if unsafe and what in ("find_leak", "recover", "add"):
            play.stops += 1
            play.log.append({"verb": "stop", "decision": what, "hazard": case["hazard"]})
            play.done = play.stops == 3
            return
        right = what == ("stop" if unsafe else RIGHT[case["state"]])
        play.parts["decision"] = (AFTER_A_STOP if play.stops else DECISION) if right else 0
        play.log.append({"verb": "decide", "decision": what, "right": right})
        play.done = True

    def from_form(self, data: Mapping[str, Any]) -> Action:
        try:
            if data["verb"] == "decide":
                return ["decide", data["decision"]]
            name = one_of(data["field"], FIELDS)
            kept = amount(data["value"], Field(name, "", "", 100 if name in (LOW, HIGH) else 10, -MOST[name], MOST[name], 0))
        except KeyError as wrong:
            raise BadAction from wrong
        if kept is None:
            raise BadAction
        return ["write", name, kept]


def pressure(boiling: int, gas: str) -> int:
    """The pressure (hundredths of a bar) at which a gas boils at a temperature (tenths of a degree)."""
    table = SATURATION[gas]
    place = max(0, min(len(table) - 2, (boiling + 300) // 50))
    part = boiling + 300 - 50 * place
    return table[place] + (table[place + 1] - table[place]) * part // 50
