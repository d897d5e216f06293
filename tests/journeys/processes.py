"""The processes of a running site, found in /proc, and killing one as a power cut does."""

import itertools
import os
import signal
import time
from pathlib import Path


def web_of(port: int) -> int | None:
    """The process id of the web process on a port."""
    return next((pid for pid, words in _processes() if "daphne" in words and _follows(words, "-p", str(port))), None)


def worker_of(port: int) -> int | None:
    """The process id of the worker that the same ``bin/run`` keeps."""
    web = web_of(port)
    keeper = _parent(web) if web else None
    found = (pid for pid, words in _processes() if words[-2:] == ["manage.py", "work"] and _parent(pid) == keeper)
    return next(found, None)


def kill(pid: int) -> None:
    """Kill without a last word, and wait until the process is gone."""
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists() and _state(pid) != "Z":
        time.sleep(0.01)


def _processes() -> list[tuple[int, list[str]]]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")[:-1]
        except OSError:
            continue
        found.append((int(folder.name), words))
    return found


def _follows(words: list[str], option: str, value: str) -> bool:
    return any(pair == (option, value) for pair in itertools.pairwise(words))


def _fields(pid: int) -> list[str]:
    """What comes after the name in ``/proc/<pid>/stat``: state, parent, …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["Z", "0"]


def _state(pid: int) -> str:
    return _fields(pid)[0]


def _parent(pid: int) -> int:
    return int(_fields(pid)[1])
