"""An author's film goes straight to the bucket, past a pause and a power cut, and is played from there; on a real S3 server."""

import hashlib
import json
import re
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.journeys import files
from tests.journeys.conftest import Reader, RunningSite
from tests.media.seaweed import Seaweed

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
PART = 8 * 1024 * 1024
PATIENCE = 60_000  # ms
RATE = 5_000_000  # bytes a second: a good line, and time enough to press a button
LIBRARY = """
import json
from django.core.files.storage import default_storage
from media.models import Asset
found = Asset.objects.filter(digest="DIGEST")
kept = [[a.state, str(a.uuid), a.pk, default_storage.size(a.file.name)] for a in found]
print(json.dumps([kept, default_storage.listdir("arriving")[1], Asset.objects.count()]))
"""


@pytest.fixture(scope="module")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    server = Seaweed(tmp_path_factory.mktemp("weed"))
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, seaweed: Seaweed) -> Iterator[RunningSite]:
    """A site whose files are in the bucket, made ready by the house's own command and nothing else."""
    running = RunningSite(tmp_path_factory.mktemp("site"), neighbours=(seaweed.address,))
    running.more = {**seaweed.environment, "PUBLIC_URL": running.address}
    running.manage("prepare_bucket")
    running.start()
    yield running
    running.stop()


def large_film(folder: Path) -> bytes:
    """A film of three parts: a real one, and boxes of noise that players pass over."""
    data = files.film(folder, name="خياطة.mp4", seconds=2).read_bytes()
    for _box in range(5):
        data += b"\x00\x40\x00\x00free" + secrets.token_bytes(4 * 1024 * 1024 - 8)
    (folder / "خياطة.mp4").write_bytes(data)
    return data


class Desk:
    """The upload page, and what goes from it to the bucket."""

    def __init__(self, reader: Reader, bucket: str) -> None:
        self.page: Page = reader.page
        self.address, self.bucket = reader.site.address, bucket
        self.begun: list[int] = []
        self.arrived: list[int] = []
        self.page.on("request", lambda request: self._part(request, self.begun))
        self.page.on("response", lambda answer: answer.status == 200 and self._part(answer.request, self.arrived))

    @property
    def box(self) -> Locator:
        return self.page.locator("[data-upload]")

    @property
    def status(self) -> Locator:
        return self.box.locator(".upload-status")

    def choose(self, path: Path) -> None:
        self.page.goto(f"{self.address}/studio/media/new/")
        self.box.locator(".upload-file").set_input_files(path)

    def ended(self) -> str:
        expect(self.box).to_have_attribute("data-state", re.compile("ready|refused"), timeout=PATIENCE)
        return self.box.get_attribute("data-state") or ""

    def slow_down(self) -> None:
        wire = self.page.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        limits = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": RATE}
        wire.send("Network.emulateNetworkConditions", limits)

    def wait_for(self, true: Callable[[], bool]) -> None:
        """Until something has happened on the line."""
        for _moment in range(600):
            if true():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"begun {self.begun}, arrived {self.arrived}: {self.status.inner_text()}")

    def _part(self, request: Request, parts: list[int]) -> None:
        number = re.search(r"[?&]partNumber=(\d+)", request.url)
        if request.method == "PUT" and request.url.startswith(self.bucket) and number:
            parts.append(int(number[1]))


def library(site: RunningSite, data: bytes) -> tuple[list[list[object]], list[str], int]:
    kept, arriving, count = json.loads(site.ask(LIBRARY.replace("DIGEST", hashlib.sha256(data).hexdigest())))
    return kept, arriving, count


def test_a_film_goes_to_the_bucket_past_a_pause_and_a_power_cut_and_is_played_from_there(
    site: RunningSite, seaweed: Seaweed, reader: Callable[..., Reader], tmp_path: Path
) -> None:
    data = large_film(tmp_path)
    desk = Desk(reader("laptop").sign_in("youssef"), seaweed.address)
    desk.slow_down()
    desk.choose(tmp_path / "خياطة.mp4")

    desk.wait_for(lambda: len(desk.arrived) >= 1)
    pause = desk.box.locator("[data-do=pause]")
    pause.click()
    expect(desk.status).to_have_text("توقف مؤقت. ما وصل محفوظ.")
    before = list(desk.begun)
    desk.page.wait_for_timeout(1500)
    assert desk.begun == before  # nothing goes while it rests

    seaweed.kill()
    pause.click()
    expect(desk.status).to_have_text("لا يوجد اتصال. يستمر الرفع وحده حين يعود.", timeout=PATIENCE)
    seaweed.start()
    assert desk.ended() == "ready"
    assert sorted(desk.arrived) == list(range(1, len(data) // PART + 2))  # each part went through once

    (asset,), arriving, count = library(site, data)
    assert (asset[0], asset[3], arriving) == ("ready", len(data), [])
    plays_from_the_bucket(desk, f"/studio/media/edit/{asset[2]}/")

    desk.choose(tmp_path / "خياطة.mp4")
    assert desk.ended() == "ready"
    assert library(site, data) == ([asset], [], count)  # the same film again is the same asset, stored once


def plays_from_the_bucket(desk: Desk, path: str) -> None:
    """Pictures are decoded, and every byte of them came by a signed address of the bucket."""
    asked: list[Request] = []

    def heard(request: Request) -> None:
        asked.append(request)

    desk.page.on("requestfinished", heard)
    desk.page.goto(desk.address + path)
    desk.page.locator(".player[data-ready]").wait_for()
    desk.page.locator(".player [data-do=play]").click()
    frames = "document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames"
    desk.wait_for(lambda: desk.page.evaluate(frames) > 10)  # the studio's policy lets no page wait for a text of script
    films = [request for request in asked if ".mp4" in request.url]
    assert films and all(request.url.startswith(f"{desk.bucket}/warsha/renditions/") for request in films)
    assert all("X-Amz-Signature=" in request.url and request.response().status == 206 for request in films)  # type: ignore[union-attr]


def test_a_text_that_says_it_is_a_film_is_refused_from_the_bucket_and_gone(
    site: RunningSite, seaweed: Seaweed, reader: Callable[..., Reader], tmp_path: Path
) -> None:
    data = ("هذا نص وليس فيديو.\n" * 600_000).encode()
    (tmp_path / "notes.mp4").write_bytes(data)
    desk = Desk(reader("phone").sign_in("youssef"), seaweed.address)
    desk.choose(tmp_path / "notes.mp4")
    assert desk.ended() == "refused"
    expect(desk.status).to_have_text("محتوى هذا الملف ليس كما يقول اسمه. احفظه من جديد فيديو أو صوتًا أو صورة أو PDF.")
    assert sorted(desk.arrived) == list(range(1, len(data) // PART + 2))
    assert library(site, data)[:2] == ([], [])


def test_only_pages_of_this_site_may_send_to_the_bucket(site: RunningSite, seaweed: Seaweed) -> None:
    """What `prepare_bucket` wrote is what a browser is told."""
    assert allowed(seaweed, site.address) == site.address
    assert allowed(seaweed, "https://elsewhere.example") == ""


def allowed(seaweed: Seaweed, origin: str) -> str:
    headers = {"Origin": origin, "Access-Control-Request-Method": "PUT"}
    asked = urllib.request.Request(f"{seaweed.address}/warsha/arriving/a", method="OPTIONS", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.headers.get("Access-Control-Allow-Origin", "")
    except urllib.error.HTTPError:
        return ""
