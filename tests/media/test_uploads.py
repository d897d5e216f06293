"""The resumable upload, as tus-js-client speaks it, and as a dishonest sender might."""

import base64
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from lms.outbox.models import Delivery
from lms.people.models import Person
from media import stores
from media.actions import uploads
from media.models import Asset, Upload
from media.rules.limits import CHUNK_BYTES, GIB
from tests.media.clips import clip

TUS = {"Tus-Resumable": "1.0.0"}


def start(client: Client, length: int, name: str = "lesson.mp4"):
    about = "filename " + base64.b64encode(name.encode()).decode()
    return client.post("/api/v1/uploads/", headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": about})


def patch(client: Client, address: str, offset: int, piece: bytes, **headers: str):
    return client.patch(
        address, piece, content_type="application/offset+octet-stream", headers={**TUS, "Upload-Offset": str(offset), **headers}
    )


def send(client: Client, data: bytes, name: str = "lesson.mp4"):
    address = start(client, len(data), name)["Location"]
    for offset in range(0, len(data), CHUNK_BYTES):
        last = patch(client, address, offset, data[offset : offset + CHUNK_BYTES])
    return last


def test_a_file_in_pieces_becomes_a_waiting_asset(author_client: Client, author: Person, tmp_path: Path) -> None:
    data = clip(tmp_path / "a.mp4").read_bytes()
    created = start(author_client, len(data), "قص القماش.mp4")
    assert created.status_code == 201
    address, middle = created["Location"], len(data) // 2
    assert patch(author_client, address, 0, data[:middle])["Upload-Offset"] == str(middle)
    assert author_client.head(address, headers=TUS)["Upload-Offset"] == str(middle)
    done = patch(author_client, address, middle, data[middle:])
    assert done.status_code == 204
    asset = Asset.objects.get(uuid=done["Warsha-Asset"])
    assert (asset.state, asset.title, asset.bytes, asset.uploaded_by) == ("queued", "قص القماش", len(data), author)
    assert asset.digest == hashlib.sha256(data).hexdigest()
    assert asset.file.name == f"originals/{asset.digest[:2]}/{asset.digest}.mp4"
    assert Delivery.objects.filter(lane="heavy", payload={"asset_id": asset.pk}).count() == 1


def test_what_is_on_the_disk_counts_after_a_cut(author_client: Client, tmp_path: Path) -> None:
    """A server killed in the middle of writing leaves a longer file than it ever confirmed; the upload goes on from there."""
    data = clip(tmp_path / "a.mp4").read_bytes()
    address = start(author_client, len(data))["Location"]
    path = stores.incoming_path(Upload.objects.get().uuid)
    path.write_bytes(data[:1234])
    assert author_client.head(address, headers=TUS)["Upload-Offset"] == "1234"
    wrong = patch(author_client, address, 0, data[:100])
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["offset"]) == (409, "wrong_offset", 1234)
    assert patch(author_client, address, 1234, data[1234:])["Warsha-Asset"]


def test_a_server_killed_after_the_last_piece_finishes_when_asked(author_client: Client, tmp_path: Path) -> None:
    data = clip(tmp_path / "a.mp4").read_bytes()
    address = start(author_client, len(data))["Location"]
    stores.incoming_path(Upload.objects.get().uuid).write_bytes(data)
    assert author_client.head(address, headers=TUS)["Upload-Offset"] == str(len(data))
    assert Asset.objects.get().state == "queued"
    assert author_client.head(address, headers=TUS)["Upload-Offset"] == str(len(data))
    assert Asset.objects.count() == 1


def test_the_same_file_twice_is_stored_once(author_client: Client, tmp_path: Path) -> None:
    data = clip(tmp_path / "a.mp4").read_bytes()
    first, second = send(author_client, data), send(author_client, data, "again.mp4")
    assert first["Warsha-Asset"] == second["Warsha-Asset"]
    files = [file for file in (tmp_path / "uploads").rglob("*") if file.is_file()]
    assert len(files) == 1
    assert Delivery.objects.filter(lane="heavy").count() == 1
    assert not list((tmp_path / "incoming").glob("*.part"))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("lesson.mp4", b"#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/latest\n", "not_what_it_says"),
        ("lesson.mp4", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not_what_it_says"),
        ("tool.exe", b"MZ" + b"\x00" * 50, "kind_not_accepted"),
        ("page.svg", b"<svg onload='alert(1)'/>", "kind_not_accepted"),
        ("photo.jpg", b"\xff\xd8\xff" + b"\x00" * (16 * 1024 * 1024), "too_large"),
    ],
)
def test_a_dishonest_file_is_refused_with_a_reason_and_leaves_nothing(
    author_client: Client, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    refused = send(author_client, data, name)
    assert refused.status_code == 422
    assert refused.json()["code"] == code
    assert refused.json()["message"]
    assert not Asset.objects.exists()
    assert not Upload.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.mp4", "-i.mp4", "a%05d.mp4", "concat:x|y.mp4", "x" * 300 + ".mp4", "a\x00b.mp4"]
)
def test_a_strange_name_never_reaches_the_disk(author_client: Client, tmp_path: Path, name: str) -> None:
    done = send(author_client, clip(tmp_path / "a.mp4").read_bytes(), name)
    asset = Asset.objects.get(uuid=done["Warsha-Asset"])
    assert asset.file.name.startswith("originals/")
    assert "/" not in asset.original_name
    assert {file.name for file in (tmp_path / "uploads").rglob("*") if file.is_file()} == {f"{asset.digest}.mp4"}


def test_sizes_are_held_to(author_client: Client) -> None:
    assert start(author_client, 4 * GIB + 1).json()["code"] == "too_large"
    assert start(author_client, 0).json()["code"] == "unreadable_media"
    address = start(author_client, 10)["Location"]
    assert patch(author_client, address, 0, b"x" * 11).json()["code"] == "too_large"
    large = start(author_client, 5 * CHUNK_BYTES)["Location"]
    assert patch(author_client, large, 0, b"x" * (CHUNK_BYTES + 1)).json()["code"] == "piece_too_large"


def test_a_damaged_piece_is_not_kept(author_client: Client) -> None:
    address = start(author_client, 8)["Location"]
    right = "sha256 " + base64.b64encode(hashlib.sha256(b"abcd").digest()).decode()
    assert patch(author_client, address, 0, b"abcX", **{"Upload-Checksum": right}).status_code == 460
    assert author_client.head(address, headers=TUS)["Upload-Offset"] == "0"
    assert patch(author_client, address, 0, b"abcd", **{"Upload-Checksum": right}).status_code == 204
    assert patch(author_client, address, 4, b"abcd", **{"Upload-Checksum": "md5 x"}).json()["code"] == "unknown_checksum"


def test_two_writers_at_once_do_not_mix(author: Person) -> None:
    upload = uploads.start_upload(by=author, name="a.mp4", length=100, now=timezone.now())
    with uploads._growing(upload), pytest.raises(uploads.Refusal) as caught:
        uploads.append_piece(upload=upload, offset=0, piece=b"x")
    assert (caught.value.code, caught.value.status) == ("upload_busy", 423)


def test_only_those_who_make_content_upload_and_only_their_own(author_client: Client) -> None:
    address = start(author_client, 10)["Location"]
    trainee = Client()
    assert start(trainee, 10).status_code == 403
    trainee.force_login(Person.objects.get(username="amina"))
    assert start(trainee, 10).status_code == 403
    other = Client()
    other.force_login(Person.objects.get(username="admin"))
    assert other.head(address, headers=TUS).status_code == 404
    assert patch(other, address, 0, b"x").status_code == 404


def test_protocol_corners(author_client: Client) -> None:
    options = author_client.options("/api/v1/uploads/")
    assert (options.status_code, options["Tus-Version"]) == (204, "1.0.0")
    assert author_client.post("/api/v1/uploads/", headers={"Upload-Length": "5"}).status_code == 412
    assert author_client.post("/api/v1/uploads/", headers={**TUS, "Upload-Length": "-5"}).status_code == 400
    address = start(author_client, 10)["Location"]
    assert author_client.patch(address, b"x", content_type="text/plain", headers={**TUS, "Upload-Offset": "0"}).status_code == 415
    assert author_client.delete(address, headers=TUS).status_code == 204
    assert author_client.head(address, headers=TUS).status_code == 404


def test_what_nobody_went_on_with_is_forgotten(author_client: Client, tmp_path: Path) -> None:
    address = start(author_client, 10)["Location"]
    assert uploads.discard_expired_uploads(now=timezone.now()) == 0
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert uploads.discard_expired_uploads(now=later) == 1
    assert author_client.head(address, headers=TUS).status_code == 404
    assert not list((tmp_path / "incoming").iterdir())


def test_a_full_disk_is_said_and_what_has_arrived_is_safe() -> None:
    with Path("/dev/full").open("r+b", buffering=0) as full, pytest.raises(uploads.Refusal) as refused:
        uploads._put(full, b"x" * 100)
    assert (refused.value.code, refused.value.status) == ("storage_full", 507)
