"""A phone that does not charge: measure on the map of its board until one cause is left, with as few measurements as can be."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from courses.activities.contract import Action, Activity, BadAction, Dice, Play, one_of

#: The way of the charging current: contact in the port, line after it, behind the guard, out of the charging chip, battery's
#: connector, the battery itself, and the two parts that lie between the line and ground.
POINTS: Final = ("port", "line", "guarded", "charged", "plug", "battery", "d1", "c12")
MODES: Final = ("volt", "diode", "heat")
FAULTS: Final = ("open_line", "short_d1", "short_c12", "dead_guard", "dead_chip", "open_plug", "flat_battery")
#: Volts (hundredths) with the charger in, where nothing is wrong.
VOLTS: Final = {"port": 500, "line": 500, "guarded": 498, "charged": 420, "plug": 420, "battery": 382}
#: Diode readings (thousandths of a volt) without power, where nothing is wrong.
DROPS: Final = {"port": 452, "line": 448, "guarded": 405, "charged": 512, "plug": 510}
OPEN: Final = -1  # the meter shows OL
LOST_FROM: Final = {"open_line": 1, "dead_guard": 2, "dead_chip": 3, "open_plug": 4}  # no volts from this point of the way on

#: Measurements that the best order needs at most: halve the way of the current each time.
ENOUGH: Final = 3
DEAR, GUESSED, UNSAFE, WRONG = 10, 30, 25, 20
MOST_MEASUREMENTS: Final = 8


class Multimeter(Activity):
    """Actions ``["power", "on"|"off"]``, ``["measure", point, mode]`` and ``["name", fault]``.

    The diode test and the search for warmth need the charger out: with it in, safety stops the measurement.
    """

    name = "multimeter"
    label = _("Find the fault on the board")

    def case(self, seed: int) -> dict[str, Any]:
        dice = Dice(seed)
        return {"fault": FAULTS[dice.below(len(FAULTS))], "grain": [dice.below(1000) for _point in POINTS]}

    def act(self, case: Mapping[str, Any], play: Play, action: Action) -> None:
        verb, arguments = action[0], action[1:]
        if verb == "power" and len(arguments) == 1:
            play.log.append({"verb": verb, "power": one_of(arguments[0], ("on", "off"))})
        elif verb == "measure" and len(arguments) == 2:
            self._measure(case, play, one_of(arguments[0], POINTS), one_of(arguments[1], MODES))
        elif verb == "name" and len(arguments) == 1:
            self._name(case, play, one_of(arguments[0], FAULTS))
        else:
            raise BadAction
        play.parts = _parts(play)

    def _measure(self, case: Mapping[str, Any], play: Play, point: str, mode: str) -> None:
        powered = is_powered(play)
        if mode != "volt" and powered:
            play.stops += 1
            play.log.append({"verb": "stop", "point": point, "mode": mode})
            return
        if not can_measure(point, mode) or measured(play) >= MOST_MEASUREMENTS:
            raise BadAction
        value = reading(case, point, mode, powered=powered)
        play.log.append({"verb": "measure", "point": point, "mode": mode, "power": powered, "reading": value})

    def _name(self, case: Mapping[str, Any], play: Play, fault: str) -> None:
        right = fault == case["fault"]
        play.log.append({"verb": "name", "fault": fault, "right": right, "left": len(suspects(play))})
        wrong = sum(entry["verb"] == "name" and not entry["right"] for entry in play.log)
        play.done = right or wrong == 2

    def from_form(self, data: Mapping[str, Any]) -> Action:
        try:
            match data["verb"]:
                case "power":
                    return ["power", data["power"]]
                case "measure":
                    return ["measure", data["point"], data["mode"]]
                case _name:
                    return ["name", data["fault"]]
        except KeyError as wrong:
            raise BadAction from wrong


def can_measure(point: str, mode: str) -> bool:
    """Whether a mode says anything at a point: warmth at the two parts, volts and diode along the way."""
    return point in ("d1", "c12") if mode == "heat" else point in (VOLTS if mode == "volt" else DROPS)


def is_powered(play: Play) -> bool:
    """Whether the charger is in; it is at the beginning."""
    states = [entry["power"] for entry in play.log if entry["verb"] == "power"]
    return not states or states[-1] == "on"


def measured(play: Play) -> int:
    """How often something was measured."""
    return sum(entry["verb"] == "measure" for entry in play.log)


def ideal(fault: str, point: str, mode: str, *, powered: bool) -> int:
    """What the meter shows with a fault, without the grain of the board: hundredths or thousandths of a volt, 1 for warm."""
    if mode == "heat":
        return int(fault == f"short_{point}")
    shorted = fault in ("short_d1", "short_c12")
    if mode == "diode":
        open_there = (fault, point) in (("open_line", "port"), ("open_plug", "plug"))
        return 0 if shorted and point in ("port", "line") else OPEN if open_there else DROPS[point]
    if point == "battery":
        return 210 if fault == "flat_battery" else VOLTS[point]
    if not powered:
        return 0
    place = POINTS.index(point)
    lost = place >= LOST_FROM.get(fault, len(POINTS))
    return (30 if place <= 1 else 0) if shorted else 0 if lost else VOLTS[point]


def reading(case: Mapping[str, Any], point: str, mode: str, *, powered: bool) -> int:
    """What the meter shows of this board."""
    value = ideal(case["fault"], point, mode, powered=powered)
    return value if value <= 0 or mode == "heat" else value + case["grain"][POINTS.index(point)] % 7 - 3


def suspects(play: Play) -> list[str]:
    """The faults that fit everything that was measured so far."""
    found = [entry for entry in play.log if entry["verb"] == "measure"]
    return [fault for fault in FAULTS if all(fits(fault, entry) for entry in found)]


def fits(fault: str, entry: Mapping[str, Any]) -> bool:
    """Whether a fault explains a measurement."""
    wanted = ideal(fault, entry["point"], entry["mode"], powered=entry["power"])
    return abs(wanted - int(entry["reading"])) <= (3 if wanted > 0 and entry["mode"] != "heat" else 0)


def _parts(play: Play) -> dict[str, int]:
    names = [entry for entry in play.log if entry["verb"] == "name"]
    if not names or not names[-1]["right"]:
        return {"fault": 0}
    return {
        "fault": 100,
        "thrift": -DEAR * max(0, measured(play) - ENOUGH),
        "guessed": -GUESSED if names[-1]["left"] > 1 else 0,
        "wrong": -WRONG * (len(names) - 1),
        "safety": -UNSAFE * play.stops,
    }
