"""The pictures that go with a video: a poster, and one sheet of small frames for seeking. Made from our own renditions."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from media.pipeline import cage
from media.rules.ladder import KEY_SECONDS

TILE_WIDTH: Final = 160
COLUMNS: Final = 10
_MOST_TILES: Final = 100
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
            "scale='min(854,iw)':-2",
            "-c:v",
            "libwebp",
            "-quality",
            "72",
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
