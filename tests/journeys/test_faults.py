"""Processes die without a last word while people work: what was acknowledged is there, what was begun is finished."""

import base64
import hashlib
import json
import random
import threading
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.bench.phones import MOST_GROWTH, uploading
from tests.journeys import files, processes
from tests.journeys.conftest import RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
PATIENCE = 60  # seconds until a killed process must be back
PIECE = 32_768  # bytes
MIB = 1024 * 1024
CSRF = "f" * 32
PREPARE = """
import json
from django.utils import timezone
from assessments.actions import start_practice
from assessments.models import Attempt
from courses.models import Trade
from lms.enrolment.models import Enrolment
from lms.people.models import Person
seat = Enrolment.objects.filter(person__username="trainee02").select_related("release").latest("pk")
for lesson in seat.release.lessons.order_by("-position"):
    steps = [step["id"] for block in lesson.document.body["body"] if block["kind"] == "steps" for step in block["steps"]]
    if steps:
        break
learner = Person.objects.get(username="trainee31")
paper = Attempt.objects.filter(person=learner, submitted_at=None).first() or start_practice(
    person=learner, trade=Trade.objects.get(code="TLR"), level="L1", now=timezone.now())
highest = max(paper.answers.values_list("sequence", flat=True))
print(json.dumps({"course": seat.cohort.course.slug, "lesson": lesson.slug, "code": lesson.code, "step": steps[0],
                  "paper": str(paper.uuid), "sequence": highest}))
"""


class Cut(Exception):
    """The connection broke before an answer came."""


@dataclass
class Sender:
    """A person's device: it sends until it is answered."""

    address: str
    session: str
    cuts: int = 0

    def once(self, method: str, path: str, body: bytes = b"", **headers: str) -> Any:
        """One request; raises ``Cut`` when no answer came."""
        cookies = f"sessionid={self.session}; csrftoken={CSRF}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Cookie": cookies, "X-CSRFToken": CSRF, "Accept": "application/json", **named}
        try:
            return urllib.request.urlopen(
                urllib.request.Request(self.address + path, data=body or None, method=method, headers=sent), timeout=20
            )
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.code} {refused.read()[:300]!r}") from refused
        except OSError as broken:
            self.cuts += 1
            raise Cut from broken

    def until_answered(self, method: str, path: str, body: bytes = b"", **headers: str) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.once(method, path, body, **headers)
            except Cut:
                assert time.monotonic() < deadline, "the site did not come back"
                time.sleep(0.1)


@dataclass
class Learner:
    """Ticks steps and answers a question; keeps the ids of what was acknowledged."""

    ticks: Sender
    answers: Sender
    about: dict[str, Any]
    ticked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)

    def tick(self) -> None:
        fact = {
            "uuid": str(uuid.uuid4()),
            "lesson_code": self.about["code"],
            "kind": "step_undone" if len(self.ticked) % 2 else "step_done",
            "step": self.about["step"],
            "value": {},
            "device_at": _now(),
        }
        path = f"/ar/learn/{self.about['course']}/{self.about['lesson']}/progress/"
        answer = self.ticks.until_answered("POST", path, json.dumps({"facts": [fact]}).encode(), Content_Type="application/json")
        assert json.load(answer)["saved"] == [fact["uuid"]]
        self.ticked.append(fact["uuid"])

    def answer(self) -> None:
        self.about["sequence"] += 1
        fact = {"uuid": str(uuid.uuid4()), "sequence": self.about["sequence"], "device_at": _now(), "value": None}
        path = f"/api/v1/attempts/{self.about['paper']}/answers/1"
        answer = self.answers.until_answered("PUT", path, json.dumps(fact).encode(), Content_Type="application/json")
        assert json.load(answer)["uuid"] == fact["uuid"]
        self.answered.append(fact["uuid"])


@dataclass
class Uploading:
    """A file on its way in pieces, as the studio's widget sends it."""

    sender: Sender
    path: Path
    place: str = ""
    offset: int = 0
    asset: str = ""

    def piece(self) -> None:
        """The next piece; after a cut, first ask how much has arrived."""
        content = self.path.read_bytes()
        if self.asset:
            return
        try:
            if not self.place:
                about = f"filename {base64.b64encode(self.path.name.encode()).decode()}"
                begun = self.sender.once(
                    "POST", "/api/v1/uploads/", Tus_Resumable="1.0.0", Upload_Length=str(len(content)), Upload_Metadata=about
                )
                self.place = begun.headers["Location"]
                return
            answer = self.sender.once(
                "PATCH", self.place, content[self.offset : self.offset + PIECE], Tus_Resumable="1.0.0",
                Upload_Offset=str(self.offset), Content_Type="application/offset+octet-stream",
            )  # fmt: skip
            self.offset = int(answer.headers["Upload-Offset"])
            self.asset = answer.headers.get("Warsha-Asset", "")
        except Cut:
            if self.place:
                told = self.sender.until_answered("HEAD", self.place, Tus_Resumable="1.0.0")
                self.offset = int(told.headers["Upload-Offset"])
                if self.offset == len(content):
                    self.asset = "finished while asking"

    def finish(self) -> None:
        while not self.asset:
            self.piece()


def _now() -> str:
    return datetime.now(UTC).isoformat()


@pytest.fixture(scope="module")
def people(site: RunningSite) -> dict[str, Sender]:
    found = sessions(site, "trainee02", "trainee31", "youssef")
    return {login: Sender(site.address, session) for login, session in found.items()}


@pytest.fixture(scope="module")
def learner(site: RunningSite, people: dict[str, Sender]) -> Learner:
    return Learner(people["trainee02"], people["trainee31"], json.loads(site.ask(PREPARE)))


@pytest.mark.parametrize("seed", [7, 19, 266])
def test_the_web_process_is_killed_while_people_work(
    site: RunningSite, people: dict[str, Sender], learner: Learner, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    upload = Uploading(people["youssef"], files.picture(tmp_path, name=f"killed-{seed}.png"))
    deeds = [learner.tick, learner.answer, upload.piece]
    before = sum(sender.cuts for sender in people.values())
    web = processes.web_of(site.port)
    assert web, "the web process runs"
    cut = threading.Timer(dice.uniform(0.05, 0.6), processes.kill, [web])
    cut.start()
    killed_after = 0
    while killed_after < 6:  # on through the kill, and a few deeds beyond it
        dice.choice(deeds)()
        killed_after += not cut.is_alive()
    upload.finish()
    assert processes.web_of(site.port) not in (None, web), "another web process took its place"
    assert sum(sender.cuts for sender in people.values()) > before
    assert audit(site, learner) == [len(learner.ticked), len(learner.answered)]
    digest = hashlib.sha256(upload.path.read_bytes()).hexdigest()
    assert site.ask(f"from media.models import Asset; print(Asset.objects.filter(digest='{digest}').count())") == "1"


def audit(site: RunningSite, learner: Learner) -> list[int]:
    """How many of the acknowledged facts the database holds; each id can be there only once."""
    found: list[int] = json.loads(
        site.ask(
            "from lms.enrolment.models import ProgressFact\nfrom assessments.models import AnswerFact\n"
            f"print([ProgressFact.objects.filter(uuid__in={learner.ticked}).count(), "
            f"AnswerFact.objects.filter(uuid__in={learner.answered}).count()])"
        )
    )
    return found


def test_the_worker_is_killed_while_it_converts_a_film(site: RunningSite, people: dict[str, Sender], tmp_path: Path) -> None:
    upload = Uploading(people["youssef"], files.film(tmp_path, seconds=20, size="1280x720", name="long.mp4"))
    upload.finish()
    wait_for(people["youssef"], upload.asset, "processing")
    worker = processes.worker_of(site.port)
    assert worker, "the worker runs"
    processes.kill(worker)
    wait_for(people["youssef"], upload.asset, "ready")
    assert processes.worker_of(site.port) not in (None, worker), "another worker took its place"
    state, names = site.ask(
        f"from media.models import Asset\nasset = Asset.objects.get(uuid='{upload.asset}')\n"
        "print(asset.state, ','.join(asset.renditions.values_list('name', flat=True)))"
    ).split()
    assert state == "ready" and len(names.split(",")) == len(set(names.split(","))) >= 2, "every rendition once"


def wait_for(sender: Sender, asset: str, state: str) -> None:
    """Until the conversion is that far. The lease of a killed worker runs out within a minute."""
    deadline = time.monotonic() + 150
    while (found := json.load(sender.until_answered("GET", f"/api/v1/assets/{asset}")))["state"] != state:
        assert found["state"] in ("queued", "processing"), found
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


def test_a_large_upload_leaves_the_web_process_small(site: RunningSite) -> None:
    """A gibibyte takes minutes and is for ``make bench``; growth would show in a hundredth of it."""
    web = processes.web_of(site.port)
    assert web
    uploading(site, web, length=8 * MIB)  # warm
    assert uploading(site, web, length=128 * MIB)["growth_mb"] <= MOST_GROWTH
