"""Reading the front of a fragmented MP4: where its header ends and where each fragment lies (the `sidx` box)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO


class BrokenFile(ValueError):
    """The bytes are not a fragmented MP4 with its index at the front."""


@dataclass(frozen=True)
class Segment:
    offset: int
    bytes: int
    seconds: float


@dataclass(frozen=True)
class FragmentIndex:
    """`init_bytes`: end of the header a player needs first. `index_bytes`: end of the index; pictures follow."""

    init_bytes: int
    index_bytes: int
    codecs: str
    segments: tuple[Segment, ...]

    @property
    def seconds(self) -> float:
        return sum(segment.seconds for segment in self.segments)

    @property
    def peak_bits(self) -> int:
        """Bits a second of the heaviest segment."""
        return max((round(s.bytes * 8 / s.seconds) for s in self.segments if s.seconds), default=0)


def read_index(file: BinaryIO) -> FragmentIndex:
    """Read the index of a fragmented MP4. Raises `BrokenFile` when there is none at the front."""
    moov, index, init_end, index_end = b"", None, 0, 0
    for kind, start, size in _boxes(file):
        if kind == b"moov":
            moov, init_end = _body(file, start, size), start + size
        elif kind == b"sidx":
            body = _body(file, start, size)
            index = index or (body, start + size)
            index_end = start + size
        elif kind in (b"moof", b"mdat"):
            break
    if not moov or index is None:
        raise BrokenFile("no index at the front")
    return FragmentIndex(init_end, index_end, codecs(moov), tuple(_segments(*index)))


def codecs(moov: bytes) -> str:
    """The codecs text of RFC 6381 for the tracks of a `moov` box."""
    found = []
    if (at := moov.find(b"avcC")) > 0:
        found.append(f"avc1.{moov[at + 5 : at + 8].hex()}")
    if (at := moov.find(b"av1C")) > 0:
        profile, level = moov[at + 5] >> 5, moov[at + 5] & 31
        tier, deep = "H" if moov[at + 6] & 0x80 else "M", 10 if moov[at + 6] & 0x40 else 8
        found.append(f"av01.{profile}.{level:02d}{tier}.{deep:02d}")
    if b"mp4a" in moov:
        found.append("mp4a.40.2")
    if b"dOps" in moov:
        found.append("opus")
    return ",".join(found)


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Kind, offset and size of each box of the outermost level."""
    offset = 0
    while True:
        file.seek(offset)
        head = file.read(16)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            size = struct.unpack(">Q", head[8:])[0]
        if size < 8:
            return
        yield kind, offset, size
        offset += size


def _body(file: BinaryIO, start: int, size: int) -> bytes:
    if size > 16 * 1024 * 1024:
        raise BrokenFile("a header of this size is not ours")
    file.seek(start + 8)
    return file.read(size - 8)


def _segments(body: bytes, anchor: int) -> Iterator[Segment]:
    """The fragments a `sidx` lists. `anchor` is the offset of the first byte after the box."""
    try:
        timescale = struct.unpack_from(">I", body, 8)[0]
        wide = body[0] == 1
        first, at = (struct.unpack_from(">Q", body, 20)[0], 28) if wide else (struct.unpack_from(">I", body, 16)[0], 20)
        count = struct.unpack_from(">H", body, at + 2)[0]
        offset = anchor + first
        for number in range(count):
            size, duration = struct.unpack_from(">II", body, at + 4 + number * 12)
            yield Segment(offset, size & 0x7FFFFFFF, duration / timescale)
            offset += size & 0x7FFFFFFF
    except (struct.error, ZeroDivisionError) as error:
        raise BrokenFile("the index is damaged") from error
