"""Documents through the real converter: light pictures that are upright, with the text that stands on them."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from PIL import Image

from lms.outbox.actions import deliver_all
from lms.people.models import Person
from media import queries
from media.actions.assets import take_in
from media.pipeline.make import MadeFile, Outcome, Refused, make
from media.rules.limits import PAGES
from tests.media import papers
from tests.media.papers import WORDS, changed

LIGHT = 40_000  # bytes of a page without photographs
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages, made once."""
    return papers.paper(tmp_path_factory.mktemp("papers") / "a.pdf")


def converted(source: Path) -> Outcome:
    folder = source.parent / f"work-{source.stem}"
    folder.mkdir()
    return make(source, name=source.name, folder=folder, progress=lambda percent: None)


def pages(outcome: Outcome, codec: str = "webp") -> list[MadeFile]:
    return [file for file in outcome.files if file.codec == codec]


def seen(file: MadeFile) -> np.ndarray:
    with Image.open(file.path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def assert_upright(file: MadeFile) -> None:
    """Red at the head, blue at the foot, white between; the ink of the text is asked for where there is text."""
    picture = seen(file)
    height, width = picture.shape[:2]
    for row, colour in ((0.05, RED), (0.5, WHITE), (0.95, BLUE)):
        assert np.abs(picture[int(height * row), width // 8] - colour).max() < 12, (file.path.name, row)
    ink = (picture[int(height * 0.15) : int(height * 0.4)].max(axis=2) < 90).mean()
    assert bool(ink > 0.0005) is bool(file.detail["text"])


@pytest.mark.parametrize("producer", [None, papers.printed_by_a_browser], ids=["word processor", "browser"])
def test_each_page_is_a_light_upright_picture_with_its_text(
    paper: Path, tmp_path: Path, producer: Callable[[Path], Path] | None
) -> None:
    source = tmp_path / "b.pdf"
    if producer:
        producer(source)
    else:
        source.write_bytes(paper.read_bytes())
    outcome = converted(source)
    assert (outcome.kind, outcome.seconds, outcome.notes) == ("document", None, [])
    for codec in ("avif", "webp"):
        made = pages(outcome, codec)
        assert [file.detail["number"] for file in made] == [1, 2, 3]
        assert [(file.width, file.height) for file in made] == [(1061, 1500)] * 3
        assert all(file.path.stat().st_size < LIGHT for file in made)
    for file in pages(outcome)[:: 2 if producer else 1]:  # a browser does not say that a page lies upside down
        assert_upright(file)
    first, second, third = (file.detail["text"] for file in pages(outcome))
    assert "فك الضاغط" in first
    assert WORDS[0] in first  # «لا تلمس», not «ال تلمس»: the sign of lam and alef is read in its order
    assert third == ""
    if not producer:
        assert re.findall(r"\w+", second) == re.findall(r"\w+", WORDS[1])


GOOD: dict[str, Callable[[Path, Path], Path]] = {
    "only its change is forbidden": partial(papers.locked, password=""),
    "with a script": partial(changed, change="with_script"),
    "with a broken table": papers.broken_table,
}


@pytest.mark.parametrize("name", GOOD)
def test_an_awkward_document_comes_out_whole(paper: Path, tmp_path: Path, name: str) -> None:
    outcome = converted(GOOD[name](paper, tmp_path / "b.pdf"))
    assert outcome.notes == (["repaired"] if name == "with a broken table" else [])
    made = pages(outcome)
    assert len(made) == 3
    for file in made:
        assert_upright(file)
    assert WORDS[0] in made[0].detail["text"]
    assert all(b"launchURL" not in file.path.read_bytes() for file in outcome.files)


def test_of_ten_thousand_pages_the_first_are_drawn_and_the_author_is_told(paper: Path, tmp_path: Path) -> None:
    outcome = converted(papers.endless(paper, tmp_path / "b.pdf"))
    assert outcome.notes == ["pages_left_out"]
    assert [file.detail["number"] for file in pages(outcome)] == list(range(1, PAGES + 1))


def test_a_page_as_large_as_a_field_becomes_a_picture_of_the_usual_size(paper: Path, tmp_path: Path) -> None:
    (page,) = pages(converted(changed(paper, tmp_path / "b.pdf", "very_large")))
    assert (page.width, page.height) == (1500, 1500)


REFUSED: dict[str, tuple[Callable[[Path, Path], Path], str]] = {
    "locked": (partial(papers.locked, password="secret"), "locked"),
    "without a page": (partial(changed, change="without_pages"), "unreadable_media"),
    "broken off": (papers.broken_off, "cut_short"),
    "empty inside": (partial(papers.of_bytes, data=b"%PDF-1.7\n" + bytes(3000) + b"%%EOF"), "unreadable_media"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_cannot_be_shown_is_refused_for_its_reason(paper: Path, tmp_path: Path, name: str) -> None:
    maker, code = REFUSED[name]
    with pytest.raises(Refused) as refused:
        converted(maker(paper, tmp_path / "b.pdf"))
    assert refused.value.code == code


def test_its_text_is_there_for_the_search_and_beside_the_picture(
    paper: Path, tmp_path: Path, author: Person, client: Client, django_assert_num_queries
) -> None:
    copy = tmp_path / "ورقة.pdf"
    copy.write_bytes(paper.read_bytes())
    asset = take_in(path=copy, name=copy.name, by=author)
    deliver_all()
    with django_assert_num_queries(1):
        found = queries.printed([str(asset.uuid)])
    assert [(page.asset_uuid, page.number) for page in found] == [(str(asset.uuid), 1), (str(asset.uuid), 2)]
    assert WORDS[0] in found[0].text
    shown = queries.playable(queries.with_files().get(pk=asset.pk))
    assert [bool(page.text) for page in shown.pages] == [True, True, False]
    assert client.get(shown.pages[0].webp)["Content-Type"] == "image/webp"
