"""Calculations of the trades, in whole numbers, so that the phone (``frontend/lesson/calculators.ts``) and the server agree.

Lengths and temperatures are in tenths of their unit, pressures in hundredths of a bar above the air's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.questions.numeric import FIGURES

Numbers = dict[str, int]


@dataclass(frozen=True)
class Field:
    """A number that is asked for. ``least`` and ``most`` are in steps of ``1/scale`` of the unit, as the number is kept."""

    name: str
    label: str | Promise
    unit: str | Promise
    scale: int
    least: int
    most: int
    example: int


@dataclass(frozen=True)
class Line:
    """A line of the outcome; ``scale`` as in ``Field``."""

    name: str
    label: str | Promise
    unit: str | Promise
    scale: int


@dataclass(frozen=True)
class Formula:
    """A calculation: what it asks, what it gives, and a verdict in words where there is one."""

    name: str
    label: str | Promise
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]
    compute: Callable[[Mapping[str, int], str], Numbers]
    kinds: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, str | Promise], ...] = ()


EASE, SEAMS, HEM, WAIST = 40, 80, 40, 20  # tenths of a centimetre
SHRINKS: Final = 105  # per cent
BOUGHT_IN: Final = 50


def fabric(numbers: Mapping[str, int], _kind: str = "") -> Numbers:
    """Cloth for a straight skirt: around the hips with ease and seams, as many lengths as the cloth's width asks for."""
    around = numbers["hips"] + EASE + SEAMS
    lengths = -(-around // numbers["width"])
    one = numbers["length"] + HEM + WAIST
    shrunk = -(-one * lengths * SHRINKS // 100)
    return {"around": around, "lengths": lengths, "one": one, "shrunk": shrunk, "buy": -(-shrunk // BOUGHT_IN) * BOUGHT_IN}


#: Pressure of saturated vapour, hundredths of a bar above the air's, from -30 degrees in steps of five (CoolProp 8.0).
SATURATION: Final[dict[str, tuple[int, ...]]] = {
    "R-32": (172, 233, 304, 387, 481, 589, 712, 850, 1006, 1179, 1373, 1588, 1826, 2089, 2377, 2693, 3040, 3419, 3832, 4283),
    "R-410A": (168, 228, 298, 379, 471, 577, 697, 832, 983, 1153, 1342, 1551, 1782, 2037, 2317, 2625, 2962, 3330, 3734, 4175),
    "R-22": (63, 100, 144, 195, 253, 320, 397, 483, 580, 688, 809, 943, 1091, 1253, 1432, 1628, 1841, 2074, 2326, 2600),
    "R-290": (67, 102, 143, 190, 244, 305, 373, 450, 535, 630, 735, 851, 978, 1117, 1268, 1433, 1612, 1806, 2015, 2242),
}  # fmt: skip
COLDEST, STEP = -300, 50  # tenths of a degree
USUAL_LEAST, USUAL_MOST = 40, 80


def saturation(pressure: int, refrigerant: str) -> int:
    """The saturation temperature in tenths of a degree at a pressure, straight between the table's points; held at its ends."""
    table = SATURATION[refrigerant]
    if pressure <= table[0]:
        return COLDEST
    for place, (low, high) in enumerate(pairwise(table)):
        if pressure <= high:
            # Half a tenth is added before dividing, so that the phone rounds alike.
            return COLDEST + STEP * place + (2 * STEP * (pressure - low) + (high - low)) // (2 * (high - low))
    return COLDEST + STEP * (len(table) - 1)


def superheat(numbers: Mapping[str, int], kind: str = "R-32") -> Numbers:
    """How much warmer the suction pipe is than the boiling refrigerant in it."""
    boiling = saturation(numbers["pressure"], kind)
    return {"boiling": boiling, "superheat": numbers["pipe"] - boiling}


def verdict_of(superheat: int) -> str:
    """``low``, ``usual`` or ``high``."""
    return "low" if superheat < USUAL_LEAST else "high" if superheat > USUAL_MOST else "usual"


FORMULAS: Final[dict[str, Formula]] = {
    "fabric": Formula(
        "fabric",
        _("How much cloth a straight skirt takes"),
        (
            Field("hips", _("Hips"), _("cm"), 10, 500, 2000, 1000),
            Field("length", _("Length of the skirt"), _("cm"), 10, 200, 1500, 600),
            Field("width", _("Width of the cloth"), _("cm"), 10, 400, 3200, 1500),
        ),
        (
            Line("around", _("Width that is needed: hips + 4 + 8"), _("cm"), 10),
            Line("lengths", _("Lengths"), "", 1),
            Line("one", _("One length: skirt + 4 + 2"), _("cm"), 10),
            Line("shrunk", _("With five per cent for shrinking"), _("cm"), 10),
            Line("buy", _("Buy"), _("cm"), 10),
        ),
        fabric,
    ),
    "superheat": Formula(
        "superheat",
        _("Superheat"),
        (
            Field("pressure", _("Suction pressure on the gauge"), _("bar"), 100, 0, 4200, 850),
            Field("pipe", _("Temperature of the suction pipe"), _("°C"), 10, -400, 800, 110),
        ),
        (
            Line("boiling", _("Saturation temperature"), _("°C"), 10),
            Line("superheat", _("Superheat = pipe − saturation"), _("degrees"), 10),
        ),
        superheat,
        tuple(SATURATION),
        (
            ("low", _("Below the usual 4 to 8: too much refrigerant, or a dirty filter. Look for the cause first.")),
            ("usual", _("Within the usual 4 to 8 degrees. The manual of the unit decides.")),
            ("high", _("Above the usual 4 to 8: too little refrigerant, or something is blocked. Look for a leak first.")),
        ),
    ),
}


def amount(text: object, field: Field) -> int | None:
    """A typed number as it is kept, or None where it is no number between the field's ends. Takes Arabic figures."""
    typed = str(text).translate(FIGURES).strip()
    sign, digits = (-1, typed[1:]) if typed.startswith("-") else (1, typed)
    whole, _dot, rest = digits.partition(".")
    places = len(str(field.scale)) - 1
    if not (whole + rest).isdecimal() or len(whole) > 6 or len(rest) > 6:
        return None
    kept = sign * int((whole or "0") + rest[:places].ljust(places, "0"))
    return kept if field.least <= kept <= field.most else None


def shown(kept: int, scale: int) -> str:
    """A kept number as it is read: 1120 tenths as 112, 693 as 69.3."""
    whole, rest = divmod(abs(kept), scale)
    fraction = str(rest).rjust(len(str(scale)) - 1, "0").rstrip("0") if scale > 1 else ""
    return ("-" if kept < 0 else "") + str(whole) + (f".{fraction}" if fraction else "")


@dataclass(frozen=True)
class Worked:
    """A calculation as a page shows it: what was typed, what is wrong with it, and the outcome."""

    formula: Formula
    kind: str
    typed: dict[str, str]
    wrong: frozenset[str]
    outcome: dict[str, str]
    verdict: str = ""


def worked(name: str, asked: Mapping[str, Any]) -> Worked:
    """A calculation with what was asked, or with its example where nothing was."""
    formula = FORMULAS[name]
    typed = {one.name: str(asked.get(one.name, shown(one.example, one.scale))) for one in formula.fields}
    kind = str(asked.get("kind", ""))
    kind = kind if kind in formula.kinds else next(iter(formula.kinds), "")
    read = {one.name: amount(typed[one.name], one) for one in formula.fields}
    wrong = frozenset(one for one, value in read.items() if value is None)
    if wrong:
        return Worked(formula, kind, typed, wrong, {})
    out = formula.compute({one: value for one, value in read.items() if value is not None}, kind)
    outcome = {line.name: shown(out[line.name], line.scale) for line in formula.lines}
    return Worked(formula, kind, typed, wrong, outcome, verdict_of(out["superheat"]) if formula.verdicts else "")
