"""Answering a `Range` header: which bytes, clamped so that one slow reader holds little memory."""

import re
from dataclasses import dataclass

from media.rules.limits import RANGE_BYTES

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True)
class ByteRange:
    """Both ends included, as in HTTP."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def read_range(header: str, size: int, *, most: int = RANGE_BYTES) -> ByteRange | None:
    """The bytes to send for a header, or None to send the whole file. Raises ValueError when nothing can be sent."""
    match = _ONE_RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if start > end:
        raise ValueError("outside the file")
    return ByteRange(start, min(end, start + most - 1))
