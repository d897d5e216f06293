"""Real files for the journeys, made on the spot."""

import secrets
import subprocess
from pathlib import Path


def picture(folder: Path, *, name: str = "stitch.png") -> Path:
    """A PNG of 640 x 480 with a pattern, another one each time: the library keeps equal files once."""
    return _made(folder / name, "-f", "lavfi", "-i", "testsrc2=size=640x480:rate=1", *_grain(), "-frames:v", "1")


def film(folder: Path, *, seconds: int = 3, name: str = "stitch.mp4", size: str = "640x360") -> Path:
    """A film with sound, as a phone records it."""
    return _made(
        folder / name, "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=25", "-f", "lavfi", "-i", "sine=frequency=440",
        *_grain(), "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt",
        "yuv420p", "-c:a", "aac", "-shortest",
    )  # fmt: skip


def text_called_film(folder: Path) -> Path:
    """A text that says it is a film."""
    path = folder / "notes.mp4"
    path.write_text("هذا نص وليس فيديو.\n" * 200, encoding="utf-8")
    return path


def _grain() -> list[str]:
    return ["-vf", f"noise=alls=8:all_seed={secrets.randbelow(10**6)}"]


def _made(path: Path, *arguments: str) -> Path:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, str(path)], check=True)
    return path
