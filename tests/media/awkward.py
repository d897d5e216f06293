"""Recordings as phones, cameras and strangers make them, each awkward in one way, made on the spot by ffmpeg.

Every picture is a compass: red, green, blue and white in its corners as a person should see them, so that whatever was
turned, mirrored or stretched shows in the pixels. A flash of the whole picture and a beep at `FLASH` show whether sound and
picture keep together.
"""

import struct
import subprocess
from pathlib import Path
from typing import Final

FLASH: Final = 1.0  # second of the flash and of the beep
SECONDS: Final = 2.0
HOURS: Final = 3
LATE: Final = 9000  # second
_CORNERS: Final = ("red", "lime", "blue", "white")
_BEEP: Final = f"aevalsrc='0.5*sin(2*PI*880*t)*between(t,{FLASH},{FLASH}+0.4)':s=48000:d={SECONDS}"


def compass(size: str = "320x240", fps: str = "25", seconds: float = SECONDS) -> str:
    """The picture as a source for ffmpeg's lavfi."""
    boxes = ",".join(
        f"drawbox=x={x}:y={y}:w=iw/2:h=ih/2:color={colour}:t=fill"
        for colour, (x, y) in zip(_CORNERS, (("0", "0"), ("iw/2", "0"), ("0", "ih/2"), ("iw/2", "ih/2")), strict=True)
    )
    flash = f"drawbox=x=0:y=0:w=iw:h=ih:color=white:t=fill:enable='between(t,{FLASH - 0.001},{FLASH + 0.399})'"
    return f"color=black:s={size}:r={fps}:d={seconds},{boxes},{flash}"


def film(
    path: Path,
    *options: str,
    size: str = "320x240",
    fps: str = "25",
    seconds: float = SECONDS,
    sound: bool = True,
    filters: str = "",
) -> Path:
    """A compass with its beep; `filters` change the picture, `options` the encoding."""
    picture = compass(size, fps, seconds) + (f",{filters}" if filters else "")
    inputs = ["-f", "lavfi", "-i", picture, *(["-f", "lavfi", "-i", _BEEP] if sound else [])]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-t", str(seconds)]
    return run(inputs, [*coding, *options], path)


def run(inputs: list[str], options: list[str], path: Path) -> Path:
    """One call of ffmpeg."""
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *inputs, *options, str(path)], check=True)
    return path


def copied(source: Path, path: Path, *options: str, before: tuple[str, ...] = ()) -> Path:
    """The same streams in another wrapping."""
    return run([*before, "-i", str(source)], ["-c", "copy", *options], path)


def turned(path: Path, degrees: int) -> Path:
    """Filmed with the phone held another way: the pixels lie on their side, a note says how to hold them."""
    turns = {90: "transpose=1", 180: "hflip,vflip", 270: "transpose=2"}
    lying = film(path.with_name(f"lying-{path.name}"), filters=turns[degrees])
    return copied(lying, path, "-metadata:s:v:0", f"rotate={degrees}")


def wandering(path: Path) -> Path:
    """A rate that wanders between 12 and 50 pictures a second, as phones film in poor light."""
    keep = "select='lt(mod(n,20),10)+not(mod(n,4))'"
    return film(path, "-vsync", "vfr", fps="50", filters=keep)


def late_sound(path: Path, seconds: float = 0.7) -> Path:
    """The sound's first sample comes after the first picture, but each is heard at its right moment."""
    whole = film(path.with_name(f"whole-{path.name}"))
    late = ["-ss", str(seconds), "-itsoffset", str(seconds), "-i", str(whole)]
    return run(["-i", str(whole), *late], ["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac"], path)


def late_picture(path: Path, seconds: float = 0.6) -> Path:
    """The first picture comes after the sound has begun."""
    whole = film(path.with_name(f"whole-{path.name}"))
    cut = ["-vf", f"trim=start={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-copyts"]
    return run(["-i", str(whole)], cut, path)


def short_picture(path: Path) -> Path:
    """A screen recording whose picture ends long before its sound: the last picture goes on."""
    picture = ["-f", "lavfi", "-i", compass(seconds=3.0)]
    return run(
        [*picture, "-f", "lavfi", "-i", "sine=frequency=440:duration=9"], ["-preset", "ultrafast", "-pix_fmt", "yuv420p"], path
    )


def interlaced(path: Path) -> Path:
    """Two half pictures of a box that moves fast, woven into each frame, as old cameras and television do."""
    moving = "color=black:s=320x240:r=50:d=2[b];color=white:s=60x240:r=50:d=2[w];[b][w]overlay=x='mod(n*12,320)'"
    woven = f"{moving},tinterlace=interleave_top,fieldorder=tff,format=yuv420p"
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-flags", "+ilme+ildct", "-x264-params", "tff=1"]
    return run(["-f", "lavfi", "-i", woven], coding, path)


def wide_pixels(path: Path) -> Path:
    """Stored 240 wide, shown 320 wide."""
    return film(path, "-aspect", "4:3", size="240x240")


def bright(path: Path, transfer: str) -> Path:
    """High dynamic range in ten bits, as new phones film: `smpte2084` (PQ) or `arib-std-b67` (HLG)."""
    convert = f"zscale=t={transfer}:p=bt2020:m=bt2020nc:npl=203,format=yuv420p10le"
    marks = f"log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    filters = f"format=gbrp,setparams=colorspace=gbr:color_primaries=bt709:color_trc=bt709:range=pc,{convert}"
    return film(path, "-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", marks, "-tag:v", "hvc1", filters=filters)


def hevc(path: Path) -> Path:
    return film(path, "-c:v", "libx265", "-x265-params", "log-level=error", "-tag:v", "hvc1")


def leaping(path: Path) -> Path:
    """A camera's stream whose clock starts anew in the middle, as when recording was paused."""
    part = film(path.with_name("part.ts"), "-f", "mpegts").read_bytes()
    path.write_bytes(part + part)
    return path


def many_tracks(path: Path, tracks: int = 40) -> Path:
    """Forty sound tracks in one file."""
    maps = ["-map", "0:v", *["-map", "1:a"] * tracks]
    return run(
        ["-f", "lavfi", "-i", compass(seconds=1), "-f", "lavfi", "-i", _BEEP], [*maps, "-t", "1", "-preset", "ultrafast"], path
    )


def very_long(path: Path) -> Path:
    """Three hours, a picture a second, black until `LATE`; without sound, whose levelling alone would take minutes."""
    white = f"drawbox=x=0:y=0:w=iw:h=ih:color=white:t=fill:enable='gte(t,{LATE})'"
    picture = f"color=black:s=64x48:r=1:d={HOURS * 3600},{white}"
    return run(["-f", "lavfi", "-i", picture], ["-preset", "ultrafast", "-pix_fmt", "yuv420p"], path)


def thirty_days(path: Path) -> Path:
    """Three pictures, ten days apart: a few kilobytes that last for a month."""
    return _slowed(path, declared=30 * 24 * 60 * 60)


def hidden_days(path: Path) -> Path:
    """The same, but the header declares three seconds."""
    return _slowed(path, declared=3)


def _slowed(path: Path, *, declared: int) -> Path:
    """Three pictures a second apart whose clock is then set to tick once a second instead of 864,000 times."""
    film(path, "-video_track_timescale", "864000", "-use_editlist", "0", "-bf", "0", fps="1", seconds=3, sound=False)
    data = bytearray(path.read_bytes())
    clock = data.find(b"mdhd") + 16
    data[clock : clock + 8] = struct.pack(">II", 1, declared)
    for box, place in ((b"mvhd", 20), (b"tkhd", 24)):
        at = data.find(box) + place
        data[at : at + 4] = struct.pack(">I", declared * 1000)
    path.write_bytes(bytes(data))
    return path


def too_wide(path: Path) -> Path:
    """More pixels in one picture than any phone films."""
    return film(path, "-frames:v", "1", size="8000x2000", sound=False)


def cut(source: Path, path: Path, part: float) -> Path:
    """The first part of a file, as a copy that broke off."""
    whole = source.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    return path
