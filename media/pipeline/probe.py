"""Asking ffprobe what a local file holds."""

import json
from pathlib import Path

from media.pipeline import cage
from media.rules.limits import FRAME_PIXELS
from media.rules.probing import Probe, read_probe


def reader_options(demuxer: str) -> dict[str, str]:
    """How any of our programs may open a stranger's file: as a local file, by one reader, in frames of a sane size."""
    return {"protocol_whitelist": "file,pipe", "format_whitelist": demuxer}


def probe(source: Path, *, demuxer: str, folder: Path) -> Probe:
    """Probe `source` with the one reader its content calls for. Raises `cage.Failed` when it cannot be read."""
    options = [part for name, value in reader_options(demuxer).items() for part in (f"-{name}", value)]
    said = cage.run(
        [
            "ffprobe",
            "-v",
            "error",
            *options,
            "-max_pixels",
            str(FRAME_PIXELS * 4),
            "-of",
            "json",
            "-show_format",
            "-show_streams",
            f"file:{source}",
        ],
        folder=folder,
        seconds=60,
    )
    return read_probe(json.loads(said or "{}"))
