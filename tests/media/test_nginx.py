"""Files behind a real nginx with `deploy/nginx.conf`: the application says which, nginx sends the bytes."""

from collections.abc import Iterator

import pytest

from media.rules.limits import RANGE_BYTES
from tests.media.clips import clip
from tests.media.front import Front

pytestmark = pytest.mark.xdist_group("nginx")
PAPER = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 60 60]>>endobj trailer<</Root 1 0 R>>\n%%%b\n%%%%EOF" % (b"x" * 400_000)
)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    film = clip(folder / "film.mp4", size="64x64", seconds=1)
    paper = folder / "form.pdf"
    paper.write_bytes(PAPER)
    started = Front(folder)
    try:
        started.start(film, paper)
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="module")
def film(front: Front) -> tuple[str, bytes]:
    """A film's address and its bytes."""
    address = front.files["video"]["progressive"]
    return address, (front.uploads / front.files["video"]["stored"][address.rpartition("/")[2]]).read_bytes()


def test_nginx_sends_any_part_of_a_film_and_the_application_not_one_byte(front: Front, film: tuple[str, bytes]) -> None:
    address, data = film
    for asked, part, said in (
        ("bytes=0-99", data[:100], f"bytes 0-99/{len(data)}"),
        ("bytes=1000-", data[1000:], f"bytes 1000-{len(data) - 1}/{len(data)}"),
        ("bytes=-10", data[-10:], f"bytes {len(data) - 10}-{len(data) - 1}/{len(data)}"),
    ):
        answer = front.ask(address, Range=asked, Accept_Encoding="gzip")
        assert (answer.status, answer.headers["content-range"], answer.body == part) == (206, said, True)
        assert "content-encoding" not in answer.headers
    assert front.ask(address, Range=f"bytes={len(data)}-").status == 416
    whole = front.ask(address)
    assert (whole.status, whole.body == data, whole.headers["accept-ranges"]) == (200, True, "bytes")
    alone = front.ask_application(address, Range="bytes=0-99")
    assert (alone.status, alone.body) == (200, b"")
    assert alone.headers["x-accel-redirect"].startswith("/protected-uploads/renditions/")
    lines = [line for line in front.log() if line["path"] == address]
    assert max(line["sent"] for line in lines) == len(data)
    assert {line["from_application"] for line in lines} == {"0"}


def test_a_phone_keeps_what_it_has_fetched(front: Front, film: tuple[str, bytes]) -> None:
    headers = front.ask(film[0]).headers
    assert headers["cache-control"] == "private, max-age=86400, immutable"  # as long as the address is good
    assert headers["content-type"] == "video/mp4"
    assert headers["x-content-type-options"] == "nosniff"
    assert "x-accel-redirect" not in headers
    assert "nginx/" not in headers["server"]
    again = front.ask(film[0], If_None_Match=headers["etag"])
    assert (again.status, again.body) == (304, b"")
    asked = front.ask(film[0], "HEAD")
    assert (asked.status, asked.body, asked.headers["content-length"]) == (200, b"", str(len(film[1])))


def test_nobody_comes_in_without_a_good_address(front: Front, film: tuple[str, bytes]) -> None:
    address, data = film
    day, _dash, _signature = address.split("/")[2].partition("-")
    assert front.ask(front.files["video"]["expired"]).status == 410
    assert front.ask(address.replace(day, str(int(day) + 100), 1)).status == 403
    stored = front.files["video"]["stored"][address.rpartition("/")[2]]
    for path, status in (
        (f"/protected-uploads/{stored}", 404),
        (f"/uploads/{stored}", 404),
        (f"/static/../protected-uploads/{stored}", 404),
        (f"/protected-uploads/../../{stored}", 400),
        (address.replace(address.rpartition("/")[2], "..%2Foriginals"), 404),
    ):
        answer = front.ask(path)
        assert (answer.status, data[:64] in answer.body) == (status, False), path
    moved = front.ask_plainly(address)
    assert (moved.status, moved.headers["location"]) == (301, f"https://warsha.example{address}")


def test_a_strangers_document_is_saved_and_runs_nothing(front: Front) -> None:
    answer = front.ask(front.files["document"]["download"])
    assert (answer.status, answer.body[:8]) == (200, b"%PDF-1.4")
    assert len(answer.body) > RANGE_BYTES  # more than the embedded server would send at once
    part = front.ask(front.files["document"]["download"], Range="bytes=0-")
    assert (part.status, part.body == answer.body) == (206, True)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
