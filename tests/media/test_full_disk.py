"""A disk that is really full: it is the machine's fault, never the file's, and with room everything is made."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from tests.media import papers
from tests.media.clips import clip

ROOT = Path(__file__).resolve().parents[2]
#: Mounting needs no rights in a namespace of one's own; as root a namespace of mounts alone does, where users may make none.
OWN = (["unshare", "--user", "--map-root-user", "--mount", "--"], ["unshare", "--mount", "--"])


def namespace() -> list[str]:
    for words in OWN:
        if subprocess.run([*words, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False).returncode == 0:
            return words
    raise AssertionError("this machine lets nobody mount a disk of his own: kernel.unprivileged_userns_clone is off")


def test_films_pictures_and_documents_wait_for_room(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (700, 900, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.png")
    film = clip(tmp_path / "a.mp4", size="320x240", seconds=1)
    paper = papers.paper(tmp_path / "a.pdf")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [
        *namespace(),
        sys.executable,
        "-m",
        "tests.media.full_disk",
        str(disk),
        str(film),
        str(tmp_path / "a.png"),
        str(paper),
    ]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    said = json.loads(ran.stdout)
    full = f"NoSpace {errno.ENOSPC}"
    assert {suffix: ends[0] for suffix, ends in said.items()} == {".mp4": full, ".png": full, ".pdf": full}
    assert all(ends[1].endswith(" files") for ends in said.values()), said
