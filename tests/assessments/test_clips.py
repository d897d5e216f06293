"""Clips of the work: announced before the seal, arriving afterwards, resumed where they broke off, and no other bytes."""

import json
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from assessments import actions
from assessments.models import EvidenceClip, MarkSheet
from lms.records.queries.verify import verify_records
from tests.assessments.test_practical import judge_all

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two seconds as a phone films them."""
    path = tmp_path_factory.mktemp("film") / "clip.webm"
    source = ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=10", "-t", "2", "-c:v", "libvpx", "-b:v", "160k"]
    subprocess.run(["ffmpeg", "-v", "error", *source, str(path)], check=True)
    return path.read_bytes()


@pytest.fixture
def sheet(settings: LazySettings, tmp_path: Path) -> MarkSheet:
    settings.INCOMING_DIR = tmp_path
    return MarkSheet.objects.select_related("assignment__task_version").get(assignment__case__person__username="amina")


@pytest.fixture
def send(signed_in: Callable[[str], Client], sheet: MarkSheet) -> Callable[..., Any]:
    client = signed_in("samir")

    def request(uuid: UUID, *, note: dict[str, Any] | None = None, at: int = 0, data: bytes = b"") -> Any:
        path = f"/api/v1/marking/{sheet.uuid}/clips/{uuid}"
        if note is not None:
            return client.put(path, json.dumps(note), "application/json")
        return client.put(f"{path}/pieces?at={at}", data, "application/octet-stream")

    return request


def note_of(film: bytes, sheet: MarkSheet, **change: Any) -> dict[str, Any]:
    line = sheet.assignment.task_version.rubric[0]["id"]
    marks = [{"aspect": line, "second": 1}]
    note = {"digest": sha256(film).hexdigest(), "bytes": len(film), "bookmarks": marks, "taken_at": timezone.now().isoformat()}
    return note | change


def test_a_clip_announced_before_the_seal_arrives_after_it_in_pieces(
    film: bytes, sheet: MarkSheet, send: Callable[..., Any], signed_in: Callable[[str], Client]
) -> None:
    uuid, half = uuid4(), len(film) // 2
    assert send(uuid, data=film[:half]).json()["code"] == "clip_unknown"
    for _again in range(2):
        assert send(uuid, note=note_of(film, sheet)).status_code == 200
    judge_all(sheet)
    sealed = actions.seal_sheet(sheet=sheet, now=timezone.now())  # marking does not wait
    assert sealed.document["clips"] == [sha256(film).hexdigest()]
    assert send(uuid, at=0, data=film[:half]).json() == {"have": half}
    assert send(uuid, at=0, data=film[:half]).json() == {"have": half}  # the answer was lost: the same again
    assert send(uuid, at=half + 9, data=film[half:]).json() == {"have": half}  # a gap
    assert send(uuid, at=half, data=film[half:]).json() == {"have": len(film)}
    assert send(uuid, at=half, data=film[half:]).json() == {"have": len(film)}
    clip = EvidenceClip.objects.get()
    assert clip.asset is not None and clip.asset.digest == sha256(film).hexdigest()
    assert "being prepared" in signed_in("samir").get(f"/en/marking/{sheet.uuid}/").content.decode()
    assert not verify_records().breaks  # the chain holds the sheet as it was sealed


def test_other_bytes_than_were_announced_are_refused_and_the_right_ones_still_come(
    film: bytes, sheet: MarkSheet, send: Callable[..., Any]
) -> None:
    uuid = uuid4()
    send(uuid, note=note_of(film, sheet))
    assert send(uuid, data=bytes(len(film))).json()["code"] == "clip_wrong"
    assert send(uuid, data=film + b"more").json()["code"] == "clip_wrong"
    assert send(uuid, data=film).json() == {"have": len(film)}


@pytest.mark.parametrize("change", [{"digest": "x"}, {"bytes": 30_000_000}, {"bookmarks": [{"aspect": "nonsense", "second": 1}]}])
def test_what_is_no_clip(change: dict[str, Any], film: bytes, sheet: MarkSheet, send: Callable[..., Any]) -> None:
    assert send(uuid4(), note=note_of(film, sheet, **change)).json()["code"] == "clip_malformed"


def test_a_sealed_sheet_takes_no_new_clip(film: bytes, sheet: MarkSheet, send: Callable[..., Any]) -> None:
    judge_all(sheet)
    actions.seal_sheet(sheet=sheet, now=timezone.now())
    assert send(uuid4(), note=note_of(film, sheet)).json()["code"] == "sheet_sealed"
