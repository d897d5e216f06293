"""An examination hall: 500 phones save at once, and then all hand in. Beside it a bare view that inserts one row, the limit.

A server as production runs it (uvicorn, two processes) and the phones share the machine; each phone holds one connection and
sends its next answer as soon as the last one was acknowledged. CPU is that of the server's processes, the database's not
counted on PostgreSQL. ``DATABASE_URL`` chooses the engine: SQLite in a file of its own, or PostgreSQL (``bin/services``).

    .venv/bin/python -m tests.bench.exam_burst
    bin/services .venv/bin/python -m tests.bench.exam_burst
"""

import asyncio
import json
import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUTCOME = ROOT / "var/bench"
PHONES, EACH, HELD = 500, 8, 10
STORM_A_SECOND, STORM_SECONDS = 100, 60
CSRF = "f" * 32
PROCESSES = 2


@dataclass
class Phone:
    """One candidate's phone."""

    session: str
    attempt: str
    options: list[str]
    sequence: int = 0
    kept: dict[int, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """What a run came to. Times in milliseconds."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    def at(self, share: float) -> float:
        """The time that so many did not exceed."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]

    def as_json(self) -> dict[str, Any]:
        """Figures for the file."""
        return {
            "requests": len(self.times),
            "errors": self.errors,
            "a_second": round(len(self.times) / self.seconds, 1),
            "p50_ms": round(self.at(0.5), 1),
            "p95_ms": round(self.at(0.95), 1),
            "p99_ms": round(self.at(0.99), 1),
            "cpu_ms_each": round(1000 * self.cpu / max(1, len(self.times)), 2),
        }


def run_apart() -> None:
    """On SQLite here, then on PostgreSQL beside private servers; each in a process of its own."""
    alone = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    for command in ([sys.executable], ["bin/services", sys.executable]):
        subprocess.run([*command, "-m", "tests.bench.exam_burst"], check=True, cwd=ROOT, env=alone)


def prepare() -> list[Phone]:
    """A hall: a bank, a sitting, and a running paper and a session for every phone."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from assessments.models import Answer, Attempt, Blueprint, ExamSitting, Paper, PaperItem, Question, QuestionVersion
    from courses.models import Trade
    from lms.people.models import Person, Site

    now = timezone.now()
    trade = Trade.objects.create(code="BEN", slug="bench", name_ar="ب", name_en="Bench")
    site = Site.objects.create(code="B", kind="centre", name_ar="ب", name_en="B", path="B/")
    people = Person.objects.bulk_create(Person(username=f"phone{number}", name="ب", password="!") for number in range(PHONES))
    letters = list("abcd")
    content, key = {"options": [{"id": one, "ar": one, "en": one} for one in letters]}, {"option": "a"}
    fields = {"type": "single_choice", "level": "L1", "unit": "U", "marks": 1, "stem": {"ar": "س" * 120}, "feedback": {}}
    versions = []
    for number in range(HELD):
        question = Question.objects.create(code=f"BEN-Q{number:02}", trade=trade)
        versions.append(QuestionVersion.objects.create(question=question, number=1, content=content, answer=key, **fields))
    blueprint = Blueprint.objects.create(
        trade=trade, level="L1", effective_from=now.date(), questions=HELD, minutes=25, from_levels=["L1"]
    )
    sitting = ExamSitting.objects.create(
        trade=trade, level="L1", site=site, starts_at=now, ends_at=now + timedelta(hours=3), start_code="1"
    )
    papers = Paper.objects.bulk_create(Paper(blueprint=blueprint, seed="") for _ in people)
    items = PaperItem.objects.bulk_create(
        PaperItem(paper=paper, position=place, version=version) for paper in papers for place, version in enumerate(versions, 1)
    )
    common = {"sitting": sitting, "kind": "official", "started_at": now, "deadline_at": now + timedelta(hours=2)}
    attempts = Attempt.objects.bulk_create(
        Attempt(person=person, paper=paper, total_marks=HELD, **common) for person, paper in zip(people, papers, strict=True)
    )
    Answer.objects.bulk_create(
        Answer(attempt=attempt, item=items[number * HELD + place - 1], position=place)
        for number, attempt in enumerate(attempts)
        for place in range(1, HELD + 1)
    )
    phones = []
    for person, attempt in zip(people, attempts, strict=True):
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.save()
        phones.append(Phone(store.session_key or "", str(attempt.uuid), letters))
    return phones


def statements(phone: Phone) -> int:
    """How many statements one save costs, signing in included; the beginning and end of its transaction are not counted."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"x-csrftoken": CSRF})
    client.cookies["sessionid"] = phone.session
    path, body = answer_of(phone, 1)
    with CaptureQueriesContext(connection) as asked:
        reply = client.put(path, body, "application/json")
    assert reply.status_code == 200, reply.content
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ")) for one in asked)


def answer_of(phone: Phone, place: int) -> tuple[str, bytes]:
    """The next answer of a phone for a place."""
    from django.utils import timezone

    phone.sequence += 1
    value = phone.options[phone.sequence % len(phone.options)]
    phone.kept[place] = value
    fact = {"uuid": str(uuid.uuid4()), "sequence": phone.sequence, "device_at": timezone.now().isoformat(), "value": value}
    return f"/api/v1/attempts/{phone.attempt}/answers/{place}", json.dumps(fact).encode()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(application: str) -> Iterator[tuple[int, list[int]]]:
    """A server on a free port: its port and its processes."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(PROCESSES), "--backlog", "2048", "--lifespan", "off", "--no-access-log", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        time.sleep(3)  # every worker has loaded
        yield port, [process.pid, *children_of(process.pid)]
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def children_of(pid: int) -> list[int]:
    """Processes below a process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found += [int(folder.name), *children_of(int(folder.name))]
    return found


def cpu_of(pids: list[int]) -> float:
    """Seconds of the processor that these processes have used."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


Asked = Callable[[int], Iterator[tuple[str, str, bytes, str]]]


async def one_phone(port: int, requests: Iterator[tuple[str, str, bytes, str]], outcome: Outcome) -> None:
    """One connection, one request after the other. An answer other than 200 is an error."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for method, path, body, cookies in requests:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\nX-CSRFToken: {CSRF}\r\n"
            f"Accept: application/json\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        begun = time.perf_counter()
        writer.write(head.encode() + body)
        try:
            status = await read_reply(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            status = 0
        outcome.times.append((time.perf_counter() - begun) * 1000)
        if status != 200:
            outcome.errors += 1
            if status == 0:
                return
    writer.close()


async def read_reply(reader: asyncio.StreamReader) -> int:
    """The status of one reply; its body is read and thrown away."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = next((int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1])


def measured(pids: list[int], work: Callable[[Outcome], Awaitable[None]]) -> Outcome:
    """Run the phones; CPU of the server meanwhile."""
    outcome, before, begun = Outcome(), cpu_of(pids), time.perf_counter()
    asyncio.run(work(outcome))  # type: ignore[arg-type]
    outcome.seconds, outcome.cpu = time.perf_counter() - begun, cpu_of(pids) - before
    return outcome


def burst(port: int, pids: list[int], phones: list[Phone]) -> Outcome:
    """Every phone saves ``EACH`` answers, all at once."""

    def requests(phone: Phone) -> Iterator[tuple[str, str, bytes, str]]:
        for turn in range(EACH):
            path, body = answer_of(phone, turn % HELD + 1)
            yield "PUT", path, body, f"sessionid={phone.session}; csrftoken={CSRF}"

    async def work(outcome: Outcome) -> None:
        await asyncio.gather(*(one_phone(port, requests(phone), outcome) for phone in phones))

    return measured(pids, work)


def storm(port: int, pids: list[int], phones: list[Phone], seconds: int) -> Outcome:
    """The deadline: ``STORM_A_SECOND`` papers are handed in each second. A phone's second press finds it handed in."""

    async def hand_in(number: int, outcome: Outcome) -> None:
        phone = phones[number % len(phones)]
        await asyncio.sleep(number / STORM_A_SECOND)
        cookies = f"sessionid={phone.session}; csrftoken={CSRF}"
        await one_phone(port, iter([("POST", f"/api/v1/attempts/{phone.attempt}/submit", b"", cookies)]), outcome)

    async def work(outcome: Outcome) -> None:
        await asyncio.gather(*(hand_in(number, outcome) for number in range(STORM_A_SECOND * seconds)))

    return measured(pids, work)


def bare(port: int, pids: list[int]) -> Outcome:
    """As many requests to the bare view."""

    def requests() -> Iterator[tuple[str, str, bytes, str]]:
        for _turn in range(EACH):
            yield "PUT", "/", secrets.token_hex(100).encode(), ""

    async def work(outcome: Outcome) -> None:
        await asyncio.gather(*(one_phone(port, requests(), outcome) for _phone in range(PHONES)))

    return measured(pids, work)


def lost(phones: list[Phone]) -> int:
    """Acknowledged answers that the database does not hold as the newest. Exact where no request failed."""
    from assessments.models import Answer

    answers = Answer.objects.filter(attempt__uuid__in=[phone.attempt for phone in phones])
    rows = answers.values_list("attempt__uuid", "position", "value")
    held = {(str(attempt), place): value for attempt, place, value in rows.iterator()}
    return sum(held[phone.attempt, place] != value for phone in phones for place, value in phone.kept.items())


def main() -> int:
    """Measure, print, write ``var/bench/exam_burst_<engine>.json``."""
    import django

    seconds = int(os.environ.get("BENCH_STORM_SECONDS", STORM_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.hall_settings"
        os.environ["WARSHA_VAR"] = folder
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        phones = prepare()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bare_rows (body text)")
        counted, engine = statements(phones[0]), connection.vendor
        connection.close()
        with served("tests.bench.bare_view:application") as (port, pids):
            limit = bare(port, pids)
        with served("lms.asgi:application") as (port, pids):
            saved = burst(port, pids, phones)
            missing = lost(phones)
            handed_in = storm(port, pids, phones, seconds)
            missing += lost(phones)
        from assessments.models import Attempt

        open_still = Attempt.objects.filter(submitted_at=None).count()
        connection.close()
    found = {
        "engine": engine,
        "phones": PHONES,
        "statements": counted,
        "save": saved.as_json(),
        "bare": limit.as_json(),
        "storm": handed_in.as_json() | {"seconds": seconds, "open_still": open_still},
        "lost": missing,
    }
    OUTCOME.mkdir(parents=True, exist_ok=True)
    (OUTCOME / f"exam_burst_{engine}.json").write_text(json.dumps(found, indent=1))
    sys.stdout.write(told(found))
    return 0 if missing == 0 else 1


def told(found: dict[str, Any]) -> str:
    """The table for people."""
    head = f"Examination hall on {found['engine']}: {PHONES} phones, {found['statements']} statements a save"
    out = [f"{head}, {found['lost']} answers lost"]
    out.append(f"{'':<28}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'errors':>8}")
    for name, key in (("save an answer", "save"), ("bare view, one row", "bare"), ("hand in, 100 a second", "storm")):
        row = found[key]
        figures = [row["a_second"], row["p50_ms"], row["p95_ms"], row["p99_ms"], row["cpu_ms_each"]]
        out.append(f"{name:<28}{figures[0]:>10}" + "".join(f"{one:>9}" for one in figures[1:]) + f"{row['errors']:>8}")
    return "\n".join([*out, ""]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
