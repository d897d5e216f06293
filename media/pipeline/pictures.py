"""Pictures: turned upright, in sRGB, without the place they were taken, in three widths and two formats."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener  # type: ignore[import-untyped]

from media.pipeline.cage import Failed
from media.rules.limits import IMAGE_PIXELS

WIDTHS: Final = (320, 800, 1600)
# The JPEG reader also opens the two-picture files (MPO) of some phones.
_READERS: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIF")
_FORMATS: Final = {"avif": {"quality": 55, "speed": 8}, "webp": {"quality": 76, "method": 4}}

register_heif_opener()


class TooManyPixels(Exception):
    """The picture would not fit in memory."""


@dataclass(frozen=True)
class MadePicture:
    path: Path
    codec: str
    width: int
    height: int


def make_pictures(source: Path, *, folder: Path) -> tuple[tuple[int, int], list[MadePicture]]:
    """The size of the picture and its smaller copies, never wider than itself. Raises `Failed` or `TooManyPixels`."""
    picture = _open(source)
    made = []
    for width in sorted({min(width, picture.width) for width in WIDTHS}):
        copy = picture.resize((width, max(1, round(picture.height * width / picture.width))), Image.Resampling.LANCZOS)
        for codec, options in _FORMATS.items():
            path = folder / f"{width}.{codec}"
            copy.save(path, codec.upper(), **options)
            made.append(MadePicture(path, codec, copy.width, copy.height))
    return picture.size, made


def _open(source: Path) -> Image.Image:
    try:
        with Image.open(source, formats=_READERS) as opened:
            if opened.width * opened.height > IMAGE_PIXELS:
                raise TooManyPixels
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            return upright.convert("RGBA" if upright.mode in ("RGBA", "LA", "PA") else "RGB")
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Failed(str(error)) from error
