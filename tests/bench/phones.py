"""Fifty slow phones streaming at once from what ``make run`` starts, and a gibibyte sent to it: what the web process needs.

``python -m tests.bench.phones`` runs it alone. Everything stays on this machine and ends after a minute or two.
"""

import base64
import http.client
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.journeys import processes
from tests.journeys.conftest import RunningSite
from tests.journeys.signed_in import sessions

OUTCOME = Path(__file__).resolve().parents[2] / "var/bench/phones.json"
PHONES, SECONDS, RATE = 50, 40, 32_000  # bytes a second: 256 kbit/s
PIECE = 1024 * 1024
MOST_GROWTH = 32  # MB
GIB = 1024 * PIECE
FILM = """
from media.models import Rendition
from media.queries import signed_address
made = Rendition.objects.filter(kind="video", codec="h264").order_by("-bytes").first()
print(made.bytes, signed_address(made.asset, made.name))
"""


def resident(pid: int) -> float:
    """Megabytes a process holds."""
    line = next(row for row in Path(f"/proc/{pid}/status").read_text().splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


class Phone(threading.Thread):
    """Reads a film by ranges, each as slowly as its link."""

    def __init__(self, port: int, path: str, size: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.path, self.size, self.stop_now = port, path, size, stop
        self.bytes = 0

    def run(self) -> None:
        offset = 0
        while not self.stop_now.is_set():
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            link.request("GET", self.path, headers={"Range": f"bytes={offset}-"})
            answer = link.getresponse()
            while not self.stop_now.is_set() and (piece := answer.read(RATE // 4)):
                self.bytes += len(piece)
                offset += len(piece)
                time.sleep(0.25)
            link.close()
            offset = 0 if offset >= self.size else offset


def asked(port: int, path: str, *, seconds: float) -> list[float]:
    """Milliseconds that others wait for a page, asked ten times a second."""
    times, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        begun = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        link.request("GET", path)
        assert link.getresponse().read()
        link.close()
        times.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.1)
    return times


def streaming(site: RunningSite, web: int) -> dict[str, Any]:
    """Fifty phones for a while, and what everybody else notices."""
    size, path = site.ask(FILM).split()
    asked(site.port, "/ar/courses/", seconds=3)  # warm
    alone = asked(site.port, "/ar/courses/", seconds=10)
    before, stop = resident(web), threading.Event()
    phones = [Phone(site.port, path, int(size), stop) for _number in range(PHONES)]
    for phone in phones:
        phone.start()
    among = asked(site.port, "/ar/courses/", seconds=SECONDS)
    growth = resident(web) - before
    stop.set()
    sent = sum(phone.bytes for phone in phones)
    return {
        "phones": PHONES,
        "growth_mb": round(growth, 1),
        "sent_mb": round(sent / 1e6, 1),
        "p99_ms_alone": round(statistics.quantiles(alone, n=100)[98], 1),
        "p99_ms_among": round(statistics.quantiles(among, n=100)[98], 1),
    }


def uploading(site: RunningSite, web: int, *, length: int) -> dict[str, Any]:
    """One file in pieces of a mebibyte; how much more the web process held at its fullest."""
    cookies = f"sessionid={sessions(site, 'youssef')['youssef']}; csrftoken={'f' * 32}"
    headers = {"Cookie": cookies, "X-CSRFToken": "f" * 32, "Tus-Resumable": "1.0.0"}
    name = base64.b64encode(b"large.mp4").decode()
    link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)

    def send(method: str, path: str, body: bytes = b"", **more: str) -> http.client.HTTPResponse:
        link.request(method, path, body, headers | {key.replace("_", "-"): value for key, value in more.items()})
        answer = link.getresponse()
        answer.read()
        assert answer.status < 300, (answer.status, path)
        return answer

    place = send("POST", "/api/v1/uploads/", Upload_Length=str(length), Upload_Metadata=f"filename {name}").headers["Location"]
    head = b"\x00\x00\x00\x18ftypisom" + bytes(12) + b"\x00\x00\x00\x01mdat" + length.to_bytes(8, "big")
    before, most, begun = resident(web), 0.0, time.monotonic()
    for offset in range(0, length, PIECE):
        piece = (head if offset == 0 else b"").ljust(PIECE, b"\0")
        kind = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": str(offset)}
        send("PATCH", urlsplit(place).path, piece, **kind)
        most = max(most, resident(web))
    return {"length_mb": length // PIECE, "growth_mb": round(most - before, 1), "seconds": round(time.monotonic() - begun, 1)}


@contextmanager
def running() -> Iterator[tuple[RunningSite, int]]:
    """A site of our own with one film, and the number of its web process."""
    with tempfile.TemporaryDirectory() as folder:
        site = RunningSite(Path(folder), films=1)
        site.start()
        try:
            deadline = time.monotonic() + 180
            while not site.ask("from media.models import Asset; print(Asset.objects.filter(state='ready').count() or '')"):
                assert time.monotonic() < deadline, "the film was not made"
                time.sleep(1)
            web = processes.web_of(site.port)
            assert web
            yield site, web
        finally:
            site.stop()


def run() -> None:
    """Measure, print, write ``var/bench/phones.json``."""
    with running() as (site, web):
        found = {"on": date.today().isoformat(), "streaming": streaming(site, web), "upload": uploading(site, web, length=GIB)}
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(found, indent=1))
    seen, sent = found["streaming"], found["upload"]
    assert isinstance(seen, dict) and isinstance(sent, dict)
    sys.stdout.write(
        f"{PHONES} phones at {RATE * 8 // 1000} kbit/s: web process +{seen['growth_mb']} MB; others' p99 "
        f"{seen['p99_ms_among']} ms ({seen['p99_ms_alone']} ms without them)\n"
        f"Upload of {sent['length_mb']} MiB: web process +{sent['growth_mb']} MB (at most {MOST_GROWTH}), {sent['seconds']} s\n"
        f"Written to {OUTCOME}\n"
    )
    assert sent["growth_mb"] <= MOST_GROWTH, "an upload takes too much memory"


if __name__ == "__main__":
    run()
