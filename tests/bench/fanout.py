"""What one room costs: everybody coming in at once, words to all of them, memory, beside a bare broadcast of the same bytes.

One uvicorn process with a SQLite file serves the room; the people are sockets of one other process on the same two cores.
Processor seconds are the server's, from ``/proc``. A delivery is one fact at one socket, received and counted; its delay is
from the instructor's sending to the client's reading, and the clients share the machine, so trust the ratio to the bare
broadcast (the ``websockets`` library alone: the limit) more than the milliseconds.
"""

import asyncio
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import websockets

from tests.databases import ROOT, migrated_file

OUTCOME = ROOT / "var/bench/fanout.json"
SIZES = tuple(int(size) for size in os.environ.get("FANOUT_SIZES", "200 500 1000").split())
LINES, AT_ONCE = 60, 6  # chat lines that are sent, and how many may wait for their acknowledgement
FRAME = (
    '{"type":"fact","n":1234,"kind":"chat.posted","by":"0190f9e0-0000-7000-8000-000000000000",'
    '"at":"2026-11-30T08:00:00.000Z","body":{"text":"line-%s"}}'
)
BARE = """
import asyncio, sys, websockets
from websockets.asyncio.server import broadcast, serve
room = set()
async def take(socket):
    room.add(socket)
    try:
        async for text in socket:
            broadcast(room, text)
    finally:
        room.discard(socket)
async def main():
    async with serve(take, "127.0.0.1", int(sys.argv[1]), compression=None):
        await asyncio.get_running_loop().create_future()
asyncio.run(main())
"""


def prepare(count: int) -> tuple[str, list[str]]:
    """An open class of ``count`` trainees; its address, and a session for everybody, the instructor's first."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from classrooms import actions
    from lms.enrolment.models import Enrolment
    from lms.people.models import Person
    from tests.classrooms.small_class import people, small_class

    cast = people()
    live_class = small_class(cast)
    actions.open_class(live_class=live_class, actor=cast["nadia"], now=timezone.now())
    crowd = [Person(username=f"crowd-{n}", name=f"متدرب رقم {n}", password="!") for n in range(count)]
    Person.objects.bulk_create(crowd)
    Enrolment.objects.bulk_create(
        Enrolment(person=one, cohort=live_class.cohort, release=live_class.cohort.release) for one in crowd
    )

    def session(person: Person) -> str:
        store = SessionStore()
        store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.save()
        return str(store.session_key)

    return f"/ws/classes/{live_class.uuid}/?language=en", [session(person) for person in (cast["nadia"], *crowd)]


class Crowd:
    """The sockets of a room, in one process; each reads all the time, and decodes no more than it must."""

    def __init__(self, address: str, sessions: list[str]) -> None:
        self.address, self.sessions = address, sessions
        self.sockets: dict[int, Any] = {}
        self.readers: list[asyncio.Task[None]] = []
        self.failures = self.bytes = self.deliveries = self.lost = 0
        self.sent: dict[str, float] = {}
        self.delays: list[float] = []
        self.slides: list[float] = []
        self.acks: asyncio.Queue[str] = asyncio.Queue()

    async def come_in(self) -> float:
        """Everybody at once; seconds until the last one knows the room."""
        begun = time.perf_counter()
        self.readers.append(asyncio.create_task(self._stay()))
        gate = asyncio.Semaphore(200)  # what an honest network would let arrive at the same moment
        await asyncio.gather(*[self._one(place, session, gate) for place, session in enumerate(self.sessions)])
        return time.perf_counter() - begun

    async def leave(self) -> None:
        """Everybody goes."""
        for task in self.readers:
            task.cancel()
        await asyncio.gather(*self.readers, *[socket.close() for socket in self.sockets.values()], return_exceptions=True)

    async def until(self, done: Callable[[], bool], seconds: float = 120) -> None:
        """Wait for what the readers count."""
        deadline = time.perf_counter() + seconds
        while not done():
            assert not self.lost and time.perf_counter() < deadline, f"{self.lost} sockets lost; not everything arrived"
            await asyncio.sleep(0.002)

    async def _stay(self) -> None:
        """As pages do: a word every ten seconds."""
        while True:
            await asyncio.sleep(10)
            pings = [socket.send('{"type":"ping"}') for socket in list(self.sockets.values())]
            await asyncio.gather(*pings, return_exceptions=True)

    async def _one(self, place: int, session: str, gate: asyncio.Semaphore) -> None:
        async with gate:
            try:
                socket = await websockets.connect(
                    self.address,
                    additional_headers={"Cookie": f"sessionid={session}"},
                    origin=websockets.Origin("http://127.0.0.1"),
                    open_timeout=60,
                    max_size=None,
                    ping_interval=None,
                )
                await socket.send('{"type":"hello","v":1,"last":0}')
                while '"voice.feeds"' not in (text := await asyncio.wait_for(socket.recv(), 60))[:40]:
                    self.bytes += len(text)
            except (OSError, TimeoutError, websockets.WebSocketException):
                self.failures += 1
                return
        self.sockets[place] = socket
        self.readers.append(asyncio.create_task(self.hear(socket)))

    async def hear(self, socket: Any) -> None:
        """Count what comes to one socket."""
        while True:
            try:
                text = await socket.recv()
            except websockets.ConnectionClosed:
                self.lost += 1
                return
            now = time.perf_counter()
            if "line-" in text:
                for mark in marks(text):
                    self.deliveries += 1
                    self.delays.append(now - self.sent[mark])
            elif '"slide.shown"' in text:
                self.slides.append(now)
            elif text.startswith('{"type":"ack"'):
                self.acks.put_nowait(text)


def marks(text: str) -> list[str]:
    """The marks of the lines in a frame: ``"text":"line-…"`` or a slide."""
    return [part[:36] for part in text.split("line-")[1:]]


def processor(pid: int) -> float:
    """Seconds of processor that a process and its children have used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> float:
    """Resident memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def port() -> int:
    """A free port."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(command: list[str], environment: dict[str, str], at: int) -> subprocess.Popen[bytes]:
    """A server that listens."""
    import socket

    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _attempt in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", at)) == 0:
                return process
        assert process.poll() is None, command
        time.sleep(0.1)
    raise AssertionError(command)


async def speak(crowd: Crowd, frame: Callable[[str], str], *, acknowledged: bool) -> dict[str, float]:
    """``LINES`` lines of the first one to everybody: deliveries a second, delays."""
    begun = time.perf_counter()
    for number in range(LINES):
        mark = str(uuid4())
        crowd.sent[mark] = time.perf_counter()
        await crowd.sockets[0].send(frame(mark))
        if acknowledged and number >= AT_ONCE:
            await asyncio.wait_for(crowd.acks.get(), 60)
        elif not acknowledged:
            await asyncio.sleep(0.01)
    await crowd.until(lambda: crowd.deliveries == LINES * len(crowd.sockets))
    seconds = time.perf_counter() - begun
    ordered = sorted(crowd.delays)
    return {
        "deliveries": crowd.deliveries,
        "deliveries_a_second": round(crowd.deliveries / seconds),
        "p50_ms": round(1000 * statistics.median(ordered), 1),
        "p99_ms": round(1000 * ordered[int(len(ordered) * 0.99) - 1], 1),
    }


async def slides(crowd: Crowd) -> float:
    """The 95th percentile of the milliseconds until a slide is at a socket, over five changes in a quiet room."""
    delays: list[float] = []
    for number in (2, 3, 1, 2, 3):
        crowd.slides, sent = [], time.perf_counter()
        await crowd.sockets[0].send(json.dumps({"type": "slide.go", "id": str(uuid4()), "slide": number}))
        await crowd.until(lambda: len(crowd.slides) == len(crowd.sockets))
        await crowd.acks.get()
        delays += [at - sent for at in crowd.slides]
    return round(1000 * sorted(delays)[int(len(delays) * 0.95) - 1], 1)


async def room(size: int, folder: Path) -> dict[str, Any]:
    """One room of ``size`` sockets."""
    path, sessions = await asyncio.to_thread(prepared, size, folder)
    at = port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "DATABASE_URL": f"sqlite:///{folder}/{size}.sqlite3",
    }
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "lms.asgi:application",
        "--port",
        str(at),
        "--no-access-log",
        "--ws-per-message-deflate",
        "false",
    ]
    server = started(command, environment | {"REDIS_URL": "", "JANUS_URLS": ""}, at)
    try:
        crowd = Crowd(f"ws://127.0.0.1:{at}{path}", sessions)
        warm = Crowd(crowd.address, sessions[:1])
        await warm.come_in()
        await warm.leave()
        before, used = megabytes(server.pid), processor(server.pid)
        joined = await crowd.come_in()
        join_cpu = processor(server.pid) - used
        memory = (megabytes(server.pid) - before) / size
        await asyncio.sleep(2)
        slide = await slides(crowd)
        used = processor(server.pid)

        def line(mark: str) -> str:
            return json.dumps({"type": "chat.post", "id": str(uuid4()), "text": f"line-{mark}"})

        told = await speak(crowd, line, acknowledged=True)
        cpu = processor(server.pid) - used
        await crowd.leave()
        return {
            "sockets": size, "join_seconds": round(joined, 1), "join_cpu_seconds": round(join_cpu, 1),
            "join_failures": crowd.failures,
            "join_kb_each": round(crowd.bytes / 1000 / size, 1), "kb_of_memory_each": round(memory * 1000),
            "slide_p95_ms": slide, **told, "deliveries_a_cpu_second": round(told["deliveries"] / max(cpu, 0.01)),
        }  # fmt: skip
    finally:
        server.terminate()
        server.wait(20)


async def bare(size: int) -> dict[str, Any]:
    """The same lines to the same number of sockets by a bare broadcast."""
    at = port()
    server = started([sys.executable, "-c", BARE, str(at)], dict(os.environ), at)
    try:
        crowd = Crowd(f"ws://127.0.0.1:{at}", [])
        for place in range(size + 1):
            crowd.sockets[place] = await websockets.connect(crowd.address, compression=None, max_size=None)
            crowd.readers.append(asyncio.create_task(crowd.hear(crowd.sockets[place])))
        used = processor(server.pid)
        told = await speak(crowd, lambda mark: FRAME % mark, acknowledged=False)
        await crowd.leave()
        return {"bare_deliveries_a_cpu_second": round(told["deliveries"] / max(processor(server.pid) - used, 0.01))}
    finally:
        server.terminate()
        server.wait(20)


def prepared(size: int, folder: Path) -> tuple[str, list[str]]:
    """The database of a room, made in a process of its own."""
    file = folder / f"{size}.sqlite3"
    shutil.copy(migrated_file(), file)
    code = f"import django, json; django.setup(); from tests.bench.fanout import prepare; print(json.dumps(prepare({size})))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test", "DATABASE_URL": f"sqlite:///{file}"}
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    path, sessions = json.loads(ran.stdout.splitlines()[-1])
    return path, sessions


def main() -> int:
    """Measure, print, write ``var/bench/fanout.json``."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (8192, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            found = asyncio.run(room(size, Path(folder))) | asyncio.run(bare(size))
            rows.append(found)
            sys.stdout.write("".join(f"{name:<32}{value:>12}\n" for name, value in found.items()) + "\n")
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps({"host": os.uname().nodename, "cores": os.cpu_count(), "rooms": rows}, indent=2))
    return 0


def run_apart() -> None:
    """Measure in a process of its own."""
    subprocess.run([sys.executable, "-m", "tests.bench.fanout"], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
