"""Runs in the cage, as a program of its own: opens strangers' pictures and writes smaller copies in two or three formats.

`python resize.py FOLDER MOST_PIXELS WIDTHS SOURCE…` prints JSON: [[source, width, height, [[name, codec, width, height]…]]…].
Leaves with 3 for a picture of too many pixels, with 1 for one that cannot be read. Knows nothing of the house but its arguments.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener  # type: ignore[import-untyped]

# The JPEG reader also opens the two-picture files (MPO) of some phones.
READERS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIF")
FORMATS: dict[str, dict[str, Any]] = {"avif": {"quality": 55, "speed": 8}, "webp": {"quality": 76, "method": 4}}
#: For browsers that know neither of the others; one width is enough for them.
FALLBACK: dict[str, Any] = {"quality": 74, "progressive": True}
FALLBACK_WIDTH = 800


class TooManyPixels(Exception):
    """The picture would not fit in memory."""


def main(folder: str, most: str, widths: str, *sources: str) -> int:
    """Make the copies of every source: `<width>.<codec>` in several widths, `<stem>-<width>.<codec>` in one, as pages are."""
    register_heif_opener()
    wanted = [int(width) for width in widths.split(",")]
    made = []
    try:
        for source in sources:
            prefix = f"{Path(source).stem}-" if len(wanted) == 1 else ""
            picture = opened(source, int(most))
            made.append([source, picture.width, picture.height, copies(picture, wanted, Path(folder), prefix)])
    except (TooManyPixels, Image.DecompressionBombError):
        return 3
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.write(json.dumps(made))
    return 0


def opened(source: str, most: int) -> Image.Image:
    """The picture upright, in plain colours, and nothing of what the camera noted beside it."""
    with Image.open(source, formats=READERS) as found:
        if found.width * found.height > most:
            raise TooManyPixels
        found.load()
        upright = ImageOps.exif_transpose(found)
        clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        return upright.convert("RGBA" if clear else "RGB")


def copies(picture: Image.Image, widths: list[int], folder: Path, prefix: str) -> list[tuple[str, str, int, int]]:
    """The copies of one picture, never wider than itself."""
    made = []
    sizes = sorted({min(width, picture.width) for width in widths})
    for width in sizes:
        copy = picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)
        for codec, options in FORMATS.items():
            name = f"{prefix}{width}.{codec}"
            copy.save(folder / name, codec.upper(), **options)
            made.append((name, codec, copy.width, copy.height))
        if width == max((size for size in sizes if size <= FALLBACK_WIDTH), default=sizes[0]) and len(widths) > 1:
            name = f"{prefix}{width}.jpg"
            on_white(copy).save(folder / name, "JPEG", **FALLBACK)
            made.append((name, "jpeg", copy.width, copy.height))
    return made


def on_white(picture: Image.Image) -> Image.Image:
    """JPEG knows no clear parts: they become white paper."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
