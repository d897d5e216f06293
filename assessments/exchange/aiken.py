"""Aiken, choices in plain text. Source: docs.moodle.org, "Aiken format"."""

import re
from fractions import Fraction

from assessments.exchange import build
from assessments.exchange.contract import Reading, Source, WrongItem
from assessments.exchange.text import from_plain

NAME = "aiken"
OPTION = re.compile(r"^\s*([A-Z])[.)]\s+(.*)$")
RIGHT = re.compile(r"^\s*ANSWER:\s*([A-Z])\s*$")
NO_REMARK = {"ar": "", "en": ""}


def looks_like(text: str) -> bool:
    """Whether a line names an answer."""
    return any(RIGHT.match(line) for line in text.splitlines())


def read(text: str) -> Reading:
    """Every question of a file; each ends with its ANSWER line."""
    reading = Reading(NAME)
    block: list[str] = []
    for line in text.splitlines():
        block += [line] if line.strip() else []
        if RIGHT.match(line):
            _take(reading, block)
            block = []
    if block:
        _take(reading, block)
    return reading


def _take(reading: Reading, block: list[str]) -> None:
    number = len(reading.sources) + len(reading.notes) + 1
    reading.take(f"{number}. {block[0].strip()}", lambda: _question(block))


def _question(block: list[str]) -> tuple[Source, list[str]]:
    right = RIGHT.match(block[-1])
    options = [found for line in block if (found := OPTION.match(line))]
    stem = [line.strip() for line in block if not OPTION.match(line) and not RIGHT.match(line)]
    if right is None or right[1] not in [option[1] for option in options]:
        raise WrongItem("no_answer")
    shares = [(from_plain(option[2]).pair(), Fraction(build.WHOLE * (option[1] == right[1]))) for option in options]
    source, lost = build.choice(shares, several=False)
    return build.whole(source, stem=from_plain("\n".join(stem)).pair(), feedback=NO_REMARK, marks=1), lost
