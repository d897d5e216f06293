"""Drawing 1,000 official papers, and what a marking day sends: 20 candidates, 25 lines, two assessors.

The demo's bank of tailoring is drawn from, as when candidates begin. The marking day is counted in bytes of HTTP as the screens
send it, headers of a phone's browser included, acknowledgements too; no clip and no photo is in it.
"""

import json
import sys
import time
import uuid
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions.papers import blueprint_in_force, draw_paper
from assessments.models import Attempt, MarkSheet
from courses.models import Trade

OUTCOME = Path(__file__).resolve().parents[2] / "var/bench/papers_and_marking.json"
PAPERS = 1_000
CANDIDATES, LINES, ASSESSORS = 20, 25, 2
# What Chromium on Android adds to a fetch of ours.
BROWSER = {
    "Host": "warsha.labour.gov.eg",
    "Connection": "keep-alive",
    "Content-Length": "158",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Mobile",
    "Accept": "application/json",
    "Content-Type": "application/json",
    "X-CSRFToken": "f" * 32,
    "Origin": "https://warsha.labour.gov.eg",
    "Referer": "https://warsha.labour.gov.eg/ar/marking/01a22bf0-44ba-7882-86cb-96e7097141ec/",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "ar-EG,ar;q=0.9",
    "Cookie": f"csrftoken={'f' * 32}; sessionid={'s' * 32}; device={'d' * 32}",
}


def measure() -> dict[str, Any]:
    """Run both on the loaded demo ministry; prints the lines and writes the file."""
    found = drawing() | marking_day()
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(found, indent=1))
    each = f"{found['cpu_ms_each']} ms of the processor and {found['statements_each']} statements each"
    out = f"\nDrawing {PAPERS:,} papers of {found['questions']} questions: {found['seconds']} s, {each}"
    sys.stdout.write(f"{out}\nA marking day, {found['facts']} facts: {found['kilobytes']} KB up and down\n")
    return found


def drawing() -> dict[str, Any]:
    """A thousand papers of one level."""
    blueprint = blueprint_in_force(trade=Trade.objects.get(code="TLR"), level="L2", on=timezone.localdate())
    with CaptureQueriesContext(connection) as asked:
        draw_paper(blueprint=blueprint, kind=Attempt.Kind.OFFICIAL)
    begun, cpu = time.perf_counter(), time.process_time()
    for number in range(PAPERS):
        draw_paper(blueprint=blueprint, kind=Attempt.Kind.OFFICIAL, seed=f"bench-{number}")
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {
        "papers": PAPERS,
        "questions": blueprint.questions,
        "seconds": round(seconds, 1),
        "cpu_ms_each": round(1000 * cpu / PAPERS, 2),
        "statements_each": len(asked),
    }


def marking_day() -> dict[str, Any]:
    """Every line of every candidate judged once by each assessor, every tenth changed once, and the sheets sealed. One fact
    is sent to the platform and weighed, with its answer."""
    facts = CANDIDATES * LINES * ASSESSORS
    facts += facts // 10
    sheet = MarkSheet.objects.filter(sealed_at=None, assessor__username="samir").order_by("pk").first()
    assert sheet is not None
    client, line = Client(), sheet.assignment.task_version.rubric[0]
    client.force_login(sheet.assessor)
    note = {"kind": "marked", "aspect": line["id"], "marks": line["marks"], "reason": "", "sequence": 113}
    body = json.dumps(note | {"device_at": timezone.now().isoformat()})
    path = f"/api/v1/marking/{sheet.uuid}/facts/{uuid.uuid4()}"
    reply = client.put(path, body, "application/json")
    assert reply.status_code == 200, reply.content
    up = _weight(f"PUT {path} HTTP/1.1", BROWSER, body.encode())
    down = _weight("HTTP/1.1 200 OK", dict(reply.headers), reply.content)
    seals = CANDIDATES * ASSESSORS * (up + down)
    return {"facts": facts, "bytes_each": up + down, "kilobytes": round((facts * (up + down) + seals) / 1000)}


def _weight(first: str, headers: dict[str, str], body: bytes) -> int:
    return len(first) + sum(len(f"{name}: {value}") + 2 for name, value in headers.items()) + 4 + len(body)
