"""Running ffmpeg and ffprobe on a stranger's file: no network, little memory, low priority, and never for ever."""

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
STALL_SECONDS: Final = 60
_MEMORY_BYTES: Final = 6 * GIB
_FILE_BYTES: Final = 8 * GIB


class Failed(Exception):
    """The program gave up on the file. `str()` holds the end of what it said."""


class OutOfTime(Exception):
    """The program froze or took too long and was ended. Trying again may help."""


@functools.cache
def _bars() -> tuple[str, ...]:
    """The commands put before the program. Each is used where this machine allows it."""
    bars: list[str] = ["nice", "-n", "10"]
    if shutil.which("prlimit"):
        bars += ["prlimit", f"--as={_MEMORY_BYTES}", f"--fsize={_FILE_BYTES}", "--nofile=256", "--core=0", "--"]
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
    if process.returncode:
        raise Failed(complaints.read_text(errors="replace")[-2000:].strip() or f"exit {process.returncode}")
    return said


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
