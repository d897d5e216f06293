"""Small recordings made on the spot by ffmpeg, each with one awkward property."""

import subprocess
from pathlib import Path

_SOUND = ["-f", "lavfi", "-i", "sine=frequency=440"]


def clip(
    path: Path, *, size: str = "640x480", seconds: float = 2, fps: str = "25", sound: bool = True, extra: tuple[str, ...] = ()
) -> Path:
    """A moving test picture with a tone."""
    picture = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate={fps}"]
    return _run([*picture, *(_SOUND if sound else [])], ["-t", str(seconds), "-preset", "ultrafast", *extra], path)


def tone(path: Path, *, seconds: float = 2) -> Path:
    """Sound alone."""
    return _run(_SOUND, ["-t", str(seconds)], path)


def _run(inputs: list[str], options: list[str], path: Path) -> Path:
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", *inputs, *options, str(path)], check=True)
    return path
