"""`manage.py ingest_assets`, as checks from outside call it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from media.models import Asset
from tests.media.clips import clip, tone

pytestmark = pytest.mark.usefixtures("library")


def ingest(*files: Path, wait: bool = True) -> list[dict]:
    said = StringIO()
    call_command("ingest_assets", *map(str, files), *(["--wait"] if wait else []), "--json", stdout=said)
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_good_and_bad_files_each_get_a_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.mp4"
    bad.write_text("#EXTM3U\nhttp://127.0.0.1/\n")
    video, voice = clip(tmp_path / "فيديو.mp4", size="480x270"), tone(tmp_path / "voice.mp3")
    reports = ingest(video, bad, tmp_path / "missing.mp4", voice)
    assert [report["outcome"] for report in reports] == ["ready", "refused", "refused", "ready"]
    assert [report["file"] for report in reports] == [str(video), str(bad), str(tmp_path / "missing.mp4"), str(voice)]
    assert (reports[1]["code"], reports[2]["code"]) == ("not_what_it_says", "unreadable_media")
    assert reports[1]["reason"]
    first = reports[0]
    assert (first["kind"], first["width"], first["height"]) == ("video", 480, 270)
    assert first["seconds"] == pytest.approx(2, abs=0.1)
    h264 = [made["height"] for made in first["renditions"] if made["codec"] == "h264"]
    assert h264 == [270, 240]
    assert {"path", "height", "codec", "bytes"} <= set(first["renditions"][0])
    for made in first["renditions"]:
        assert Path(made["path"]).stat().st_size == made["bytes"]
    assert (reports[3]["kind"], reports[3]["width"]) == ("audio", 0)
    assert video.exists()


def test_the_same_file_again_is_the_same_asset(tmp_path: Path) -> None:
    video = clip(tmp_path / "a.mp4", size="320x240", seconds=1)
    first, second = ingest(video), ingest(video)
    assert first == second
    assert Asset.objects.count() == 1


def test_without_waiting_the_worker_does_it(tmp_path: Path) -> None:
    report = ingest(clip(tmp_path / "a.mp4", size="320x240", seconds=1), wait=False)[0]
    assert (report["outcome"], report["renditions"]) == ("queued", [])
