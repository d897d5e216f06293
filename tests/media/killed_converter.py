"""Kills and freezes converters at seeded instants, lets another take over, and looks at what came of each job.

`python -m tests.media.killed_converter SEED TIMES` with `DATABASE_URL` naming a migrated file that may be written and `WORK` an
empty folder. Each worker is a fork that delivers the outbox as `manage.py work` does; only the lease is shorter, so that the test
need not wait for it. Prints one JSON object.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from lms.audit.models import AuditEntry  # noqa: E402
from lms.outbox import actions as outbox  # noqa: E402
from lms.outbox import rules  # noqa: E402
from lms.outbox.management.commands import work as command  # noqa: E402
from lms.outbox.models import Delivery  # noqa: E402
from media.actions.assets import take_in  # noqa: E402
from media.models import Asset  # noqa: E402
from tests.media.clips import clip, tone  # noqa: E402

LEASE, HEARTBEAT = timedelta(seconds=1.2), 0.3
PATIENCE = 60


def set_up(work: Path) -> None:
    """Storage and scratch of our own, and a short lease in the same proportion to its heartbeat."""
    settings.INCOMING_DIR = work / "incoming"
    disk = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": disk, "OPTIONS": {"location": str(work / "uploads")}}}
    command.PAUSE_SECONDS = 0.05  # type: ignore[assignment]
    rules.LEASE, rules.HEARTBEAT_SECONDS = LEASE, HEARTBEAT  # type: ignore[misc]


def worker(name: str) -> int:
    """Start a worker of its own process; its process number."""
    connection.close()
    if child := os.fork():
        return child
    os.setsid()
    command.run_lane("heavy", name, threading.Event())
    os._exit(0)


def freeze(process: int) -> None:
    """Stop a process between its writes: one that stops with SQLite's only lock in its hand stops every writer there is."""
    while True:
        os.kill(process, signal.SIGSTOP)
        os.waitid(os.P_PID, process, os.WSTOPPED | os.WNOWAIT)
        if may_write():
            return
        os.kill(process, signal.SIGCONT)


def may_write() -> bool:
    """Whether the database's write lock is free."""
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=0, isolation_level=None)) as file:
        try:
            file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        file.execute("ROLLBACK")
        return True


def one(number: int, *, sources: list[bytes], work: Path, dice: random.Random, usual: list[float]) -> dict[str, Any]:
    """One job, one worker killed or frozen at an instant of it, and another that takes over. Every fifth is a film."""
    frozen, kind = bool(number % 2), int(number % 5 == 0)
    path = work / f"{number}.mkv"
    path.write_bytes(sources[kind] + b"\xec\x82" + number.to_bytes(2, "big"))  # an empty element at the end: other bytes
    asset = take_in(path=path, name=f"{number}.mkv", by=None)
    first = worker(f"first-{number}")
    time.sleep(dice.uniform(0.02, usual[kind]))
    freeze(first) if frozen else os.kill(first, signal.SIGKILL)
    hurt = time.monotonic()
    second = worker(f"second-{number}")
    deadline = time.monotonic() + PATIENCE
    while Delivery.objects.filter(delivered_at=None, lane="heavy").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    taken = time.monotonic() - hurt
    if frozen:  # it wakes up and goes on where it was: nothing of that may count
        os.kill(first, signal.SIGCONT)
        time.sleep(0.4)
    for process in (first, second):
        if frozen or process == second:
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    asset.refresh_from_db()
    return {"state": asset.state, "seconds": round(taken, 2), "finished": finished(asset), "whole": whole(asset)}


def finished(asset: Asset) -> int:
    """How often the books say that this asset was converted."""
    return AuditEntry.objects.filter(verb="asset.converted", target_id=str(asset.pk)).count()


def whole(asset: Asset) -> bool:
    """Whether each rendition is there once, with the bytes its row says."""
    made = list(asset.renditions.all())
    names = [rendition.name for rendition in made]
    return bool(made) and len(names) == len(set(names)) and all(Path(r.file.path).stat().st_size == r.bytes for r in made)


def undisturbed(file: Path) -> float:
    """How many seconds a conversion takes when nobody dies."""
    asset = take_in(path=file, name=file.name, by=None)
    begun = time.monotonic()
    outbox.deliver_all()
    assert Asset.objects.get(pk=asset.pk).state == "ready"
    return round(time.monotonic() - begun, 2)


def main(seed: int, times: int) -> None:
    work = Path(os.environ["WORK"])
    set_up(work)
    Delivery.objects.all().delete()
    dice = random.Random(seed)
    files = [tone(work / "sound.mkv", seconds=1), clip(work / "film.mkv", size="64x64", seconds=1)]
    sources, usual = [file.read_bytes() for file in files], [undisturbed(file) for file in files]
    found = [one(number, sources=sources, work=work, dice=dice, usual=usual) for number in range(times)]
    left = [str(path) for path in (work / "uploads").rglob("*") if path.is_file() and path.stat().st_size == 0]
    sys.stdout.write(json.dumps({"usual": usual, "jobs": found, "empty_files": left}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
