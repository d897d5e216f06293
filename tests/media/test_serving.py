"""Signed addresses, ranges, playlists, captions; and what other apps read."""

from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.test import AsyncRequestFactory, Client
from django.utils import timezone
from uuid6 import uuid7

from lms.people.models import Person
from media import delivery, queries
from media.access import token_for
from media.actions.captions import write_captions
from media.models import Asset, Rendition
from media.rules.limits import RANGE_BYTES

BYTES = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture
def asset(author: Person) -> Asset:
    """A ready recording with three lanes; its bytes are not a real film, which no test here needs."""
    asset = Asset.objects.create(
        kind="video", state="ready", title="Flare", original_name="a.mp4", digest="d" * 64, file="originals/a.mp4", bytes=9,
        seconds=100.0, width=1280, height=720, uploaded_by=author,
    )  # fmt: skip
    made = [
        ("480.mp4", "h264", 854, 480),
        ("240.mp4", "h264", 426, 240),
        ("av1-240.mp4", "av1", 426, 240),
        ("sound.mp4", "aac", 0, 0),
    ]
    for name, codec, width, height in made:
        stored = default_storage.save(f"renditions/{name}", _content(BYTES))
        Rendition.objects.create(
            asset=asset, kind="video" if width else "audio", name=name, codec=codec, width=width, height=height, file=stored,
            digest=name.ljust(64, "0"), bytes=len(BYTES), playlist=f"#EXTM3U\n{name}\n",
            detail={"codecs": {"h264": "avc1.64001f,mp4a.40.2", "av1": "av01.0.00M.08,mp4a.40.2", "aac": "mp4a.40.2"}[codec],
                    "init_bytes": 900, "index_bytes": 1000, "peak_bits": 90_000, "fps": 25.0, "seconds": 100.0},
        )  # fmt: skip
    return asset


def _content(data: bytes):
    from django.core.files.base import ContentFile

    return ContentFile(data)


@pytest.fixture
def asset_address(asset: Asset) -> str:
    return queries.signed_address(asset, "480.mp4")


@pytest.mark.parametrize(
    ("header", "status", "expected", "content_range"),
    [
        ("bytes=0-99", 206, BYTES[:100], "bytes 0-99/1048576"),
        ("bytes=0-", 206, BYTES[:RANGE_BYTES], "bytes 0-262143/1048576"),
        ("bytes=1048570-", 206, BYTES[-6:], "bytes 1048570-1048575/1048576"),
        ("bytes=-10", 206, BYTES[-10:], "bytes 1048566-1048575/1048576"),
        ("bytes=1048576-", 416, b"", "bytes */1048576"),
    ],
    ids=["start", "open end", "tail", "last bytes", "outside"],
)
def test_ranges(client: Client, asset_address: str, header: str, status: int, expected: bytes, content_range: str) -> None:
    answer = client.get(asset_address, headers={"Range": header, "Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.content, answer["Content-Range"]) == (status, expected, content_range)


def test_the_whole_file(client: Client, asset: Asset) -> None:
    answer = client.get(queries.signed_address(asset, "480.mp4"), headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (200, "video/mp4", "bytes")
    assert b"".join(answer.streaming_content) == BYTES
    assert int(answer["Content-Length"]) == len(BYTES)


async def test_the_whole_file_under_asgi_in_pieces() -> None:
    stored = await sync_to_async(default_storage.save)("renditions/a.mp4", _content(BYTES))
    answer = delivery.send_file(AsyncRequestFactory().get("/"), stored, name="a.mp4", size=len(BYTES))
    pieces = [piece async for piece in answer.streaming_content]
    assert b"".join(pieces) == BYTES
    assert max(map(len, pieces)) <= 64 * 1024


def test_the_address_is_the_same_all_day_and_may_be_kept(client: Client, asset: Asset) -> None:
    morning, evening = datetime(2026, 11, 21, 1, tzinfo=UTC), datetime(2026, 11, 21, 22, tzinfo=UTC)
    address = queries.signed_address(asset, "480.mp4", now=morning)
    assert address == queries.signed_address(asset, "480.mp4", now=evening)
    assert address != queries.signed_address(asset, "480.mp4", now=evening + timedelta(days=1))
    kept = client.get(queries.signed_address(asset, "480.mp4"), headers={"Range": "bytes=0-9"})["Cache-Control"]
    assert "immutable" in kept
    assert "private" in kept


def _json(client: Client, address: str):
    return client.get(address, headers={"Accept": "application/json"})


def test_a_foreign_changed_or_old_address_is_refused(client: Client, asset: Asset) -> None:
    good = queries.signed_address(asset, "480.mp4")
    token = good.split("/")[2]
    other = Asset.objects.create(kind="video", state="ready", title="x", original_name="x", digest="e" * 64, file="x", bytes=1)
    for wrong in (
        good.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B")),
        good.replace(token, "99991231" + token[8:]),  # a longer life than was signed
        good.replace(str(asset.uuid), str(other.uuid)),
        good.replace(str(asset.uuid), str(uuid7())),
        good.replace(token, "nonsense"),
    ):
        refused = _json(client, wrong)
        assert (refused.status_code, refused.json()["code"]) == (403, "address_not_ours")
    old = queries.signed_address(asset, "480.mp4", now=timezone.now() - timedelta(days=3))
    assert (_json(client, old).status_code, _json(client, old).json()["code"]) == (410, "address_expired")


@pytest.mark.parametrize("name", ["999.mp4", "..%2F..%2Fetc%2Fpasswd", "original.pdf", "999.m3u8", "fr.vtt", "originals"])
def test_only_files_that_were_made_are_there(client: Client, asset: Asset, name: str) -> None:
    token = token_for(asset.uuid, now=timezone.now())
    assert client.get(f"/media/{token}/{asset.uuid}/{name}").status_code == 404


def test_playlists_keep_the_signed_path(client: Client, asset: Asset) -> None:
    master = client.get(queries.signed_address(asset, "master.m3u8"))
    assert master["Content-Type"] == "application/vnd.apple.mpegurl"
    lines = [line for line in master.content.decode().splitlines() if not line.startswith("#")]
    assert sorted(lines) == ["240.m3u8", "480.m3u8", "av1-240.m3u8", "sound.m3u8"]
    folder = queries.signed_address(asset, "master.m3u8").rsplit("/", 1)[0]
    assert client.get(f"{folder}/480.m3u8").content == b"#EXTM3U\n480.mp4\n"
    assert client.get(f"{folder}/480.mp4", headers={"Range": "bytes=0-0"}).status_code == 206


def test_captions_are_marked_for_arabic(client: Client, asset: Asset, author: Person) -> None:
    write_captions(asset=asset, language="ar", text="WEBVTT\n\n00:01.000 --> 00:02.000\nLCD هي الشاشة.", by=author)
    answer = client.get(queries.signed_address(asset, "ar.vtt"))
    assert answer["Content-Type"].startswith("text/vtt")
    assert "\u200fLCD" in answer.content.decode()


def test_nginx_sends_the_bytes_in_production(client: Client, asset: Asset, settings) -> None:
    settings.UPLOADS_ACCELERATED = True
    answer = client.get(queries.signed_address(asset, "480.mp4"))
    assert answer["X-Accel-Redirect"] == "/protected-uploads/renditions/480.mp4"
    assert answer.content == b""


def test_a_document_is_saved_never_shown(client: Client, library: None) -> None:
    stored = default_storage.save("originals/a.pdf", _content(b"%PDF-1.4 <script>"))
    asset = Asset.objects.create(
        kind="document", state="ready", title="Form", original_name="f.pdf", digest="f" * 64, file=stored, bytes=17
    )
    answer = client.get(queries.playable(asset).download)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox"


def test_a_slow_reader_costs_no_more_than_a_piece(client: Client, asset: Asset) -> None:
    answer = client.get(queries.signed_address(asset, "480.mp4"), headers={"Range": "bytes=0-1048575"})
    assert len(answer.content) == RANGE_BYTES


def test_what_a_page_needs_to_play(asset: Asset) -> None:
    shown = queries.playable(queries.with_files().get(pk=asset.pk))
    assert [lane.name for lane in shown.lanes] == ["480", "240", "av1-240", "sound"]
    assert [lane.side for lane in shown.choices] == [480, 240, 0]
    assert shown.progressive.endswith("/240.mp4")  # the largest up to 360
    assert shown.clock == "1:40"
    assert shown.choices[1].thrifty_megabytes == pytest.approx(1.048576)


def test_reading_many_assets_costs_three_queries(asset: Asset, django_assert_num_queries) -> None:
    for number in range(2):
        Asset.objects.create(
            kind="image", state="queued", title="x", original_name="x", digest=str(number) * 64, file="x", bytes=1
        )
    with django_assert_num_queries(3):
        summaries = [queries.asset_summary(asset) for asset in queries.with_files()]
    assert len(summaries) == 3
    assert {file["name"] for file in summaries[0]["files"]} == {"480.mp4", "240.mp4", "av1-240.mp4", "sound.mp4"}


def test_only_content_makers_ask_how_far_a_conversion_is(client: Client, author_client: Client, asset: Asset) -> None:
    Asset.objects.filter(pk=asset.pk).update(state="processing", percent=42)
    state = author_client.get(f"/api/v1/assets/{asset.uuid}").json()
    assert (state["state"], state["percent"]) == ("processing", 42)
    assert client.get(f"/api/v1/assets/{asset.uuid}").status_code == 403
