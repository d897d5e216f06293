"""What an assessor found at a rubric line, and the marks that it comes to.

Three kinds of line, all with described ``bands`` from full marks down to none:

- a judgement: the assessor chooses the description that fits, as of the four steps 3, 2, 1, 0;
- a measurement, ``measure: {unit, target, within: [2, 4]}``: what was measured lies within the first tolerance of the target
  (first band), within the second, …, or beyond the last (last band);
- a checklist, ``checklist: [{id, marks, ar, en}]``: the marks of what was ticked, which sum to those of the line.

``frontend/marking/aspects.ts`` works the same out on the tablet; ``tests/assessments/aspect_vectors.py`` holds both to one table.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩٫،", "0123456789..")
LONGEST, NUMBER = 12, re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")

Found = Mapping[str, Any]


class FoundUnreadable(ValueError):
    """What was found is not of the line: no number, or an item that the checklist does not have."""


def marks_of(line: Mapping[str, Any], found: Found) -> Decimal:
    """The marks for ``{"value": "10.5"}`` at a measurement or ``{"ticked": ["a"]}`` at a checklist; or ``FoundUnreadable``."""
    if "measure" in line and "value" in found:
        return _within(line, measured(found["value"]))
    if "checklist" in line and "ticked" in found:
        return _ticked(line, found["ticked"])
    raise FoundUnreadable


def measured(typed: object) -> Decimal:
    """A typed number, in Western or Arabic figures. Raises ``FoundUnreadable``."""
    text = str(typed).translate(FIGURES).strip()
    if len(text) > LONGEST or not NUMBER.fullmatch(text):
        raise FoundUnreadable
    return Decimal(text)


def _within(line: Mapping[str, Any], value: Decimal) -> Decimal:
    off = abs(value - Decimal(str(line["measure"]["target"])))
    for tolerance, band in zip(line["measure"]["within"], line["bands"], strict=False):
        if off <= Decimal(str(tolerance)):
            return Decimal(str(band["marks"]))
    return Decimal(str(line["bands"][-1]["marks"]))


def _ticked(line: Mapping[str, Any], ticked: object) -> Decimal:
    marks = {item["id"]: Decimal(str(item["marks"])) for item in line["checklist"]}
    if not isinstance(ticked, list | tuple) or len(set(ticked)) != len(ticked) or not set(ticked) <= set(marks):
        raise FoundUnreadable
    return sum((marks[one] for one in ticked), Decimal(0))


def wrong_with(rubric: Sequence[Mapping[str, Any]]) -> list[str]:
    """Ids of lines that cannot be judged: bands that do not fall from full marks to none, tolerances that do not grow or do not
    fit the bands, a checklist whose marks do not sum to the line's."""
    return [str(line["id"]) for line in rubric if not _usable(line)]


def _usable(line: Mapping[str, Any]) -> bool:
    bands = [Decimal(str(band["marks"])) for band in line["bands"]]
    if len(bands) < 2 or bands[0] != line["marks"] or bands[-1] != 0 or bands != sorted(set(bands), reverse=True):
        return False
    if measure := line.get("measure"):
        within = [Decimal(str(one)) for one in measure["within"]]
        return len(within) == len(bands) - 1 and within == sorted(set(within)) and within[0] >= 0
    if items := line.get("checklist"):
        ids, marks = [item["id"] for item in items], [Decimal(str(item["marks"])) for item in items]
        return len(set(ids)) == len(ids) and min(marks) > 0 and sum(marks) == line["marks"]
    return True
