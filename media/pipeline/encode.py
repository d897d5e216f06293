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
from media.rules.ladder import SOUND, Plan, Rung, SoundRendition, VideoRendition
from media.rules.limits import FRAME_PIXELS

#: One file for streaming, for HLS, for a plain address and for taking offline: fragments, and their index at the front.
_FRAGMENTS: Final = "empty_moov+delay_moov+default_base_moof+global_sidx"
_CLEAN: Final = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact"}  # the place of filming is not published
_LOUDNESS: Final = {"i": -16, "tp": -1.5, "lra": 11}
_DESPERATE_SECONDS: Final = 8 * 60 * 60
#: Streams whose clock may start anew: a leap of more than a second is a pause in the recording, not a gap.
_LEAPING: Final = {"mpegts", "mpeg"}
#: Bare samples for the drawn wave: eight thousand bytes a second, gone after `wave` has read them.
SAMPLES: Final = "samples.raw"
SAMPLE_RATE: Final = 4000


@dataclass(frozen=True)
class Made:
    """A file that the run has written. `width` and `height` are 0 for sound."""

    path: Path
    kind: str
    codec: str
    width: int
    height: int


def encode(source: Path, plan: Plan, *, demuxer: str, folder: Path, done: Callable[[float], None]) -> list[Made]:
    """Write every rendition of `plan` into `folder`. `done` hears the seconds encoded so far and may raise to stop.

    Raises `cage.Failed` for a file that cannot be decoded, `cage.OutOfTime` for one that takes for ever.
    """

    def heard(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.strip().lstrip("-").isdigit():
            done(max(0, int(value)) / 1_000_000)

    patience = min(_DESPERATE_SECONDS, 120 + 20 * plan.seconds)
    cage.run(command(source, plan, demuxer=demuxer, folder=folder), folder=folder, seconds=patience, heard=heard)
    return made(plan, folder)


def made(plan: Plan, folder: Path) -> list[Made]:
    """The files a finished run of `plan` leaves in `folder`."""
    files = [Made(folder / v.name, "video", v.rung.codec, v.width, v.height) for v in plan.videos]
    return files + [Made(folder / sound.name, "audio", sound.codec, 0, 0) for sound in plan.sounds]


def command(source: Path, plan: Plan, *, demuxer: str, folder: Path) -> list[str]:
    """The ffmpeg command for a plan, every file name in it ours."""
    # Reading stops in time, and so does each filter: a picture far away in time would be repeated until then.
    options = {"t": plan.seconds} | ({"dts_delta_threshold": 1} if demuxer in _LEAPING else {})
    opened = ffmpeg.input(f"file:{source}", max_pixels=FRAME_PIXELS, **options, **reader_options(demuxer))
    sounds = _sounds(opened, plan)
    outputs = []
    for picture, rendition in zip(_pictures(opened, plan), plan.videos, strict=True):
        streams = [picture, *([sounds.pop()] if sounds else [])]
        outputs.append(_video_output(streams, rendition, plan, folder))
    for sound in plan.sounds:
        outputs.append(_sound_output(sounds.pop(), sound, plan, folder))
    if sounds:
        bare = {"ac": 1, "ar": SAMPLE_RATE, "acodec": "pcm_s16le"}
        outputs.append(ffmpeg.output(sounds.pop(), f"file:{folder / SAMPLES}", f="s16le", **bare))
    run = ffmpeg.merge_outputs(*outputs).global_args("-nostdin", "-hide_banner", "-loglevel", "error", "-progress", "pipe:1")
    return list(ffmpeg.compile(run, overwrite_output=True))


def _video_output(streams: list[Any], rendition: VideoRendition, plan: Plan, folder: Path) -> Any:
    options = {**_codec_options(rendition.rung, plan), **_CLEAN, "movflags": f"frag_keyframe+{_FRAGMENTS}"}
    if len(streams) > 1:
        options |= _sound_options(SOUND)
    return ffmpeg.output(*streams, f"file:{folder / rendition.name}", f="mp4", **options)


def _codec_options(rung: Rung, plan: Plan) -> dict[str, Any]:
    every = plan.key_frames_every
    capped = {"crf": rung.crf, "maxrate": f"{rung.ceiling_kbit}k", "bufsize": f"{rung.ceiling_kbit * 2}k"}
    if rung.codec == "av1":
        return {"vcodec": "libsvtav1", "preset": rung.preset, "g": every, **capped}
    return {
        "vcodec": "libx264",
        "preset": rung.preset,
        **capped,
        "g": every,
        "keyint_min": every,
        "sc_threshold": 0,
        "profile:v": "high" if rung.side > 240 else "main",
    }


def _sound_output(stream: Any, sound: SoundRendition, plan: Plan, folder: Path) -> Any:
    options = {**_sound_options(sound), **_CLEAN, "movflags": _FRAGMENTS, "frag_duration": 4_000_000}
    return ffmpeg.output(stream, f"file:{folder / sound.name}", f="mp4", **options)


def _sound_options(sound: SoundRendition) -> dict[str, Any]:
    encoder = "libopus" if sound.codec == "opus" else "aac"
    return {"acodec": encoder, "audio_bitrate": f"{sound.kbit}k", "ac": 1, "ar": 48000}


def _sounds(opened: Any, plan: Plan) -> list[Any]:
    """One levelled copy of the sound for each output and one for the wave; none when there is no sound.

    Sound that begins late is preceded by silence, so that every output starts at nought.
    """
    if plan.sound is None:
        return []
    level = opened[str(plan.sound)].filter("aresample", 48000, **{"async": 1, "first_pts": 0}).filter("loudnorm", **_LOUDNESS)
    level = level.filter("aresample", 48000).filter("atrim", end=plan.seconds)
    return _copies(level, "asplit", len(plan.videos) + len(plan.sounds) + 1)


def _pictures(opened: Any, plan: Plan) -> list[Any]:
    """One stream of pictures for each rendition: upright, steady, 8 bits, square pixels, from nought to the sound's end."""
    if plan.picture is None or not plan.videos:
        return []
    stream, top = opened[str(plan.picture.index)], plan.videos[0]
    if plan.picture.interlaced:
        stream = stream.filter("yadif", deint="interlaced")
    stream = stream.filter("fps", fps=f"{plan.fps.numerator}/{plan.fps.denominator}", start_time=0)
    stream = stream.filter("trim", end=plan.seconds)
    if plan.hold:
        stream = stream.filter("tpad", stop_mode="clone", stop_duration=plan.hold)
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
    """Bright colours of a new phone, brought to what every screen shows: white paper (203 nits) stays nearly white."""
    stream = stream.filter("zscale", tin=transfer, pin="bt2020", min="bt2020nc", t="linear", npl=203)
    stream = stream.filter("format", "gbrpf32le").filter("zscale", p="bt709")
    stream = stream.filter("tonemap", "mobius", param=0.5, desat=0, peak=4)
    return stream.filter("zscale", t="bt709", m="bt709", r="tv")


def _copies(stream: Any, name: str, count: int) -> list[Any]:
    if count == 1:
        return [stream]
    split = stream.filter_multi_output(name, count)
    return [split[number] for number in range(count)]
