"""Running ffmpeg and ffprobe on a stranger's file: no network, little memory, low priority, and never for ever."""

import errno
import functools
import os
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from media.rules.limits import GIB

#: Seconds without a sign of life after which a converter is taken for frozen.
STALL_SECONDS: Final = 45
_NO_SPACE: Final = os.strerror(errno.ENOSPC)
_ROOM_BYTES: Final = 256 * 1024  # less than this is a full disk
_MEMORY_BYTES: Final = 6 * GIB
_FILE_BYTES: Final = 8 * GIB
_PROCESSES: Final = 512  # threads count too; an encoder with six outputs has about a hundred
_PROCESSOR_SECONDS: Final = 24 * 60 * 60


class Failed(Exception):
    """The program gave up on the file. `str()` holds the end of what it said; `code` is how it left."""

    def __init__(self, said: str, code: int = 1) -> None:
        super().__init__(said)
        self.code = code


class NoSpace(OSError):
    """The disk of the work folder is full: the machine's fault, not the file's."""


class OutOfTime(Exception):
    """The program froze or took too long and was ended. Trying again may help."""


@functools.cache
def _bars() -> tuple[str, ...]:
    """The commands put before the program. Each is used where this machine allows it."""
    bars: list[str] = ["nice", "-n", "10"]
    if shutil.which("prlimit"):
        bars += ["prlimit", f"--as={_MEMORY_BYTES}", f"--fsize={_FILE_BYTES}", "--nofile=256", "--core=0"]
        bars += [f"--cpu={_PROCESSOR_SECONDS}", f"--nproc={_PROCESSES}", "--"]
    for bar in (["unshare", "--net", "--"], ["unshare", "--user", "--net", "--"]):
        if shutil.which("unshare") and subprocess.run([*bar, "true"], capture_output=True, check=False).returncode == 0:  # noqa: S603
            bars += bar
            break
    if shutil.which("setpriv"):  # ends the program when the worker above it is killed
        bars += ["setpriv", "--pdeathsig", "KILL", "--"]
    return tuple(bars)


def run(arguments: Sequence[str], *, folder: Path, seconds: float, heard: Callable[[str], None] | None = None) -> str:
    """Run a program caged in `folder` and return what it wrote to standard output.

    `seconds` is the most it may take. `heard` receives each line as it comes; with it, silence for `STALL_SECONDS` ends
    the program too. Raises `Failed` when it exits with an error, `OutOfTime` when it had to be ended.
    """
    complaints = folder / "complaints.txt"
    with complaints.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - the program is ours, the file names are generated
            [*_bars(), *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "SVT_LOG": "1"},
            start_new_session=True,
        )
        try:
            said = _listen(process, seconds, heard)
        finally:
            _end(process)
    complaint = complaints.read_text(errors="replace")[-2000:].strip()
    # ffmpeg may leave content although its bytes did not fit, and on a full disk not even the complaint is written down.
    if _NO_SPACE in complaint or shutil.disk_usage(folder).free < _ROOM_BYTES:
        raise NoSpace(errno.ENOSPC, _NO_SPACE)
    if process.returncode:
        raise Failed(complaint or f"exit {process.returncode}", process.returncode)
    return said


def complaints_in(folder: Path) -> str:
    """What the last program in `folder` complained about although it finished; empty when it was content."""
    path = folder / "complaints.txt"
    return path.read_text(errors="replace")[-4000:].strip() if path.exists() else ""


def _listen(process: "subprocess.Popen[bytes]", seconds: float, heard: Callable[[str], None] | None) -> str:
    """Collect the output until the program ends or its time is over."""
    assert process.stdout is not None
    stream, said, started, last = process.stdout, bytearray(), time.monotonic(), time.monotonic()
    told = 0
    while True:
        now = time.monotonic()
        if now - started > seconds or (heard and now - last > STALL_SECONDS):
            raise OutOfTime(f"ended after {now - started:.0f} s")
        if not select.select([stream], [], [], 1.0)[0]:
            continue
        piece = os.read(stream.fileno(), 65536)
        if not piece:
            break
        last = now
        said += piece
        while heard and (end := said.find(b"\n", told)) >= 0:
            heard(said[told:end].decode(errors="replace"))
            told = end + 1
    process.wait(timeout=10)
    return said.decode(errors="replace")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End whatever is left of the program and those it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stdout:
        process.stdout.close()
