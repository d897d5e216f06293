"""One ffmpeg run for the whole ladder: one decode, one loudness measurement, every size written at once.

ffmpeg-python only writes the command; `cage` runs it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ffmpeg  # type: ignore[import-untyped]

from media.pipeline import cage
from media.pipeline.probe import reader_options
from media.rules.ladder import Plan, Rung, VideoRendition
from media.rules.limits import FRAME_PIXELS, SECONDS

#: One file for streaming, for HLS, for a plain address and for taking offline: fragments, and their index at the front.
_FRAGMENTS: Final = "empty_moov+delay_moov+default_base_moof+global_sidx"
_CLEAN: Final = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact"}  # the place of filming is not published
_LOUDNESS: Final = {"i": -16, "tp": -1.5, "lra": 11}
_DESPERATE_SECONDS: Final = 8 * 60 * 60


@dataclass(frozen=True)
class Made:
    """A file that the run has written. `width` and `height` are 0 for sound."""

    path: Path
    kind: str
    codec: str
    width: int
    height: int


def encode(
    source: Path, plan: Plan, *, demuxer: str, folder: Path, seconds: float | None, done: Callable[[float], None]
) -> list[Made]:
    """Write every rendition of `plan` into `folder`. `done` hears the seconds encoded so far.

    Raises `cage.Failed` for a file that cannot be decoded, `cage.OutOfTime` for one that takes for ever.
    """
    patience = 120 + 20 * seconds if seconds else _DESPERATE_SECONDS

    def heard(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.strip().lstrip("-").isdigit():
            done(max(0, int(value)) / 1_000_000)

    cage.run(command(source, plan, demuxer=demuxer, folder=folder), folder=folder, seconds=patience, heard=heard)
    return made(plan, folder)


def made(plan: Plan, folder: Path) -> list[Made]:
    """The files a finished run of `plan` leaves in `folder`."""
    files = [Made(folder / v.name, "video", v.rung.codec, v.width, v.height) for v in plan.videos]
    if plan.sound is not None:
        files.append(Made(folder / plan.audio_name, "audio", "aac", 0, 0))
    return files


def command(source: Path, plan: Plan, *, demuxer: str, folder: Path) -> list[str]:
    """The ffmpeg command for a plan, every file name in it ours."""
    opened = ffmpeg.input(f"file:{source}", max_pixels=FRAME_PIXELS, **reader_options(demuxer))
    sounds = _sounds(opened, plan)
    outputs = []
    for picture, rendition in zip(_pictures(opened, plan), plan.videos, strict=True):
        streams = [picture, *([sounds.pop()] if sounds else [])]
        outputs.append(_video_output(streams, rendition, plan, folder))
    if sounds:
        options = {**_sound_options(plan), **_CLEAN, "movflags": _FRAGMENTS, "frag_duration": 4_000_000, "t": SECONDS}
        outputs.append(ffmpeg.output(sounds.pop(), f"file:{folder / plan.audio_name}", f="mp4", **options))
    run = ffmpeg.merge_outputs(*outputs).global_args("-nostdin", "-hide_banner", "-loglevel", "error", "-progress", "pipe:1")
    return list(ffmpeg.compile(run, overwrite_output=True))


def _video_output(streams: list[Any], rendition: VideoRendition, plan: Plan, folder: Path) -> Any:
    options = {**_codec_options(rendition.rung, plan), **_CLEAN, "movflags": f"frag_keyframe+{_FRAGMENTS}", "t": SECONDS}
    if len(streams) > 1:
        options |= _sound_options(plan)
    return ffmpeg.output(*streams, f"file:{folder / rendition.name}", f="mp4", **options)


def _codec_options(rung: Rung, plan: Plan) -> dict[str, Any]:
    every = plan.key_frames_every
    if rung.codec == "av1":
        return {"vcodec": "libsvtav1", "preset": rung.preset, "crf": rung.crf, "g": every}
    return {
        "vcodec": "libx264",
        "preset": rung.preset,
        "crf": rung.crf,
        "maxrate": f"{rung.ceiling_kbit}k",
        "bufsize": f"{rung.ceiling_kbit * 2}k",
        "g": every,
        "keyint_min": every,
        "sc_threshold": 0,
        "profile:v": "high" if rung.side > 240 else "main",
    }


def _sound_options(plan: Plan) -> dict[str, Any]:
    return {"acodec": "aac", "audio_bitrate": f"{plan.audio_kbit}k", "ac": 1, "ar": 48000}


def _sounds(opened: Any, plan: Plan) -> list[Any]:
    """One levelled copy of the sound for each output; none when there is no sound."""
    if plan.sound is None:
        return []
    level = opened[str(plan.sound)].filter("aresample", 48000, **{"async": 1}).filter("loudnorm", **_LOUDNESS)
    level = level.filter("aresample", 48000)
    return _copies(level, "asplit", len(plan.videos) + 1)


def _pictures(opened: Any, plan: Plan) -> list[Any]:
    """One stream of pictures for each rendition: upright, steady, 8 bits, square pixels."""
    if plan.picture is None or not plan.videos:
        return []
    stream, top = opened[str(plan.picture.index)], plan.videos[0]
    if plan.picture.interlaced:
        stream = stream.filter("yadif", deint="interlaced")
    stream = stream.filter("fps", fps=f"{plan.fps.numerator}/{plan.fps.denominator}")
    if plan.picture.hdr:
        stream = _to_standard_range(stream.filter("scale", top.width, top.height), plan.picture.hdr)
    else:
        stream = stream.filter("scale", top.width, top.height, flags="bicubic", out_range="tv")
    stream = stream.filter("format", "yuv420p").filter("setsar", 1)
    copies = _copies(stream, "split", len(plan.videos))
    return [
        copy
        if (v.width, v.height) == (top.width, top.height)
        else copy.filter("scale", v.width, v.height, flags="bicubic").filter("setsar", 1)
        for copy, v in zip(copies, plan.videos, strict=True)
    ]


def _to_standard_range(stream: Any, transfer: str) -> Any:
    """Bright colours of a new phone, brought to what every screen shows."""
    stream = stream.filter("zscale", tin=transfer, pin="bt2020", min="bt2020nc", t="linear", npl=100)
    stream = stream.filter("format", "gbrpf32le").filter("zscale", p="bt709")
    stream = stream.filter("tonemap", "hable", desat=0)
    return stream.filter("zscale", t="bt709", m="bt709", r="tv")


def _copies(stream: Any, name: str, count: int) -> list[Any]:
    if count == 1:
        return [stream]
    split = stream.filter_multi_output(name, count)
    return [split[number] for number in range(count)]
