"""Find the faulty seam of a skirt: measure seam allowances, say where one runs off and by how much."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from courses.activities.contract import Action, Activity, BadAction, Dice, Play, one_of, whole

#: Name, length and right allowance of each seam, in millimetres.
SEAMS: Final = (("left", 540, 15), ("right", 540, 15), ("back", 540, 15), ("waist", 380, 10), ("hem", 480, 40))
NAMES: Final = tuple(name for name, _length, _allowance in SEAMS)
RAMP: Final = 12  # mm over which a fault comes and goes
MOST_OFF: Final = 9
FREE_MEASUREMENTS, DEAR = 8, 2

SEAM_POINTS, PLACE_POINTS, AMOUNT_POINTS, THRIFT_POINTS = 30, 40, 20, 10
#: How far from the middle of the fault (mm), and the share of the points that is left, in per cent.
NEAR: Final = ((5, 100), (12, 70), (25, 35))


class Seam(Activity):
    """Actions ``["measure", seam, mm]`` and, once, ``["mark", seam, mm, off]``: where its middle is, and by how much (mm)."""

    name = "seam"
    label = _("Find the faulty seam")

    def case(self, seed: int) -> dict[str, Any]:
        dice = Dice(seed)
        faulty = dice.below(len(SEAMS))
        name, length, _allowance = SEAMS[faulty]
        span = dice.between(50, 90)
        start = dice.between(30, length - 30 - span)
        off = dice.between(3, 5) * (1 if dice.below(2) else -1)
        grain = [dice.below(1000) for _seam in SEAMS]
        return {"seam": name, "start": start, "end": start + span, "off": off, "grain": grain}

    def act(self, case: Mapping[str, Any], play: Play, action: Action) -> None:
        verb, arguments = action[0], action[1:]
        if verb == "measure" and len(arguments) == 2:
            seam, place = _place(arguments)
            play.log.append({"verb": verb, "seam": seam, "mm": place, "reading": reading(case, seam, place)})
            measured = sum(entry["verb"] == "measure" for entry in play.log)
            play.parts["thrift"] = max(0, THRIFT_POINTS - DEAR * max(0, measured - FREE_MEASUREMENTS))
        elif verb == "mark" and len(arguments) == 3:
            self._mark(case, play, *_place(arguments[:2]), whole(arguments[2], -MOST_OFF, MOST_OFF))
        else:
            raise BadAction

    def _mark(self, case: Mapping[str, Any], play: Play, seam: str, place: int, off: int) -> None:
        found = seam == case["seam"]
        away = abs(2 * place - case["start"] - case["end"])  # twice the distance, to stay whole
        share = next((share for near, share in NEAR if away <= 2 * near), 0) if found else 0
        wrong_by = abs(off - case["off"])
        measured = play.parts.get("thrift", 0)
        play.parts = {
            "seam": SEAM_POINTS if found else 0,
            "place": PLACE_POINTS * share // 100,
            "amount": (AMOUNT_POINTS if wrong_by == 0 else AMOUNT_POINTS * 6 // 10 if wrong_by == 1 else 0) if share else 0,
            "thrift": measured if share else 0,
        }
        play.log.append({"verb": "mark", "seam": seam, "mm": place, "off": off, "found": found, "away": away // 2})
        play.done = True

    def from_form(self, data: Mapping[str, Any]) -> Action:
        try:
            action: Action = [data["verb"], data["seam"], int(data["mm"])]
            return [*action, int(data["off"].replace("\u2212", "-"))] if data["verb"] == "mark" else action
        except (KeyError, ValueError) as wrong:
            raise BadAction from wrong


def reading(case: Mapping[str, Any], seam: str, place: int) -> int:
    """What the gauge shows at a place: the right allowance, a hair of cloth, and the fault where there is one. Tenths of a mm."""
    at = NAMES.index(seam)
    grain = (case["grain"][at] + place * 7) % 9 - 4
    return 10 * SEAMS[at][2] + grain + (bent(case, place) if seam == case["seam"] else 0)


def bent(case: Mapping[str, Any], place: int) -> int:
    """How far the faulty seam runs off at a place, in tenths of a mm."""
    inside = min(place - case["start"], case["end"] - place) + RAMP
    return int(case["off"]) * 10 * max(0, min(RAMP, inside)) // RAMP


def _place(arguments: list[Any]) -> tuple[str, int]:
    seam = one_of(arguments[0], NAMES)
    return seam, whole(arguments[1], 0, SEAMS[NAMES.index(seam)][1])
