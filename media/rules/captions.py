"""Caption texts: reading what people upload, and writing WebVTT that reads right in Arabic."""

import re
from typing import Final

RIGHT_TO_LEFT_MARK: Final = "\u200f"
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_TIME: Final = r"(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}"
_CUE: Final = re.compile(rf"({_TIME})\s*-->\s*({_TIME})")
_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class BrokenCaptions(ValueError):
    """The text holds no cue, or a cue that ends before it starts."""


Cue = tuple[float, float, str]
"""Start and end in seconds, and what is said."""


def clean(text: str) -> str:
    """Plain WebVTT from an uploaded WebVTT or SubRip text. Raises `BrokenCaptions`."""
    if cues := read(text):
        return write(cues)
    raise BrokenCaptions("no cue")


def read(text: str) -> list[Cue]:
    """The cues of a WebVTT or SubRip text, without tags and direction marks. Raises `BrokenCaptions` for one that ends early."""
    cues = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").lstrip("\ufeff").strip()):
        lines = block.split("\n")
        at = next((number for number, line in enumerate(lines) if _CUE.search(line)), None)
        if at is None:
            continue
        start, end = _cue_times(lines[at])
        words = [_MARKS.sub("", re.sub(r"<[^>]*>", "", line)).strip() for line in lines[at + 1 :]]
        cues.append((start, end, "\n".join(filter(None, words))))
    return cues


def write(cues: list[Cue]) -> str:
    """WebVTT from cues."""
    blocks = [f"{_clock(start)} --> {_clock(end)}\n{text}" for start, end, text in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def for_reading(text: str) -> str:
    """A mark before each Arabic line: players take a line's direction from its first letter, which may be Latin."""
    lines = text.split("\n")
    marked = [f"{RIGHT_TO_LEFT_MARK}{line}" if _ARABIC.search(line) and "-->" not in line else line for line in lines]
    return "\n".join(marked)


def _cue_times(line: str) -> tuple[float, float]:
    match = _CUE.search(line)
    assert match is not None
    start, end = (_seconds(part) for part in match.groups())
    if end <= start:
        raise BrokenCaptions("a cue ends before it starts")
    return start, end


def _seconds(clock: str) -> float:
    parts = [float(part) for part in clock.replace(",", ".").split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    return f"{thousandths // 3600000:02d}:{thousandths // 60000 % 60:02d}:{thousandths // 1000 % 60:02d}.{thousandths % 1000:03d}"
