"""Files in a bucket, on a real S3 server that the tests start; and what happens while it refuses, hangs or is slow."""

import hashlib
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from s3transfer.exceptions import RetriesExceededError

from lms.outbox.actions import deliver_all
from lms.outbox.models import Delivery
from lms.people.models import Person
from lms.settings import environment
from media import queries
from media.actions.assets import take_in
from media.models import Asset, Upload
from media.rules.presigned import presigned
from media.stores import bucket
from tests.media.clips import clip, tone
from tests.media.seaweed import KEY, SECRET, Seaweed, free_port

pytestmark = pytest.mark.xdist_group("bucket")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SeaweedFS of our own; its S3 address."""
    seaweed = Seaweed(tmp_path_factory.mktemp("weed"))
    seaweed.start()
    yield seaweed.address
    seaweed.remove()


def use(settings, monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    settings.STORAGES = settings.STORAGES | {"default": environment.storage_of(f"s3://warsha?endpoint={endpoint}")}
    assert storages["default"].bucket_name == "warsha"


@pytest.fixture
def in_bucket(stores: Path, settings, monkeypatch: pytest.MonkeyPatch, server: str) -> str:
    use(settings, monkeypatch, server)
    settings.PUBLIC_URL = "https://warsha.example"
    call_command("prepare_bucket", verbosity=0)
    call_command("prepare_bucket", verbosity=0)  # safe to repeat
    return server


def fetch(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read(), dict(refused.headers)


def test_the_signature_is_that_of_the_protocol() -> None:
    """The worked example of Amazon's own description, with its key."""
    address = presigned(
        "https://examplebucket.s3.amazonaws.com/test.txt", key="AKIAIOSFODNN7EXAMPLE", region="us-east-1",
        secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", at=datetime(2013, 5, 24, tzinfo=UTC), seconds=86400,
    )  # fmt: skip
    assert address.endswith("X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")


def test_a_film_is_kept_in_the_bucket_and_played_from_it_by_addresses_that_cache(
    in_bucket: str, author: Person, tmp_path: Path, client: Client
) -> None:
    asset = take_in(path=clip(tmp_path / "a.mp4", size="64x64", seconds=1), name="a.mp4", by=author)
    deliver_all()
    asset.refresh_from_db()
    assert asset.state == "ready"
    morning, evening = (timezone.now().replace(hour=hour, minute=59) for hour in (0, 23))
    shown = queries.playable(queries.with_files().get(pk=asset.pk), now=morning)
    assert shown == queries.playable(queries.with_files().get(pk=asset.pk), now=evening)  # the same all day
    lane = shown.lanes[0]
    status, part, headers = fetch(lane.address, Range="bytes=0-99", Origin="https://warsha.example")
    assert (status, len(part)) == (206, 100)
    assert "immutable" in headers["Cache-Control"]
    assert headers["Access-Control-Allow-Origin"] in ("https://warsha.example", "*")
    assert fetch(lane.address.replace("Signature=", "Signature=0"))[0] == 403
    assert fetch(lane.address.partition("?")[0])[0] == 403  # without a signature nobody reads
    old = queries.playable(queries.with_files().get(pk=asset.pk), now=timezone.now() - timedelta(days=3))
    assert fetch(old.lanes[0].address)[0] == 403
    moved = client.get(queries.signed_address(asset, f"{lane.name}.mp4"))  # what a playlist names
    assert (moved.status_code, moved.content) == (307, b"")
    assert fetch(moved["Location"], Range="bytes=0-99")[1] == part


def test_a_file_goes_straight_to_the_bucket_in_parts(in_bucket: str, author_client: Client, tmp_path: Path, monkeypatch) -> None:
    data = clip(tmp_path / "a.mp4", size="640x480", seconds=2, extra=("-crf", "1")).read_bytes()
    data += b"\x00\x40\x00\x00free" + bytes(4 * 1024 * 1024 - 8)  # an empty box: a film of several parts
    data += b"\x00\x40\x00\x00free" + bytes(4 * 1024 * 1024 - 8)
    about = {"name": "قص.mp4", "length": len(data)}
    told = author_client.post("/api/v1/uploads/direct/", about, content_type="application/json").json()
    assert told["parts"] == 2
    place = f"/api/v1/uploads/direct/{told['uuid']}"
    assert urlsplit(told["addresses"]["1"]).netloc == urlsplit(in_bucket).netloc
    put(told["addresses"]["1"], data[: told["part_bytes"]])
    assert author_client.post(place).json()["code"] == "parts_missing"
    again = author_client.get(place).json()  # as after a closed browser
    assert (again["there"], list(again["addresses"])) == ([1], ["2"])
    put(again["addresses"]["2"], data[told["part_bytes"] :])
    assert author_client.post(place).status_code == 202
    assert author_client.post(place).status_code == 202
    assert author_client.get(f"/api/v1/assets/{told['uuid']}").json()["state"] == "queued"
    deliver_all()
    state = author_client.get(f"/api/v1/assets/{told['uuid']}").json()
    assert state["state"] == "ready"
    asset = Asset.objects.get(uuid=state["uuid"])
    assert (asset.digest, asset.title) == (hashlib.sha256(data).hexdigest(), "قص")
    assert storages["default"].size(asset.file.name) == len(data)
    assert storages["default"].listdir("arriving")[1] == []
    stranger = Client()
    stranger.force_login(Person.objects.get(username="amina"))
    assert stranger.post("/api/v1/uploads/direct/", about, content_type="application/json").status_code == 403
    stranger.force_login(Person.objects.get(username="nadia"))
    assert stranger.get(place).status_code == 404


def put(address: str, data: bytes) -> None:
    request = urllib.request.Request(address, data=data, method="PUT", headers={"Content-Type": ""})
    assert urllib.request.urlopen(request, timeout=20).status == 200


def test_a_dishonest_file_in_the_bucket_is_refused_and_gone(in_bucket: str, author_client: Client) -> None:
    about = {"name": "lesson.mp4", "length": 40}
    told = author_client.post("/api/v1/uploads/direct/", about, content_type="application/json").json()
    put(told["addresses"]["1"], b"#EXTM3U\nhttp://169.254.169.254/".ljust(40))
    author_client.post(f"/api/v1/uploads/direct/{told['uuid']}")
    deliver_all()
    state = author_client.get(f"/api/v1/assets/{told['uuid']}").json()
    assert (state["state"], state["code"]) == ("refused", "not_what_it_says")
    assert state["message"]
    assert not Asset.objects.exists()
    assert storages["default"].listdir("arriving")[1] == []


class Trouble:
    """A server in the bucket's place that refuses, hangs, drips, or stops in the middle of an answer."""

    def __init__(self, manner: str, real: str) -> None:
        self.manner, self.real = manner, urlsplit(real)
        self.passed = 0  # bytes of answers that were handed on
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        held = []
        while True:
            try:
                caller, _from = self.door.accept()
            except OSError:
                return
            if self.manner == "refuses":
                caller.recv(65536)
                caller.sendall(b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                caller.close()
            elif self.manner == "hangs":
                held.append(caller)  # taken, never answered
            else:
                there = socket.create_connection((self.real.hostname, self.real.port))
                threading.Thread(target=self._hand_on, args=(caller, there, 65536, 0.0), daemon=True).start()
                size, pause = (DRIP, 0.1) if self.manner == "drips" else (65536, 0.0)
                threading.Thread(target=self._hand_on, args=(there, caller, size, pause), daemon=True).start()

    def _hand_on(self, giver: socket.socket, taker: socket.socket, size: int, pause: float) -> None:
        """Answers go slowly, or go no further once `STOP` bytes have gone; the link stays open."""
        try:
            while data := giver.recv(size):
                if giver.getpeername()[1] == self.real.port:
                    self.passed += len(data)
                    if self.manner == "stops" and self.passed > STOP:
                        taker.sendall(data[: len(data) // 2])
                        threading.Event().wait()
                time.sleep(pause)
                taker.sendall(data)
            taker.shutdown(socket.SHUT_WR)
        except OSError:
            return


DRIP = 800  # bytes, ten times a second: 64 kbit/s
STOP = 20_000  # bytes


@pytest.mark.parametrize("manner", ["refuses", "hangs", "is not there"])
def test_while_the_bucket_is_away_pages_answer_and_jobs_wait(
    in_bucket: str, author: Person, author_client: Client, tmp_path: Path, settings, monkeypatch, manner: str
) -> None:
    asset = take_in(path=tone(tmp_path / "a.mp3", seconds=1), name="a.mp3", by=author)
    away = f"http://127.0.0.1:{free_port()}" if manner == "is not there" else Trouble(manner, in_bucket).address
    use(settings, monkeypatch, away)
    hasty(settings)
    begun = time.monotonic()
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.attempts, asset.notes) == ("queued", 0, ["storage_away"])
    refused = author_client.post("/api/v1/uploads/direct/", {"name": "a.mp4", "length": 9}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (503, "storage_away")
    assert time.monotonic() - begun < 20
    begun = time.monotonic()
    assert queries.playable(queries.with_files().get(pk=asset.pk)).title  # a page asks the bucket nothing
    assert time.monotonic() - begun < 0.5
    use(settings, monkeypatch, in_bucket)  # it is back
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.notes) == ("ready", [])
    assert Upload.objects.count() == 0


def test_a_bucket_that_is_merely_slow_is_waited_for(
    in_bucket: str, author: Person, author_client: Client, tmp_path: Path, settings, monkeypatch
) -> None:
    """No answer comes at once, but bytes keep coming: nothing is given up, and nothing is lost."""
    data = tone(tmp_path / "a.mp3", seconds=4).read_bytes()
    asset = take_in(path=tmp_path / "a.mp3", name="a.mp3", by=author)
    slow = Trouble("drips", in_bucket)
    use(settings, monkeypatch, slow.address)
    hasty(settings)
    begun = time.monotonic()
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.attempts, asset.notes) == ("ready", 1, [])
    assert slow.passed > len(data) > 20_000
    assert time.monotonic() - begun > len(data) / (10 * DRIP)  # it was slow
    use(settings, monkeypatch, in_bucket)
    for rendition in asset.renditions.all():
        with rendition.file.open("rb") as kept:
            assert hashlib.sha256(kept.read()).hexdigest() == rendition.digest
    use(settings, monkeypatch, slow.address)
    begun = time.monotonic()
    told = author_client.post("/api/v1/uploads/direct/", {"name": "b.mp4", "length": 9}, content_type="application/json")
    assert (told.status_code, list(told.json()["addresses"])) == (201, ["1"])
    page = queries.playable(queries.with_files().get(pk=asset.pk))  # asks the bucket nothing
    assert page.lanes and time.monotonic() - begun < 3


def test_a_bucket_that_stops_in_the_middle_of_an_answer_is_asked_again_later(
    in_bucket: str, author: Person, tmp_path: Path, settings, monkeypatch
) -> None:
    asset = take_in(path=tone(tmp_path / "a.mp3", seconds=4), name="a.mp3", by=author)
    use(settings, monkeypatch, Trouble("stops", in_bucket).address)
    hasty(settings)
    begun = time.monotonic()
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.attempts, asset.notes) == ("queued", 0, ["storage_away"])
    assert time.monotonic() - begun < 20
    assert not list((tmp_path / "incoming/scratch").iterdir())
    use(settings, monkeypatch, in_bucket)
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.notes) == ("ready", [])


def test_a_file_that_is_missing_in_the_bucket_is_refused_not_waited_for(in_bucket: str, author: Person, tmp_path: Path) -> None:
    asset = take_in(path=tone(tmp_path / "a.mp3", seconds=1), name="a.mp3", by=author)
    bucket.delete(str(asset.file))
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.refusal_code) == ("refused", "processing_failed")


def hasty(settings) -> None:
    """The house's own patience, a tenth of it."""
    options = settings.STORAGES["default"]["OPTIONS"]
    config = options["client_config"]
    assert (config.connect_timeout, config.read_timeout) == (3, 10)
    options["client_config"] = config.merge(type(config)(connect_timeout=0.5, read_timeout=0.5))
    settings.STORAGES = {**settings.STORAGES}


def test_the_faults_a_bucket_raises_are_known() -> None:
    from media import stores

    assert issubclass(ClientError, stores.FAULTS)
    assert issubclass(BotoCoreError, stores.FAULTS)
    assert issubclass(RetriesExceededError, stores.FAULTS)
    assert not bucket.is_used()
