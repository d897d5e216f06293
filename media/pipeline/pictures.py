"""Pictures: turned upright, in sRGB, without the place they were taken, in three widths and two formats, and one JPEG."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.pipeline import cage
from media.rules.limits import IMAGE_PIXELS

WIDTHS: Final = (320, 800, 1600)
_PROGRAM: Final = Path(__file__).with_name("resize.py")
_TOO_MANY_PIXELS: Final = 3


class TooManyPixels(Exception):
    """The picture would not fit in memory."""


@dataclass(frozen=True)
class MadePicture:
    path: Path
    codec: str
    width: int
    height: int


def make_pictures(source: Path, *, folder: Path) -> tuple[tuple[int, int], list[MadePicture]]:
    """The size of the picture and its smaller copies, never wider than itself. Raises `cage.Failed` or `TooManyPixels`."""
    ((size, made),) = resize([source], widths=WIDTHS, folder=folder, seconds=120)
    return size, made


def resize(
    sources: Sequence[Path], *, widths: Sequence[int], folder: Path, seconds: float
) -> list[tuple[tuple[int, int], list[MadePicture]]]:
    """Size and copies of each picture. A stranger's picture is opened in the cage, never in the worker itself."""
    program = [sys.executable, "-P", "-s", str(_PROGRAM), str(folder), str(IMAGE_PIXELS), ",".join(map(str, widths))]
    try:
        said = cage.run([*program, *map(str, sources)], folder=folder, seconds=seconds)
    except cage.Failed as fault:
        if fault.code == _TOO_MANY_PIXELS:
            raise TooManyPixels from fault
        raise
    return [
        ((width, height), [MadePicture(folder / name, codec, w, h) for name, codec, w, h in copies])
        for _source, width, height, copies in json.loads(said)
    ]
