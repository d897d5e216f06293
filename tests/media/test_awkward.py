"""Awkward and hostile recordings through the real converter. Each outcome is measured in pixels and samples, never by an exit."""

import itertools
import json
import re
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from media.pipeline.make import Outcome, Refused, make
from tests.media import awkward
from tests.media.awkward import FLASH, SECONDS, film

IN_STEP = 0.08  # seconds that sound and picture may be apart
CORNERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]


def converted(source: Path) -> Outcome:
    folder = source.parent / "work"
    folder.mkdir()
    return make(source, name=source.name, folder=folder, progress=lambda percent: None)


def pictures(path: Path, size: int = 16) -> np.ndarray:
    """Every picture of a file as small colour squares, in the order they are shown."""
    raw = ["-vf", f"scale={size}:{size}", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"]
    said = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:v", *raw], check=True, capture_output=True).stdout
    return np.frombuffer(said, np.uint8).reshape(-1, size, size, 3).astype(int)


def samples(path: Path) -> np.ndarray:
    """The sound from nought on, a thousand times a second, as loudness."""
    raw = ["-af", "aresample=8000:async=1:first_pts=0", "-ac", "1", "-f", "f32le", "-"]
    said = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a", *raw], check=True, capture_output=True).stdout
    sound = np.abs(np.frombuffer(said, np.float32))
    return sound[: len(sound) // 8 * 8].reshape(-1, 8).max(axis=1)


def stream(path: Path) -> dict:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-select_streams", "v", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["streams"][0]


def starts(loud: np.ndarray, each: float) -> list[float]:
    """The seconds at which something begins."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(int)])) == 1)
    return [round(float(edge) * each, 3) for edge in edges]


def flashes(shown: np.ndarray, found: dict) -> list[float]:
    """When the whole picture turns white."""
    num, den = map(int, found["avg_frame_rate"].split("/"))
    return starts(shown.min(axis=(1, 2, 3)) > 200, den / num)


def beeps(path: Path) -> list[float]:
    return starts(np.convolve(samples(path) > 0.05, np.ones(20), "same") > 0, 0.001)


def corners(picture: np.ndarray) -> list[tuple[int, ...]]:
    return [tuple(picture[y, x]) for y in (4, 12) for x in (4, 12)]


def near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 30) -> bool:
    return all(abs(a - b) <= by for a, b in zip(found, wanted, strict=True))


WHOLE: dict[str, Callable[[Path], Path]] = {
    "turned-90.mp4": partial(awkward.turned, degrees=90),
    "turned-180.mp4": partial(awkward.turned, degrees=180),
    "turned-270.mov": partial(awkward.turned, degrees=270),
    "wandering-rate.mp4": awkward.wandering,
    "hevc.mp4": awkward.hevc,
    "ten-bits.mkv": lambda path: film(path, "-pix_fmt", "yuv420p10le"),
    "pq.mp4": partial(awkward.bright, transfer="smpte2084"),
    "hlg.mp4": partial(awkward.bright, transfer="arib-std-b67"),
    "odd.mkv": lambda path: film(path, "-pix_fmt", "yuv444p", filters="scale=321:241,setsar=1,format=yuv444p"),
    "full-range.mp4": lambda path: film(path, "-pix_fmt", "yuvj420p"),
    "wide-pixels.mp4": awkward.wide_pixels,
    "one-a-second.mp4": lambda path: film(path, fps="1"),
    "hundred-and-twenty.mp4": lambda path: film(path, fps="120"),
    "late-sound.mp4": awkward.late_sound,
    "late-picture.mkv": awkward.late_picture,
    "eight-kilohertz.mkv": lambda path: film(path, "-ar", "8000", "-c:a", "pcm_s16le"),
    "six-channels.mkv": lambda path: film(path, "-ac", "6", "-ar", "22050"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_it_comes_out_upright_in_true_colours_and_in_step(tmp_path: Path, name: str) -> None:
    outcome = converted(WHOLE[name](tmp_path / name))
    assert outcome.seconds == pytest.approx(SECONDS, abs=0.1)
    assert (outcome.width, outcome.height) == ((321, 241) if name == "odd.mkv" else (320, 240))
    by = 45 if name in ("pq.mp4", "hlg.mp4") else 30  # brighter than white leaves a little less for white
    for rendition in [file for file in outcome.files if file.path.name in ("240.mp4", "av1-240.mp4")]:
        found = stream(rendition.path)
        assert (found["pix_fmt"], found["width"], found["height"]) == ("yuv420p", 320, 240)
        assert found.get("sample_aspect_ratio", "1:1") == "1:1"
        assert not found.get("side_data_list")  # the picture is turned, not the note about it
        assert found.get("color_transfer", "bt709") == "bt709"
        shown = pictures(rendition.path)
        seen = corners(shown[0])
        assert all(near(a, b, by) for a, b in zip(seen, CORNERS, strict=True)), seen
        (flash,), (beep,) = flashes(shown, found), beeps(rendition.path)
        assert abs(flash - beep) <= IN_STEP, (flash, beep)
        assert abs(flash - FLASH) <= IN_STEP + 0.03


def test_a_pause_in_a_recording_is_no_gap_and_stays_in_step(tmp_path: Path) -> None:
    outcome = converted(awkward.leaping(tmp_path / "paused.ts"))
    assert outcome.seconds == pytest.approx(2 * SECONDS, abs=0.2)
    film = next(file.path for file in outcome.files if file.path.name == "240.mp4")
    seen, heard = flashes(pictures(film), stream(film)), beeps(film)
    assert len(seen) == len(heard) == 2
    assert all(abs(a - b) <= IN_STEP for a, b in zip(seen, heard, strict=True)), (seen, heard)
    assert seen[1] == pytest.approx(SECONDS + FLASH, abs=0.2)


def test_the_last_picture_stays_while_the_sound_goes_on(tmp_path: Path) -> None:
    outcome = converted(awkward.short_picture(tmp_path / "screen.mp4"))
    assert (outcome.seconds, outcome.notes) == (pytest.approx(9, abs=0.1), ["picture_held"])
    shown = pictures(next(file.path for file in outcome.files if file.path.name == "240.mp4"))
    assert len(shown) == pytest.approx(225, abs=2)
    assert np.abs(shown[80] - shown[-1]).mean() < 3


def test_woven_half_pictures_are_taken_apart(tmp_path: Path) -> None:
    """In a woven frame every second line shows another moment; a comb at the edge of whatever moves."""
    source = awkward.interlaced(tmp_path / "old.mp4")
    outcome = converted(source)

    def comb(path: Path) -> float:
        raw = ["-frames:v", "10", "-pix_fmt", "gray", "-f", "rawvideo", "-"]
        said = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), *raw], check=True, capture_output=True).stdout
        frames = np.frombuffer(said, np.uint8).reshape(-1, 240, 320).astype(int)[3:]
        return float(np.abs(frames[:, 1:-1] - (frames[:, :-2] + frames[:, 2:]) / 2).mean())

    assert comb(source) > 3
    assert comb(next(file.path for file in outcome.files if file.path.name == "240.mp4")) < 0.5


def test_one_picture_and_silence_are_enough(tmp_path: Path) -> None:
    shortest = converted(film(tmp_path / "one.mp4", "-frames:v", "1", sound=False))
    assert [file.kind for file in shortest.files].count("video") == 3
    assert shortest.seconds == pytest.approx(0.04, abs=0.01)
    only = next(file for file in shortest.files if file.path.name == "240.mp4")
    shown = pictures(only.path)
    assert len(shown) == 1
    assert all(near(a, b) for a, b in zip(corners(shown[0]), CORNERS, strict=True))
    assert only.playlist.count("#EXTINF") == 1
    (tmp_path / "quiet").mkdir()
    quiet = ["-f", "lavfi", "-i", awkward.compass(seconds=1), "-f", "lavfi", "-i", "anullsrc=d=1"]
    silent = converted(awkward.run(quiet, ["-t", "1", "-preset", "ultrafast"], tmp_path / "quiet/a.mp4"))
    sound = next(file.path for file in silent.files if file.path.name == "sound.mp4")
    assert samples(sound).max() < 0.01


def test_three_hours_end_right(tmp_path: Path) -> None:
    outcome = converted(awkward.very_long(tmp_path / "long.mp4"))
    assert (outcome.seconds, outcome.notes) == (awkward.HOURS * 3600, [])
    (film,) = [file for file in outcome.files if file.kind == "video"]
    shown = pictures(film.path, size=2)
    assert len(shown) == awkward.HOURS * 3600
    assert int(np.argmax(shown.min(axis=(1, 2, 3)) > 200)) == awkward.LATE  # what is seen late is seen at its moment
    ranges = re.findall(r"#EXT-X-BYTERANGE:(\d+)@(\d+)", film.playlist)
    assert len(ranges) == awkward.HOURS * 3600 / 4
    assert all(int(first) + int(size) == int(after) for (size, first), (_size, after) in itertools.pairwise(ranges))
    assert sum(map(int, ranges[-1])) <= film.path.stat().st_size
    assert film.detail["index_bytes"] < 40_000  # what a phone fetches before the first picture
    at = [file.detail["at"] for file in outcome.files if file.kind == "still"]
    assert at[0] == 0 and 0 <= at[1] - awkward.LATE < 300 and len(at) == 2  # one for each thing there is to see


def test_damage_in_the_middle_is_mended_and_said(tmp_path: Path) -> None:
    whole = bytearray(film(tmp_path / "whole.ts", "-f", "mpegts", seconds=6).read_bytes())
    middle = len(whole) // 3 // 188 * 188
    whole[middle : middle + 188 * 6] = b"\x00" * (188 * 6)
    (tmp_path / "damaged.ts").write_bytes(bytes(whole))
    outcome = converted(tmp_path / "damaged.ts")
    assert "repaired" in outcome.notes
    assert outcome.seconds == pytest.approx(6, abs=0.5)


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "days.mp4": (awkward.thirty_days, "too_long"),
    "hidden-days.mp4": (awkward.hidden_days, "wrong_length"),
    "tracks.mkv": (awkward.many_tracks, "too_many_tracks"),
    "broken-off.mkv": (lambda path: awkward.cut(film(path.with_name("w.mkv"), seconds=12), path, 0.5), "cut_short"),
    "no-index.mp4": (lambda path: awkward.cut(film(path.with_name("w.mp4")), path, 0.5), "unreadable_media"),
    "wide.mkv": (awkward.too_wide, "too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_dishonest_or_broken_file_is_refused_for_its_reason(tmp_path: Path, name: str) -> None:
    maker, code = REFUSED[name]
    with pytest.raises(Refused) as refused:
        converted(maker(tmp_path / name))
    assert refused.value.code == code
