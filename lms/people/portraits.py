"""A stranger's file made into a portrait: upright, square, small, and nothing in it but the picture."""

import struct
import zlib
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from lms.refusals import Refusal

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 25_000_000  # about 100 MB once decoded; phones take 12 million
LEAST: Final = 160  # pixels of the shorter side: a face must be known again
SIDE: Final = 320  # pixels
# The JPEG reader also opens the two-picture files (MPO) of some phones. What a file is, is read from its content.
_READERS: Final = ("JPEG", "PNG", "WEBP")
# Heads are above the middle of a picture taken upright.
_CENTRE: Final = (0.5, 0.4)
# What Pillow's readers raise for a file that is cut off, changed or made to break them.
_BROKEN: Final = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error, zlib.error)


def portrait(data: bytes) -> bytes:
    """The picture as a square JPEG of at most 320 pixels a side, without metadata.

    Refuses ``photo_too_heavy``, ``photo_too_many_pixels`` (before anything is decoded), ``photo_too_small`` and
    ``photo_not_readable``.
    """
    if len(data) > MAX_BYTES:
        raise too_heavy()
    try:
        upright = _upright(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except _BROKEN as fault:
        message = _("This file could not be opened as a picture. Choose a photo: JPEG, PNG or WebP.")
        raise Refusal("photo_not_readable", message, status=422) from fault
    side = min(SIDE, *upright.size)
    square = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS, centering=_CENTRE)
    # Pasted on a new picture: what the old one carried beside its pixels stays behind.
    clean = Image.new("RGB", square.size, "white")
    clean.paste(square, mask=square.getchannel("A"))
    made = BytesIO()
    clean.save(made, "JPEG", quality=86, optimize=True)
    return made.getvalue()


def _upright(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=_READERS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise _too_many_pixels()
        if min(opened.size) < LEAST:
            message = _("This picture is too small. Choose one of at least 160 by 160 pixels.")
            raise Refusal("photo_too_small", message, status=422)
        opened.draft("RGB", (SIDE * 2, SIDE * 2))  # a JPEG is decoded at a fraction of its size, which spares memory
        return ImageOps.exif_transpose(opened).convert("RGBA")


def too_heavy() -> Refusal:
    """The refusal of a file that is not even read."""
    return Refusal("photo_too_heavy", _("This file is larger than 10 MB. Choose a smaller picture."), status=422)


def _too_many_pixels() -> Refusal:
    message = _("This picture is too large: more than 25 million pixels. Take it with a lower resolution, or cut it.")
    return Refusal("photo_too_many_pixels", message, status=422)
