"""What the streams of a file mean: its true kind, its size as a person sees it, and whether it is accepted."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from media.rules import limits

HDR_TRANSFERS: Final = {"smpte2084", "arib-std-b67"}
_INTERLACED: Final = {"tt", "bb", "tb", "bt"}


@dataclass(frozen=True)
class Picture:
    """The first real video stream. `width` and `height` are as shown: turned upright, square pixels."""

    index: int
    width: int
    height: int
    fps: Fraction
    hdr: str  # the transfer function of a high dynamic range picture, or empty
    interlaced: bool
    seconds: float | None = None  # how long the picture lasts, when the container says so


@dataclass(frozen=True)
class Probe:
    """What a file holds. `seconds` is None when the container does not declare a length."""

    seconds: float | None
    picture: Picture | None
    sound: int | None  # index of the stream to hear
    tracks: int = 1

    @property
    def kind(self) -> str:
        return "video" if self.picture else "audio"


def read_probe(document: dict[str, Any]) -> Probe:
    """Turn ffprobe's JSON (`-show_format -show_streams`) into a `Probe`. Missing fields never raise."""
    streams: list[dict[str, Any]] = document.get("streams", [])
    pictures = [s for s in streams if s.get("codec_type") == "video" and not _is_cover(s) and s.get("width")]
    sounds = [s for s in streams if s.get("codec_type") == "audio" and s.get("codec_name") and s.get("channels")]
    declared = [document.get("format", {}).get("duration"), *(s.get("duration") for s in streams)]
    lengths = [length for length in map(_number, declared) if length]
    return Probe(
        seconds=max(lengths, default=None),
        picture=_picture(pictures[0]) if pictures else None,
        sound=_preferred(sounds),
        tracks=len(streams),
    )


def verdict(probe: Probe) -> str:
    """The refusal code for a probed file, or an empty text when it is accepted."""
    if probe.tracks > limits.TRACKS:
        return "too_many_tracks"
    if probe.picture is None and probe.sound is None:
        return "no_picture_or_sound"
    if probe.seconds is not None and probe.seconds > limits.SECONDS:
        return "too_long"
    if probe.picture and probe.picture.width * probe.picture.height > limits.FRAME_PIXELS:
        return "too_large"
    return ""


def is_cut_short(*, declared: float | None, measured: float) -> bool:
    """Whether far less could be decoded than the file declares (a copy that broke off)."""
    return declared is not None and declared - measured > max(2.0, declared * 0.1)


def longest(declared: float | None) -> float:
    """Seconds after which encoding stops: a little past what the file declares, and never past the limit."""
    return limits.SECONDS if declared is None else min(limits.SECONDS, declared * 1.1 + 30)


def verdict_on_length(*, declared: float | None, measured: float) -> str:
    """The refusal code for what could be decoded, or an empty text: nothing at all, far less or far more than declared."""
    if measured <= 0:
        return "unreadable_media"
    if is_cut_short(declared=declared, measured=measured):
        return "cut_short"
    if declared is not None and measured >= longest(declared) - 1:
        return "wrong_length" if declared < limits.SECONDS - 60 else ""
    return ""


def _is_cover(stream: dict[str, Any]) -> bool:
    disposition = stream.get("disposition", {})
    return bool(disposition.get("attached_pic") or disposition.get("timed_thumbnails"))


def _preferred(sounds: list[dict[str, Any]]) -> int | None:
    """The stream marked as default, or else the first."""
    ordered = sorted(sounds, key=lambda s: not s.get("disposition", {}).get("default"))
    return int(ordered[0]["index"]) if ordered else None


def _picture(stream: dict[str, Any]) -> Picture:
    width, height = int(stream["width"]), int(stream["height"])
    aspect = _ratio(stream.get("sample_aspect_ratio"))
    if aspect and Fraction(1, 8) < aspect < 8:
        width = max(1, round(width * aspect))
    if _quarter_turned(stream):
        width, height = height, width
    transfer = str(stream.get("color_transfer", ""))
    return Picture(
        index=int(stream["index"]),
        width=width,
        height=height,
        fps=_ratio(stream.get("avg_frame_rate")) or _ratio(stream.get("r_frame_rate")) or Fraction(25),
        hdr=transfer if transfer in HDR_TRANSFERS else "",
        interlaced=stream.get("field_order") in _INTERLACED,
        seconds=_number(stream.get("duration")) or _clock(stream.get("tags", {}).get("DURATION")),
    )


def _quarter_turned(stream: dict[str, Any]) -> bool:
    turns = [side.get("rotation") for side in stream.get("side_data_list", [])]
    turns.append(stream.get("tags", {}).get("rotate"))
    return any(round(turn) % 180 == 90 for turn in map(_number, turns) if turn)


def _clock(value: object) -> float | None:
    """`00:00:03.120000000`, as Matroska writes a length; None for anything else."""
    parts = [_number(part) for part in str(value).split(":")]
    if len(parts) != 3 or None in parts:
        return None
    return sum((part or 0) * scale for part, scale in zip(parts, (3600, 60, 1), strict=True))


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _ratio(value: object) -> Fraction | None:
    """`30000/1001` or `4:3` as a fraction; None for missing, zero or endless ones."""
    try:
        ratio = Fraction(str(value).replace(":", "/"))
    except (ValueError, ZeroDivisionError):
        return None
    return ratio if ratio > 0 else None
