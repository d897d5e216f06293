"""Fifty candidates save while processes die and freeze at thirty seeded instants; then every phone's journal is audited.

    bin/services .venv/bin/python -m tests.bench.exam_faults      (PostgreSQL: its backends are killed and frozen as well)
    .venv/bin/python -m tests.bench.exam_faults                   (SQLite)

A phone keeps an answer until it is acknowledged, as ``frontend/facts/outbox.ts`` does, and sends it again after every
failure. What was acknowledged must be a fact in the database afterwards, each once, and the newest of each place must be the
value that counts.
"""

import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench import exam_burst
from tests.bench.exam_burst import CSRF, HELD, OUTCOME, ROOT, Phone, answer_of, children_of, read_reply

CANDIDATES, INSTANTS, SEED = 50, 30, 266
FROZEN = (0.5, 2.0)  # seconds
BETWEEN = (0.1, 1.6)
PATIENCE = 60


@dataclass
class Web:
    """The server on one port, started again when it was killed."""

    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """As systemd would."""
        command = [sys.executable, "-m", "uvicorn", "lms.asgi:application", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", "2", "--backlog", "2048", "--lifespan", "off", "--no-access-log", "--log-level", "critical"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, **quiet)  # type: ignore[call-overload]

    def pids(self) -> list[int]:
        """The keeper and its workers."""
        assert self.process is not None
        return [self.process.pid, *children_of(self.process.pid)]

    def signal(self, number: int) -> None:
        """To every process of the server."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


@dataclass
class Journal:
    """What a phone knows: its counter, and every answer that was acknowledged."""

    phone: Phone
    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    failures: int = 0


def postgres() -> list[int]:
    """The processes of the private PostgreSQL, its keeper first; none on SQLite."""
    port = urlsplit(os.environ["DATABASE_URL"]).port
    if not port:
        return []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"postgres" in words[0] and str(port).encode() in words:
                return [int(folder.name), *children_of(int(folder.name))]
    return []


async def candidate(port: int, journal: Journal, until: asyncio.Event) -> None:
    """Answer place after place; each answer is sent until it is acknowledged."""
    place = 0
    while not until.is_set():
        place = place % HELD + 1
        path, body = answer_of(journal.phone, place)
        while not await acknowledged(port, path, body, journal.phone.session):
            journal.failures += 1
            await asyncio.sleep(0.2)
        journal.acknowledged.append(json.loads(body) | {"place": place})
        await asyncio.sleep(0.05)


async def acknowledged(port: int, path: str, body: bytes, session: str) -> bool:
    """One try over a connection of its own; anything but a 200 within ten seconds is none."""
    head = (
        f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={session}; csrftoken={CSRF}\r\nX-CSRFToken: {CSRF}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    writer = None
    try:
        async with asyncio.timeout(10):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(head.encode() + body)
            return await read_reply(reader) == 200
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False
    finally:
        if writer:
            writer.close()


async def at_work(journals: list[Journal]) -> None:
    """Until the candidates are being answered again: a fault that meets a dead server tries nothing."""
    before = sum(len(journal.acknowledged) for journal in journals)
    deadline = time.monotonic() + PATIENCE
    while sum(len(journal.acknowledged) for journal in journals) < before + CANDIDATES and time.monotonic() < deadline:
        await asyncio.sleep(0.1)


async def disturb(web: Web, journals: list[Journal], done: asyncio.Event) -> list[str]:
    """So many instants, each another fault."""
    dice, happened = random.Random(SEED), []
    for _instant in range(int(os.environ.get("BENCH_INSTANTS", INSTANTS))):
        await at_work(journals)
        await asyncio.sleep(dice.uniform(*BETWEEN))
        database = postgres()
        fault = dice.choice(["kill web", "freeze web", "kill worker"] + (["freeze database", "kill backend"] if database else []))
        happened.append(fault)
        if fault == "kill web":
            web.signal(signal.SIGKILL)
            web.start()
        elif fault == "kill worker":
            with contextlib.suppress(ProcessLookupError):
                os.kill(dice.choice(web.pids()[1:] or web.pids()), signal.SIGKILL)
            if web.process and web.process.poll() is not None:
                web.start()
        elif fault == "freeze web":
            web.signal(signal.SIGSTOP)
            await asyncio.sleep(dice.uniform(*FROZEN))
            web.signal(signal.SIGCONT)
        else:
            chosen = database if fault == "freeze database" else [dice.choice(database[1:] or database)]
            await _database(chosen, fault, dice.uniform(*FROZEN))
    done.set()
    return happened


async def _database(pids: list[int], fault: str, seconds: float) -> None:
    first, last = (signal.SIGSTOP, signal.SIGCONT) if fault == "freeze database" else (signal.SIGTERM, None)
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, first)
    if last:
        await asyncio.sleep(seconds)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, last)


async def run(web: Web, journals: list[Journal]) -> list[str]:
    """Candidates and faults side by side; afterwards everybody finishes their answer."""
    done = asyncio.Event()
    working = [asyncio.create_task(candidate(web.port, journal, done)) for journal in journals]
    happened = await disturb(web, journals, done)
    await asyncio.wait_for(asyncio.gather(*working), 180)
    return happened


def audit(journals: list[Journal]) -> dict[str, int]:
    """Acknowledged answers that are no fact, facts that are there twice, places whose value is not the newest acknowledged."""
    from assessments.models import Answer, AnswerFact

    lost = wrong = 0
    for journal in journals:
        facts = list(AnswerFact.objects.filter(attempt__uuid=journal.phone.attempt).values_list("uuid", flat=True))
        known = {str(one) for one in facts}
        lost += sum(note["uuid"] not in known for note in journal.acknowledged)
        wrong += len(facts) - len(known)
        newest = {note["place"]: note for note in journal.acknowledged}
        for answer in Answer.objects.filter(attempt__uuid=journal.phone.attempt, position__in=newest):
            wrong += answer.sequence < newest[answer.position]["sequence"]
    return {"acknowledged": sum(len(journal.acknowledged) for journal in journals), "lost": lost, "wrong": wrong}


def main() -> int:
    """Measure, print, write ``var/bench/exam_faults_<engine>.json``; 1 when anything was lost."""
    import django

    exam_burst.PHONES = CANDIDATES
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.bench.hall_settings", "WARSHA_VAR": folder}
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        journals, engine = [Journal(phone) for phone in exam_burst.prepare()], connection.vendor
        connection.close()
        if engine == "postgresql":
            connection.close_pool()  # our own connection is not among those that are killed
        web, begun = Web(exam_burst.free_port()), time.perf_counter()
        web.start()
        try:
            happened = asyncio.run(run(web, journals))
        finally:
            web.signal(signal.SIGCONT)
            web.signal(signal.SIGKILL)
        found = audit(journals) | {"engine": engine, "seconds": round(time.perf_counter() - begun, 1)}
        connection.close()
    found |= {"retries": sum(one.failures for one in journals), "faults": {one: happened.count(one) for one in set(happened)}}
    OUTCOME.mkdir(parents=True, exist_ok=True)
    (OUTCOME / f"exam_faults_{engine}.json").write_text(json.dumps(found, indent=1))
    sys.stdout.write(f"Faults in an examination on {engine}: {json.dumps(found)}\n")
    return int(bool(found["lost"] or found["wrong"]))


if __name__ == "__main__":
    sys.exit(main())
