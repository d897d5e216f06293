"""Runs in a namespace of its own: converts files on a disk of a few kilobytes, and once more when there is room.

`python -m tests.media.full_disk DISK FILE…` mounts DISK itself, which needs no rights outside the namespace, and prints how each
conversion ended: the error's name and number, or the number of files made.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from media.pipeline.make import make

SMALL, LARGE = "64k", "64m"


def mounted(disk: str, size: str, *more: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join([*more, f"size={size}"]), "tmpfs", disk], check=True)


def ended(source: Path, disk: str) -> str:
    with tempfile.TemporaryDirectory(dir=disk) as folder:
        try:
            outcome = make(source, name=source.name, folder=Path(folder), progress=lambda percent: None)
        except OSError as fault:
            return f"{type(fault).__name__} {fault.errno}"
        except Exception as fault:  # noqa: BLE001 - whatever it is, the test wants to see its name
            return f"{type(fault).__name__} {fault}"
        return f"{len(outcome.files)} files"


def main(disk: str, *files: str) -> None:
    said: dict[str, list[str]] = {}
    for size, more in ((SMALL, []), (LARGE, ["remount"])):
        mounted(disk, size, *more)
        for file in files:
            said.setdefault(Path(file).suffix, []).append(ended(Path(file), disk))
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
