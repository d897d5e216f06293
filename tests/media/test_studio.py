"""The library in the studio."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lms.people.models import Person
from media.models import Asset, Rendition
from tests.media.clips import clip


@pytest.fixture
def studio(author: Person) -> Client:
    """A superuser: which authors may enter the studio is decided by the studio's own app."""
    Person.objects.filter(pk=author.pk).update(is_superuser=True, is_staff=True)
    client = Client()
    client.force_login(Person.objects.get(pk=author.pk))
    return client


def make(number: int, **fields: object) -> Asset:
    known = {"kind": "video", "state": "ready", "title": f"Film {number}", "original_name": "a.mp4", "file": "x", "bytes": 1}
    return Asset.objects.create(digest=f"{number:064d}", **{**known, **fields})


def test_the_library_lists_state_and_reason(studio: Client) -> None:
    make(1)
    make(2, state="refused", refusal_code="too_long")
    page = studio.get("/studio/media/")
    assert page.status_code == 200
    assert "Film 1" in page.content.decode()
    assert Asset(refusal_code="too_long").refusal_sentence in page.content.decode()


def test_the_library_shows_the_face_of_each_file(studio: Client) -> None:
    film, paper = make(1), make(2, kind="document")
    add = Rendition.objects.create
    add(asset=film, kind="poster", name="poster.webp", codec="webp", file="x", digest="a" * 64, bytes=1)
    add(asset=film, kind="still", name="still-000.webp", codec="webp", file="y", digest="b" * 64, bytes=1)
    for number in (1, 2):
        detail = {"number": number, "text": ""}
        add(asset=paper, kind="page", name=f"page-{number}.webp", codec="webp", file="z", digest="c" * 64, bytes=1, detail=detail)
    make(3, kind="audio")
    for address in ("/studio/media/", "/studio/choose-asset/results/"):
        shown = studio.get(address).content.decode()
        faces = re.findall(r'<img class="asset-face" src="([^"]+)"', shown)
        assert sorted(face.rpartition("/")[2] for face in faces) == ["page-1.webp", "poster.webp"]
        assert all(str(asset.uuid) in "".join(faces) for asset in (film, paper))


def test_the_list_costs_the_same_for_three_as_for_one(studio: Client, django_assert_max_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make(1)
    studio.get("/studio/media/")
    with CaptureQueriesContext(connection) as one:
        studio.get("/studio/media/")
    make(2)
    make(3)
    with CaptureQueriesContext(connection) as three:
        studio.get("/studio/media/")
    assert len(three) == len(one)


def test_the_plain_form_takes_a_file_in(studio: Client, tmp_path: Path) -> None:
    data = clip(tmp_path / "a.mp4").read_bytes()
    page = studio.get("/studio/media/new/")
    assert "data-upload" in page.content.decode()
    sent = studio.post("/studio/media/new/", {"file": SimpleUploadedFile("cut.mp4", data), "title": "Cutting"})
    assert sent.status_code == 302
    assert Asset.objects.get().title == "Cutting"


def test_the_plain_form_says_why_not(studio: Client) -> None:
    page = studio.post("/studio/media/new/", {"file": SimpleUploadedFile("cut.mp4", b"<html>"), "title": ""})
    from media.rules.refusals import sentence

    assert page.status_code == 200
    assert sentence("not_what_it_says") in page.content.decode()
    assert not Asset.objects.exists()


def test_an_asset_gets_a_title_and_captions(studio: Client) -> None:
    asset = make(1, state="queued")
    address = f"/studio/media/edit/{asset.pk}/"
    assert studio.get(address).status_code == 200
    words = SimpleUploadedFile("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nأهلا".encode())
    assert studio.post(address, {"title": "New", "language": "ar", "captions": words}).status_code == 302
    asset.refresh_from_db()
    assert asset.title == "New"
    assert "أهلا" in asset.captions.get().text


def test_the_chooser_narrows_by_kind_and_leaves_out_refused(studio: Client) -> None:
    make(1, title="A film")
    make(2, title="A photo", kind="image")
    make(3, title="Broken", state="refused")
    shown = studio.get("/studio/choose-asset/results/?kind=video").content.decode()
    assert "A film" in shown
    assert "A photo" not in shown
    assert "Broken" not in shown
    assert studio.get("/studio/choose-asset/?kind=video").json()["step"] == "choose"


def test_a_lesson_block_keeps_the_chosen_asset(studio: Client) -> None:
    from media.blocks import AssetChooserBlock

    asset = make(1)
    block = AssetChooserBlock(kind="video")
    assert block.to_python(asset.pk) == asset
    assert block.get_prep_value(asset) == asset.pk
    assert "kind=video" in block.widget.get_chooser_modal_url()


def test_a_trainee_does_not_enter_the_library(client: Client, library: None) -> None:
    client.force_login(Person.objects.get(username="amina"))
    assert client.get("/studio/media/").status_code in (302, 403)
