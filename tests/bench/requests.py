"""The pages and facts of a working day, one measurement each."""

import json
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.template import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext, _TestState
from django.utils import timezone

from assessments.actions import start_practice
from assessments.models import Attempt
from courses.actions import release_course
from courses.models import CoursePage, LessonPage, Trade
from lms.demo.load import load_demo
from lms.people.models import Person

ROUNDS, WARM_UP = 40, 4
ROOT = Path(__file__).resolve().parents[2]
EMPTY = "empty view"
LESSON = "/ar/learn/tlr-101/tlr-c1-l01/"


@dataclass
class Line:
    """One thing measured. ``ask`` does it once and returns the bytes it answered with; ``share`` divides its time."""

    name: str
    ask: Callable[[], int]
    share: int = 1
    times: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    @property
    def median(self) -> float:
        """Milliseconds of the processor for one."""
        return statistics.median(self.times) / self.share


def measure() -> list[Line]:
    """Load the demo ministry and ask for everything in turn."""
    load_demo()
    Template._render = _TestState.saved_data.template_render  # what tests note about templates is no part of a page's cost
    lines = [*_pages(), *_facts(), _release()]
    for line in lines:
        with CaptureQueriesContext(connection) as asked:
            line.size = line.ask()
        line.queries = len(asked)
    for turn in range(WARM_UP + ROUNDS):
        for line in lines:
            begun, looked = time.process_time(), time.perf_counter()
            line.ask()
            if turn >= WARM_UP:
                line.times.append((time.process_time() - begun) * 1000)
                line.walls.append(time.perf_counter() - looked)
    return lines


def _client(login: str = "") -> Client:
    client = Client()
    if login:
        client.force_login(Person.objects.get(username=login))
    return client


def _page(name: str, client: Client, path: str, *, expected: int = 200, known: bool = False) -> Line:
    """Asking for a page; ``known``: by a phone that has it already."""
    mark = [""]

    def ask() -> int:
        answer = client.get(path, headers={"If-None-Match": mark[0]} if mark[0] else {})
        assert answer.status_code == (304 if mark[0] else expected), f"{path}: {answer.status_code}"
        if known:
            mark[0] = answer.headers["ETag"]
        return len(answer.content)

    return Line(name, ask)


def _pages() -> list[Line]:
    visitor, amina, hoda = _client(), _client("amina"), _client("hoda")
    return [
        _page(EMPTY, amina, "/healthz"),
        _page("home, visitor", visitor, "/ar/"),
        _page("catalogue, visitor", visitor, "/ar/courses/"),
        _page("today, trainee", amina, "/ar/today/"),
        _page("catalogue, trainee", amina, "/ar/courses/"),
        _page("lesson, visitor (asked to sign in)", visitor, LESSON, expected=302),
        _page("lesson, trainee", amina, LESSON),
        _page("lesson with most blocks", amina, "/ar/learn/tlr-101/tlr-c1-l08/"),
        _page("lesson that the phone has", _client("trainee02"), "/ar/learn/tlr-101/tlr-c1-l04/", known=True),
        _page("classes, trainee", amina, "/ar/classes/"),
        _page("groups, manager", hoda, "/ar/cohorts/"),
    ]


def _facts() -> list[Line]:
    """The two small facts that thousands of phones send."""
    amina = Person.objects.get(username="amina")
    attempt = start_practice(person=amina, trade=Trade.objects.get(code="TLR"), level="L1", now=timezone.now())
    return [Line("save a step of a lesson", _step()), Line("save an answer", _answer(attempt))]


def _step() -> Callable[[], int]:
    client = _client("amina")

    def ask() -> int:
        fact = {"uuid": str(uuid.uuid4()), "lesson_code": "TLR-C1-L01", "kind": "opened", "step": "", "value": {}}
        sent = {"facts": [fact | {"device_at": timezone.now().isoformat()}]}
        answer = client.post(f"{LESSON}progress/", sent, content_type="application/json", headers={"Accept": "application/json"})
        assert answer.status_code == 200, answer.content
        return len(answer.content)

    return ask


def _answer(attempt: Attempt) -> Callable[[], int]:
    client = _client("amina")
    answer = attempt.answers.select_related("item__version").filter(item__version__type="single_choice").order_by("position")[0]
    options = [option["id"] for option in answer.item.version.content["options"]]
    sequence = 0

    def ask() -> int:
        nonlocal sequence
        sequence += 1
        body: dict[str, Any] = {"uuid": str(uuid.uuid4()), "sequence": sequence, "device_at": timezone.now().isoformat()}
        body["value"] = options[sequence % len(options)]
        path = f"/api/v1/attempts/{attempt.uuid}/answers/{answer.position}"
        reply = client.put(path, json.dumps(body), "application/json")
        assert reply.status_code == 200, reply.content
        return len(reply.content)

    return ask


def _release() -> Line:
    """A release of the tailoring course in which one lesson has changed; taken back afterwards."""
    course, mona = CoursePage.objects.get(code="TLR-101"), Person.objects.get(username="mona")
    lessons = LessonPage.objects.descendant_of(course).live().count()

    def ask() -> int:
        with transaction.atomic():
            LessonPage.objects.filter(code="TLR-C1-L01").update(minutes=99)
            release = release_course(course=course, by=mona)
            transaction.set_rollback(True)
        return len(json.dumps(release.manifest))

    return Line("release a course, each lesson", ask, share=lessons)


def report(lines: list[Line]) -> None:
    """The table for people, the file for comparing runs."""
    cache.clear()
    empty = lines[0].median
    rows: list[dict[str, Any]] = [
        {
            "name": line.name,
            "cpu_ms": round(line.median, 2),
            "times_empty": round(line.median / empty, 1),
            "per_second": round(1 / statistics.median(line.walls) * line.share),
            "queries": round(line.queries / line.share, 1),
            "bytes": line.size,
        }
        for line in lines
    ]
    engine = connection.vendor
    outcome = ROOT / f"var/bench/requests-{engine}.json"
    outcome.parent.mkdir(parents=True, exist_ok=True)
    outcome.write_text(json.dumps({"on": date.today().isoformat(), "engine": engine, "rounds": ROUNDS, "rows": rows}, indent=1))
    out = [f"{engine}, median of {ROUNDS} rounds", f"{'':<36}{'CPU ms':>9}{'a second':>10}{'queries':>9}{'KB':>8}{'x empty':>9}"]
    for row in rows:
        size = row["bytes"] / 1000
        out.append(
            f"{row['name']:<36}{row['cpu_ms']:>9}{row['per_second']:>10}{row['queries']:>9}{size:>8.1f}{row['times_empty']:>9}"
        )
    sys.stdout.write("\n".join([*out, f"Written to {outcome}", ""]))
