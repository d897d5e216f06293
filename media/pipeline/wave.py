"""The sound as a drawing: how loud each twentieth of a second is, one byte each. Captions are written on it."""

from pathlib import Path
from typing import Final

import numpy as np

from media.pipeline.encode import SAMPLE_RATE, SAMPLES
from media.rules.limits import WAVE_RATE

_EACH: Final = SAMPLE_RATE // WAVE_RATE
_AT_ONCE: Final = 60 * WAVE_RATE  # a minute in memory at a time


def draw(folder: Path) -> Path | None:
    """Write `wave.bin` from the run's bare samples; None when there was no sound. The samples are used up."""
    samples = folder / SAMPLES
    if not samples.exists():
        return None
    path = folder / "wave.bin"
    with samples.open("rb") as opened, path.open("wb") as drawn:
        while piece := opened.read(_AT_ONCE * _EACH * 2):
            drawn.write(_loudness(np.frombuffer(piece[: len(piece) // 2 * 2], dtype="<i2")))
    samples.unlink()
    return path


def _loudness(samples: "np.ndarray") -> bytes:
    """The highest point of each part; quiet speech is lifted so that it can be seen."""
    parts = np.zeros(-(-len(samples) // _EACH) * _EACH, dtype=np.int32)
    parts[: len(samples)] = np.abs(samples.astype(np.int32))
    highest = parts.reshape(-1, _EACH).max(axis=1) / 32768
    return bytes(np.minimum(255, np.sqrt(highest) * 255).astype(np.uint8))
