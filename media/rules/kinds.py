"""What a file is, told by its first bytes. The name is only compared with the finding, never believed."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

#: How many bytes from the start of a file `sniff` wants to see.
HEAD_BYTES: Final = 4096


@dataclass(frozen=True)
class Sniffed:
    """A recognised file. `kinds` holds more than one name when only the streams inside can tell (an MP4 may be sound)."""

    kinds: frozenset[str]
    demuxer: str  # ffmpeg's name of the only reader allowed to open it; empty for pictures and documents
    suffix: str


def _av(demuxer: str, suffix: str) -> Sniffed:
    return Sniffed(frozenset({"video", "audio"}), demuxer, suffix)


def _audio(demuxer: str, suffix: str) -> Sniffed:
    return Sniffed(frozenset({"audio"}), demuxer, suffix)


def _image(suffix: str) -> Sniffed:
    return Sniffed(frozenset({"image"}), "", suffix)


_STARTS: Final[tuple[tuple[bytes, Sniffed], ...]] = (
    (b"\x1aE\xdf\xa3", _av("matroska,webm", ".mkv")),
    (b"OggS", _av("ogg", ".ogg")),
    (b"FLV\x01", _av("flv", ".flv")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", _av("asf", ".wmv")),
    (b"\x00\x00\x01\xba", _av("mpeg", ".mpg")),
    (b"fLaC", _audio("flac", ".flac")),
    (b"#!AMR", _audio("amr", ".amr")),
    (b"ID3", _audio("mp3", ".mp3")),
    (b"\xff\xd8\xff", _image(".jpg")),
    (b"\x89PNG\r\n\x1a\n", _image(".png")),
    (b"GIF87a", _image(".gif")),
    (b"GIF89a", _image(".gif")),
    (b"II*\x00", _image(".tif")),
    (b"MM\x00*", _image(".tif")),
)
_RIFF: Final = {b"AVI ": _av("avi", ".avi"), b"WAVE": _audio("wav", ".wav"), b"WEBP": _image(".webp")}
_STILL_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"}
_ISO_BOXES: Final = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_DOCUMENT: Final = Sniffed(frozenset({"document"}), "", ".pdf")

_NAMES: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(
        (".mp4", ".m4v", ".mov", ".3gp", ".mkv", ".webm", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts"),
        frozenset({"video", "audio"}),
    ),
    **dict.fromkeys((".ogg", ".ogv"), frozenset({"video", "audio"})),
    **dict.fromkeys((".mp3", ".m4a", ".aac", ".wav", ".flac", ".opus", ".oga", ".amr", ".wma"), frozenset({"audio"})),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"),
        frozenset({"image"}),
    ),
    ".pdf": frozenset({"document"}),
}


def sniff(head: bytes) -> Sniffed | None:
    """Name the file whose first `HEAD_BYTES` bytes these are; None when it is nothing we accept."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] in _ISO_BOXES:
        if head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
            return _image(".avif" if head[8:12] == b"avif" else ".heic")
        return _av("mov,mp4,m4a,3gp,3g2,mj2", ".mp4")
    if b"%PDF-" in head[:1024]:
        return _DOCUMENT
    return _sniff_frames(head)


def _sniff_frames(head: bytes) -> Sniffed | None:
    """Formats without a magic word: a sync mark that repeats or a frame header with plausible fields."""
    for packet, first in ((188, 0), (192, 4)):
        marks = head[first : first + packet * 4 : packet]
        if len(marks) == 4 and set(marks) == {0x47}:
            return _av("mpegts", ".ts")
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return _audio("aac", ".aac")
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 and head[2] & 0xF0 != 0xF0:
        return _audio("mp3", ".mp3")
    return None


def claimed(name: str) -> frozenset[str]:
    """The kinds a file name claims; empty when it claims none that we know."""
    return _NAMES.get(PurePosixPath(name.replace("\\", "/")).suffix.lower(), frozenset())


def verdict(*, name: str, head: bytes) -> tuple[Sniffed | None, str]:
    """Compare what a file is with what its name says. Returns the finding and a refusal code, one of them empty."""
    if not head:
        return None, "unreadable_media"
    found, says = sniff(head), claimed(name)
    if found is None:
        return None, "not_what_it_says" if says else "kind_not_accepted"
    if says and not says & found.kinds:
        return None, "not_what_it_says"
    return found, ""
