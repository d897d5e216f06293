"""One card of a film: the step's drawing, its number and its words; and its frames while it is spoken."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from lms.demo.film_scenes.choice import FOLDER
from lms.demo.film_scenes.words import Pen, wrapped, write_line

WIDTH, HEIGHT, FPS = 1280, 720, 12
_INK, _MUTED, _PAPER, _REST = "#16211F", "#56635F", "#FBF8F3", "#D9CFBE"
_RIGHT: Final = 1208
_SEAM_Y: Final = 660
_ENTRY: Final = 8  # frames in which a drawing settles


@dataclass(frozen=True)
class Dye:
    """A trade's colours: full, pale, and the tint inside its drawings."""

    full: str
    pale: str
    tint: str


DYES: Final = {
    "TLR": Dye("#9B3350", "#F8E6EB", "#E5B7C4"),
    "MOB": Dye("#3C4C9A", "#E7EAF7", "#BAC3EA"),
    "RAC": Dye("#17708F", "#E0F0F5", "#AED5E3"),
}
HOUSE: Final = Dye("#0B6A66", "#E1EFEC", "#AFD6D0")


@dataclass(frozen=True)
class Card:
    """What one card shows. `number` 0 is the title card; `share` says how much of the film is sewn at its start and end."""

    heading: str
    words: str
    number: int
    drawing: str
    share: tuple[float, float]


def drawn(name: str, dye: Dye, *, width: int, folder: Path) -> Image.Image:
    """A drawing of this folder as a picture `width` pixels wide, in the trade's colours."""
    source = (FOLDER / f"{name}.svg").read_text()
    for old, new in (("currentColor", dye.full), ("var(--tint)", dye.tint), ("var(--paper)", "#FFFFFF")):
        source = source.replace(old, new)
    svg, png = folder / f"{name}.svg", folder / f"{name}.png"
    svg.write_text(source.replace("<svg ", f'<svg width="{width}" height="{width * 84 // 96}" ', 1))
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", f"file:{svg}", f"file:{png}"], check=True)  # noqa: S603,S607
    with Image.open(png) as opened:
        return opened.convert("RGBA")


def frames(card: Card, dye: Dye, *, seconds: float, folder: Path) -> Iterator[bytes]:
    """The raw frames of a card, while its words are spoken."""
    base, picture = _base(card, dye), drawn(card.drawing, dye, width=440, folder=folder)
    count = max(1, round(seconds * FPS))
    resting = None
    for number in range(count):
        if resting is None or number <= _ENTRY:
            resting = base.copy()
            settle = 1 - (1 - min(1.0, number / _ENTRY)) ** 3
            resting.paste(picture, (110, round(178 + 60 * (1 - settle))), picture)
        frame = resting.copy()
        done = card.share[0] + (card.share[1] - card.share[0]) * number / count
        _sew(ImageDraw.Draw(frame), dye, done)
        yield frame.tobytes()


def _base(card: Card, dye: Dye) -> Image.Image:
    """Everything that stays still: the paper, the drawing's ground, the words."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((60, 130, 600, 590), 28, fill=dye.pale)
    draw.rectangle((0, 0, WIDTH, 10), fill=dye.full)
    write_line(draw, right=_RIGHT, y=80, text=card.heading, pen=Pen(30), ink=_MUTED)
    if card.number:
        draw.ellipse((_RIGHT - 76, 140, _RIGHT, 216), fill=dye.full)
        figure = str(card.number)
        write_line(draw, right=_RIGHT - 38 + 11 * len(figure), y=194, text=figure, pen=Pen(40, 700), ink="#FFFFFF")
    pen = Pen(58, 750) if not card.number else Pen(46, 650)
    lines = wrapped(card.words, pen, width=_RIGHT - 660)
    if len(lines) > 5:
        pen = Pen(38, 650)
        lines = wrapped(card.words, pen, width=_RIGHT - 660)
    top = 300 if card.number else 340
    for row, line in enumerate(lines[:7]):
        write_line(draw, right=_RIGHT, y=top + round(row * pen.size * 1.6), text=line, pen=pen, ink=_INK)
    return image


def _sew(draw: ImageDraw.ImageDraw, dye: Dye, done: float) -> None:
    """The seam at the foot: sewn from the right, as Arabic is read, up to `done` (0 to 1)."""
    left, right, stitch, gap = 60, WIDTH - 60, 26, 12
    reach = right - (right - left) * done
    at = right
    while at - stitch >= left:
        colour = dye.full if at > reach else _REST
        draw.rounded_rectangle((at - stitch, _SEAM_Y, at, _SEAM_Y + 6), 3, fill=colour)
        at -= stitch + gap
    draw.ellipse((reach - 11, _SEAM_Y - 8, reach + 11, _SEAM_Y + 14), fill=_PAPER, outline=dye.full, width=5)
