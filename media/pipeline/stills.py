"""The pictures that go with a video: a poster, and one sheet of small frames for seeking. Made from our own renditions."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from media.pipeline import cage
from media.rules.ladder import KEY_SECONDS

TILE_WIDTH: Final = 160
COLUMNS: Final = 10
_MOST_TILES: Final = 100
POSTER_WIDTH: Final = 640
#: The pictures that go with the sound alone: one for every twelve seconds or more, so large that a gauge can be read.
STILL_SIDE: Final = 480
_STILL_SECONDS: Final = 12
_MOST_STILLS: Final = 40
#: Mean difference of grey values under which two pictures look the same (a slide that stays).
_SAME: Final = 3.0
_COMMON: Final = ["ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-protocol_whitelist", "file,pipe"]


@dataclass(frozen=True)
class Sprite:
    """A sheet of `count` frames, `columns` in a row, one for every `every` seconds, each `width` x `height`."""

    every: float
    columns: int
    count: int
    width: int
    height: int

    def as_json(self) -> dict[str, float]:
        return {"every": self.every, "columns": self.columns, "count": self.count, "w": self.width, "h": self.height}


@dataclass(frozen=True)
class Still:
    """A picture shown from second `at` on."""

    path: Path
    at: float


def poster(rendition: Path, *, seconds: float, folder: Path) -> Path:
    """A frame from a tenth into the video: the first is often black."""
    path = folder / "poster.webp"
    moment = f"{min(seconds * 0.1, 10):.2f}"
    cage.run(
        [
            *_COMMON,
            "-ss",
            moment,
            "-i",
            f"file:{rendition}",
            "-frames:v",
            "1",
            "-vf",
            f"scale='min({POSTER_WIDTH},iw)':-2",
            "-c:v",
            "libwebp",
            "-quality",
            "68",
            f"file:{path}",
        ],
        folder=folder,
        seconds=60,
    )
    return path


def sprite(rendition: Path, *, seconds: float, width: int, height: int, folder: Path) -> tuple[Path, Sprite]:
    """The sheet of frames. Only key frames are decoded, which costs an eighth of decoding all."""
    path = folder / "sprite.webp"
    step = max(1, math.ceil(seconds / KEY_SECONDS / _MOST_TILES))
    count = max(1, math.ceil(seconds / (KEY_SECONDS * step)))
    columns, tile_height = min(COLUMNS, count), 2 * round(TILE_WIDTH * height / width / 2)
    sheet = f"select='not(mod(n,{step}))',scale={TILE_WIDTH}:{tile_height},tile={columns}x{math.ceil(count / columns)}"
    cage.run(
        [
            *_COMMON,
            "-skip_frame",
            "nokey",
            "-i",
            f"file:{rendition}",
            "-vf",
            sheet,
            "-frames:v",
            "1",
            "-vsync",
            "0",
            "-c:v",
            "libwebp",
            "-quality",
            "60",
            f"file:{path}",
        ],
        folder=folder,
        seconds=300,
    )
    return path, Sprite(KEY_SECONDS * step, columns, count, TILE_WIDTH, tile_height)


def stills(rendition: Path, *, seconds: float, folder: Path) -> list[Still]:
    """Pictures to look at while only the sound is heard; one that looks like the one before is left out."""
    step = max(_STILL_SECONDS // KEY_SECONDS, math.ceil(seconds / KEY_SECONDS / _MOST_STILLS))
    picked = ["-skip_frame", "nokey", "-i", f"file:{rendition}", "-vf", f"select='not(mod(n,{step}))'", "-vsync", "0"]
    coding = ["-c:v", "libwebp", "-quality", "52", "-f", "image2", "-start_number", "0"]
    cage.run([*_COMMON, *picked, *coding, f"file:{folder}/still-%03d.webp"], folder=folder, seconds=300)
    kept: list[Still] = []
    before: np.ndarray | None = None
    for number, path in enumerate(sorted(folder.glob("still-*.webp"))):
        with Image.open(path, formats=["WEBP"]) as picture:
            small = np.asarray(picture.convert("L").resize((32, 32)), dtype=np.float32)
        if before is None or float(np.abs(small - before).mean()) > _SAME:
            kept.append(Still(path, number * step * KEY_SECONDS))
            before = small
    return kept
