"""Real files through the real converter."""

import hashlib
import json
import subprocess
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from lms.outbox.actions import deliver_all
from media.actions.assets import take_in
from media.actions.processing import process_asset
from media.models import Asset
from media.pipeline import cage, encode
from media.pipeline.make import Refused, make
from media.rules import boxes, ladder
from media.rules.ladder import Plan
from tests.media.clips import clip, tone

NINE = {"240.mp4", "144.mp4", "av1-240.mp4", "sound.mp4", "opus-sound.mp4"} | {
    "poster.webp", "sprite.webp", "still-000.webp", "wave.bin",
}  # fmt: skip


def made(source: Path, tmp_path: Path):
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    return make(source, name=source.name, folder=folder, progress=lambda percent: None)


def ffprobe(path: Path, *what: str) -> dict:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", *what, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def key_times(path: Path) -> list[float]:
    packets = ffprobe(path, "-select_streams", "v", "-show_packets")["packets"]
    return [round(float(p["pts_time"]), 2) for p in packets if "K" in p["flags"]]


def test_a_clip_becomes_a_ladder_with_aligned_key_frames_and_the_index_in_front(tmp_path: Path) -> None:
    outcome = made(clip(tmp_path / "a.mp4", size="640x480", seconds=9, fps="5"), tmp_path)
    assert (outcome.kind, outcome.width, outcome.height) == ("video", 640, 480)
    assert outcome.seconds == pytest.approx(9, abs=0.1)
    videos = [file for file in outcome.files if file.kind == "video"]
    assert [(v.codec, v.height) for v in videos] == [("h264", 480), ("h264", 360), ("h264", 240), ("av1", 360), ("av1", 240)]
    assert {file.kind for file in outcome.files} == {"video", "audio", "poster", "sprite", "still", "wave"}
    for video in videos:
        assert key_times(video.path) == [0, 4, 8], video.path.name
        found = ffprobe(video.path)
        assert [stream["codec_type"] for stream in found["streams"]] == ["video", "audio"]
        assert found["streams"][0]["pix_fmt"] == "yuv420p"
        with video.path.open("rb") as opened:
            index = boxes.read_index(opened)
        assert len(index.segments) == 3
        assert index.index_bytes < 4096
        assert index.segments[0].offset == index.index_bytes
        assert index.segments[-1].offset + index.segments[-1].bytes <= video.path.stat().st_size
        data = video.path.read_bytes()
        assert all(data[s.offset + 4 : s.offset + 8] == b"moof" for s in index.segments)


def test_the_browser_codec_text_is_true(tmp_path: Path) -> None:
    outcome = made(clip(tmp_path / "a.mp4", size="640x360", seconds=1), tmp_path)
    codecs = {file.path.name: file.detail["codecs"] for file in outcome.files if file.playlist}
    assert codecs["360.mp4"].startswith("avc1.64")
    assert codecs["240.mp4"].startswith("avc1.4d")
    assert codecs["av1-240.mp4"].startswith("av01.0.")
    assert codecs["sound.mp4"] == "mp4a.40.2"


def test_ffmpeg_plays_the_byte_range_playlist(tmp_path: Path) -> None:
    outcome = made(clip(tmp_path / "a.mp4", size="320x240", seconds=9), tmp_path)
    video = next(file for file in outcome.files if file.path.name == "240.mp4")
    playlist = video.path.with_suffix(".m3u8")
    playlist.write_text(video.playlist)
    assert float(ffprobe(playlist)["format"]["duration"]) == pytest.approx(9, abs=0.2)
    frames = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(playlist), "-map", "0:v", "-f", "framemd5", "-"], check=True, capture_output=True
    ).stdout
    assert frames.count(b"\n0,") == 225


@pytest.mark.parametrize(
    ("options", "size"), [({"size": "64x64", "sound": False}, (64, 64)), ({"size": "320x240", "seconds": 0.1}, (320, 240))]
)
def test_small_and_short_clips(tmp_path: Path, options: dict, size: tuple[int, int]) -> None:
    outcome = made(clip(tmp_path / "a.mkv", **options), tmp_path)
    assert (outcome.width, outcome.height) == size
    videos = [file for file in outcome.files if file.kind == "video"]
    assert videos
    assert all(v.width % 2 == v.height % 2 == 0 and v.height <= size[1] for v in videos)
    assert any(file.kind == "audio" for file in outcome.files) is options.get("sound", True)


def test_sound_alone(tmp_path: Path) -> None:
    outcome = made(tone(tmp_path / "voice.wav", seconds=9), tmp_path)
    assert (outcome.kind, [file.path.name for file in outcome.files]) == ("audio", ["sound.mp4", "opus-sound.mp4", "wave.bin"])
    for file in outcome.files[:2]:
        with file.path.open("rb") as opened:
            assert [round(s.seconds) for s in boxes.read_index(opened).segments] == [4, 4, 1]
    wave = outcome.files[2].path.read_bytes()
    assert len(wave) == pytest.approx(9 * 20, abs=2)  # a byte for each twentieth of a second
    assert min(wave[5:170]) > 40  # a tone is loud all the way


def test_the_place_of_filming_is_not_published(tmp_path: Path) -> None:
    source = clip(
        tmp_path / "a.mp4", size="64x64", seconds=1, extra=("-metadata", "location=+30.0444+031.2357/", "-metadata", "title=home")
    )
    for file in made(source, tmp_path).files:
        assert b"30.0444" not in file.path.read_bytes()


@pytest.mark.parametrize("part", [0.3, 0.6])
def test_a_recording_that_breaks_off_is_refused(tmp_path: Path, part: float) -> None:
    whole = clip(tmp_path / "a.mp4", size="160x120", seconds=20, fps="10", extra=("-movflags", "faststart")).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(Refused) as refused:
        made(cut, tmp_path)
    assert refused.value.code == "cut_short"


def test_a_recording_without_its_index_is_refused(tmp_path: Path) -> None:
    whole = clip(tmp_path / "a.mp4", size="64x64", seconds=5).read_bytes()  # the index is at the end
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused) as refused:
        made(cut, tmp_path)
    assert refused.value.code == "unreadable_media"


def test_noise_after_a_good_start_is_refused(tmp_path: Path) -> None:
    noise = tmp_path / "a.mkv"
    noise.write_bytes(b"\x1aE\xdf\xa3" + bytes(range(256)) * 100)
    with pytest.raises(Refused) as refused:
        made(noise, tmp_path)
    assert refused.value.code == "unreadable_media"


def test_pictures_come_in_widths_not_above_their_own(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    turned_by_note = Image.Exif()
    turned_by_note[0x0112] = 6
    turned_by_note[0x010E] = "where I live"
    Image.new("RGB", (1000, 600), "teal").save(photo, exif=turned_by_note)
    outcome = made(photo, tmp_path)
    assert (outcome.kind, outcome.width, outcome.height) == ("image", 600, 1000)
    assert [(f.codec, f.width) for f in outcome.files] == [
        ("avif", 320), ("webp", 320), ("avif", 600), ("webp", 600), ("jpeg", 600),
    ]  # fmt: skip
    assert all(b"where I live" not in file.path.read_bytes() for file in outcome.files)


def test_every_file_name_in_the_command_is_ours_and_local(tmp_path: Path) -> None:
    from media.rules.probing import Picture, Probe

    plan: Plan = ladder.plan(Probe(5, Picture(0, 640, 480, Fraction(25), "", False), 1, 2))
    words = encode.command(Path("/x/source"), plan, demuxer="mov", folder=tmp_path)
    assert words[words.index("-i") + 1] == "file:/x/source"
    assert words[words.index("-protocol_whitelist") + 1] == "file,pipe"
    assert words[words.index("-format_whitelist") + 1] == "mov"
    assert "-max_pixels" in words
    assert float(words[words.index("-t") + 1]) < 40  # no further than a little past the five seconds it declares
    assert words.count("-i") == 1  # one decode for everything


def test_a_program_that_hangs_is_ended(tmp_path: Path) -> None:
    with pytest.raises(cage.OutOfTime):
        cage.run(["sleep", "60"], folder=tmp_path, seconds=0.5)


def test_the_cage_has_no_network(tmp_path: Path) -> None:
    said = cage.run(["cat", "/proc/net/dev"], folder=tmp_path, seconds=5)
    assert {line.split(":")[0].strip() for line in said.splitlines()[2:]} <= {"lo"}


def _waiting(tmp_path: Path, author) -> Asset:
    source = clip(tmp_path / "a.mp4", size="320x240")
    return take_in(path=source, name="a.mp4", by=author)


def test_the_worker_makes_an_asset_ready(author, tmp_path: Path) -> None:
    asset = _waiting(tmp_path, author)
    deliver_all()
    asset.refresh_from_db()
    assert (asset.state, asset.percent, asset.width, asset.height) == ("ready", 100, 320, 240)
    names = set(asset.renditions.values_list("name", flat=True))
    assert names == NINE
    for rendition in asset.renditions.all():
        data = Path(rendition.file.path).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (rendition.bytes, rendition.digest)


def test_a_job_killed_half_way_leaves_nothing_half_and_then_one_whole_result(author, tmp_path: Path, monkeypatch) -> None:
    """Killed after its first files were put in place: nothing shows; the next run gives each file once."""
    asset = _waiting(tmp_path, author)
    calls = []

    def killed(made):
        calls.append(made)
        if len(calls) == 3:
            raise SystemExit(137)
        return original(made)

    from media.actions import processing

    original = processing._store
    monkeypatch.setattr(processing, "_store", killed)
    with pytest.raises(SystemExit):
        process_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    assert (asset.state, asset.renditions.count()) == ("processing", 0)
    monkeypatch.undo()
    process_asset(asset_id=asset.pk)
    process_asset(asset_id=asset.pk)  # delivered twice
    asset.refresh_from_db()
    assert (asset.state, asset.attempts, asset.renditions.count()) == ("ready", 2, len(NINE))
    stored = [file for file in (tmp_path / "uploads/renditions").rglob("*") if file.is_file()]
    assert {file.stem for file in stored} == set(asset.renditions.values_list("digest", flat=True))
    assert not list((tmp_path / "incoming/scratch").iterdir())


def test_a_file_that_kills_the_worker_every_time_is_refused_in_the_end(author, tmp_path: Path) -> None:
    asset = _waiting(tmp_path, author)
    Asset.objects.filter(pk=asset.pk).update(attempts=3, state="processing")
    process_asset(asset_id=asset.pk)
    asset.refresh_from_db()
    assert (asset.state, asset.refusal_code) == ("refused", "processing_failed")
