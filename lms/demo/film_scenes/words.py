"""Arabic words in a picture, with Latin runs (R-32, IMEI) in their own order."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from PIL import ImageDraw, ImageFont

_LATIN_RUN: Final = re.compile(r"[*#A-Za-z0-9](?:[A-Za-z0-9#*%/.+×−-]*[A-Za-z0-9#*%])?")
_SPARE: Final = ("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Bold.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@dataclass(frozen=True)
class Pen:
    """A size and weight to write with."""

    size: int
    weight: int = 600


@cache
def _font(pen: Pen, script: str) -> ImageFont.FreeTypeFont:
    """The house's own font when the front end was built; else one of the machine's."""
    path = finders.find(f"frontend/fonts/cairo-{script}.woff2")
    if path:
        font = ImageFont.truetype(path, pen.size)
        font.set_variation_by_axes([pen.weight])
        return font
    spare = next((name for name in _SPARE if Path(name).exists()), None)
    if spare is None:
        raise FileNotFoundError("No Arabic font. Run the front-end build first: npm run build.")
    return ImageFont.truetype(spare, pen.size)


def wrapped(text: str, pen: Pen, *, width: int) -> list[str]:
    """The text in lines of at most `width` pixels."""
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}", pen) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def write_line(draw: ImageDraw.ImageDraw, *, right: int, y: int, text: str, pen: Pen, ink: str) -> None:
    """One line whose right edge is at `right`; runs go from right to left, each in its own direction."""
    at = float(right)
    for run, script in _runs(text):
        font = _font(pen, script)
        direction = "ltr" if script == "latin" else "rtl"
        at -= font.getlength(run, direction=direction)
        draw.text((at, y), run, font=font, fill=ink, direction=direction, anchor="ls")


def _width(text: str, pen: Pen) -> float:
    return sum(_font(pen, script).getlength(run, direction="ltr" if script == "latin" else "rtl") for run, script in _runs(text))


def _runs(text: str) -> list[tuple[str, str]]:
    """Pieces in reading order, each with the font that has its letters. Spaces and stops are in the Latin one."""
    runs = []
    for piece in re.findall(rf"{_LATIN_RUN.pattern}|[\u0600-\u06ff]+|.", text):
        runs.append((piece, "arabic" if "\u0600" <= piece[0] <= "\u06ff" else "latin"))
    return runs
