"""The pure decisions: what a file is, what is made of it, which bytes are sent."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from media.rules import captions, kinds, ladder, playlists, probing, ranges, signatures
from media.rules.boxes import FragmentIndex, Segment
from media.rules.probing import Picture, Probe

MP4 = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 64


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (MP4, {"video", "audio"}),
        (b"\x00\x00\x00\x18ftypheic", {"image"}),
        (b"\x1aE\xdf\xa3....", {"video", "audio"}),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", {"audio"}),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", {"image"}),
        (b"\xff\xd8\xff\xe0", {"image"}),
        (b"%PDF-1.7\n", {"document"}),
        ((b"\x47" + b"\x00" * 187) * 5, {"video", "audio"}),
    ],
)
def test_a_file_is_told_by_its_first_bytes(head: bytes, expected: set[str]) -> None:
    found = kinds.sniff(head)
    assert found is not None
    assert found.kinds == expected


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("lesson.mp4", MP4, ""),
        ("lesson.webm", MP4, ""),  # another container of the same kind: the content decides
        ("voice.m4a", MP4, ""),
        ("lesson.mp4", b"#EXTM3U\nhttp://10.0.0.1/secret", "not_what_it_says"),
        ("lesson.mp4", b"ffconcat version 1.0\nfile /etc/passwd", "not_what_it_says"),
        ("lesson.mp4", b"\xff\xd8\xff\xe0", "not_what_it_says"),
        ("photo.jpg", MP4, "not_what_it_says"),
        ("plan.pdf", b"<html><script>", "not_what_it_says"),
        ("drawing.svg", b"<svg xmlns", "kind_not_accepted"),
        ("..\\..\\setup.exe", b"MZ\x90\x00", "kind_not_accepted"),
        ("lesson.mp4", b"", "unreadable_media"),
    ],
)
def test_the_name_is_never_believed(name: str, head: bytes, code: str) -> None:
    assert kinds.verdict(name=name, head=head)[1] == code


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (2160, [720, 480, 360, 240]),
        (1080, [720, 480, 360, 240]),
        (480, [480, 360, 240]),
        (400, [360, 240]),
        (300, [300, 240]),
        (240, [240, 144]),
        (181, [180, 144]),
        (100, [100]),
    ],
)
def test_no_rung_is_above_the_source_and_there_are_two(side: int, expected: list[int]) -> None:
    assert [rung.side for rung in ladder.rungs_for(side, with_av1=False)] == expected


def _probe(width: int, height: int, fps: str = "25") -> Probe:
    return Probe(seconds=10, picture=Picture(0, width, height, Fraction(fps), "", False), sound=1)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1920, 1080, (1280, 720)),
        (1080, 1920, (720, 1280)),  # upright stays upright
        (1279, 719, (854, 480)),  # odd sizes become even ones
        (641, 361, (640, 360)),
        (1280, 544, (1130, 480)),
    ],
)
def test_renditions_keep_the_shape_and_are_even(width: int, height: int, expected: tuple[int, int]) -> None:
    largest = ladder.plan(_probe(width, height)).videos[0]
    assert (largest.width, largest.height) == expected


@pytest.mark.parametrize(
    ("fps", "steady", "key"),
    [
        ("25", Fraction(25), 100),
        ("30000/1001", Fraction(30000, 1001), 120),
        ("60", Fraction(30), 120),
        ("50", Fraction(25), 100),
        ("29.41", Fraction(30), 120),  # a phone that wanders
        ("90000", Fraction(30000, 1001), None),  # a broken header
        ("10", Fraction(10), 40),
        ("1/10", Fraction(1), 4),
    ],
)
def test_the_rate_is_steady_and_key_frames_are_four_seconds_apart(fps: str, steady: Fraction, key: int | None) -> None:
    plan = ladder.plan(_probe(640, 480, fps))
    if key is None:
        assert 1 <= plan.fps <= 31
        return
    assert plan.fps == steady
    assert plan.key_frames_every == key


def test_a_probe_reads_rotation_and_stretched_pixels() -> None:
    stream = {"index": 0, "codec_type": "video", "width": 720, "height": 576, "sample_aspect_ratio": "16:11"}
    turn = {"side_data_list": [{"rotation": -90}]}
    found = probing.read_probe({"streams": [stream | turn], "format": {"duration": "3.5"}})
    assert found.picture is not None
    assert (found.picture.width, found.picture.height, found.seconds) == (576, 1047, 3.5)


def test_a_cover_picture_is_not_a_video() -> None:
    cover = {"index": 0, "codec_type": "video", "width": 300, "height": 300, "disposition": {"attached_pic": 1}}
    sound = {"index": 1, "codec_type": "audio", "codec_name": "mp3", "channels": 2}
    assert probing.read_probe({"streams": [cover, sound]}).kind == "audio"
    assert probing.verdict(probing.read_probe({"streams": [cover]})) == "no_picture_or_sound"


@pytest.mark.parametrize(
    ("probe", "code"),
    [
        (Probe(10, None, 0, 33), "too_many_tracks"),
        (Probe(4 * 3600 + 1, None, 0), "too_long"),
        (Probe(2_592_000, None, 0), "too_long"),
        (Probe(10, Picture(0, 8000, 6000, Fraction(25), "", False), None), "too_large"),
        (Probe(10, None, None), "no_picture_or_sound"),
        (Probe(None, None, 0), ""),
    ],
)
def test_foreseen_refusals_of_a_probe(probe: Probe, code: str) -> None:
    assert probing.verdict(probe) == code


@pytest.mark.parametrize(
    ("declared", "measured", "cut"), [(60, 59.9, False), (60, 30, True), (1.5, 0.2, False), (None, 3, False)]
)
def test_a_file_that_breaks_off_is_noticed(declared: float | None, measured: float, cut: bool) -> None:
    assert probing.is_cut_short(declared=declared, measured=measured) is cut


INDEX = FragmentIndex(900, 1000, "avc1.64001f,mp4a.40.2", (Segment(1000, 500, 4.0), Segment(1500, 250, 1.5)))


def test_the_byte_range_playlist_by_hand() -> None:
    text = playlists.media_playlist(INDEX, "480.mp4")
    assert '#EXT-X-MAP:URI="480.mp4",BYTERANGE="900@0"' in text
    assert "#EXT-X-TARGETDURATION:4\n" in text
    assert "#EXTINF:4.00000,\n#EXT-X-BYTERANGE:500@1000\n480.mp4\n#EXTINF:1.50000,\n#EXT-X-BYTERANGE:250@1500\n480.mp4" in text
    assert text.endswith("#EXT-X-ENDLIST\n")
    assert INDEX.peak_bits == 1333


def test_the_master_playlist_lists_the_cheapest_first_and_sound_without_size() -> None:
    large = playlists.Variant("480.m3u8", "avc1.64001f,mp4a.40.2", 900, 800, 854, 480, 25)
    sound = playlists.Variant("sound.m3u8", "mp4a.40.2", 50, 40, 0, 0, 25)
    lines = playlists.master_playlist([large, sound]).splitlines()
    assert lines[3:] == [
        '#EXT-X-STREAM-INF:BANDWIDTH=50,AVERAGE-BANDWIDTH=40,CODECS="mp4a.40.2"',
        "sound.m3u8",
        '#EXT-X-STREAM-INF:BANDWIDTH=900,AVERAGE-BANDWIDTH=800,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=854x480,FRAME-RATE=25.000',
        "480.m3u8",
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-", (0, 262143)),
        ("bytes=0-99", (0, 99)),
        ("bytes=999990-", (999990, 999999)),
        ("bytes=-100", (999900, 999999)),
        ("bytes=500000-99999999", (500000, 762143)),
    ],
)
def test_a_range_is_clamped(header: str, expected: tuple[int, int]) -> None:
    found = ranges.read_range(header, 1_000_000)
    assert found is not None
    assert (found.first, found.last) == expected


@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=0-1,5-9", "items=0-4"])
def test_other_range_headers_mean_the_whole_file(header: str) -> None:
    assert ranges.read_range(header, 1_000_000) is None


@pytest.mark.parametrize("header", ["bytes=1000000-", "bytes=9-3"])
def test_a_range_outside_the_file_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        ranges.read_range(header, 1_000_000)


def test_an_address_is_good_until_the_end_of_the_next_day() -> None:
    last = signatures.last_day(datetime(2026, 11, 21, 0, 1, tzinfo=UTC))
    assert last == signatures.last_day(datetime(2026, 11, 21, 23, 59, tzinfo=UTC))
    assert signatures.is_good(last, datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    assert not signatures.is_good(last, datetime(2026, 11, 23, 0, 0, tzinfo=UTC))


SRT = "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>LCD</i> هي اسم الشاشة.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nHello"


def test_subrip_becomes_webvtt_and_arabic_lines_are_marked_only_for_reading() -> None:
    text = captions.clean(SRT)
    assert text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nLCD هي اسم الشاشة.\n\n00:00:03.000 --> 00:00:04.000\nHello\n"
    assert "\n\u200fLCD" in captions.for_reading(text)
    assert "\nHello" in captions.for_reading(text)
    assert captions.clean(captions.for_reading(text)) == text


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "00:05.000 --> 00:01.000\nbackwards"])
def test_captions_without_a_good_cue_are_refused(text: str) -> None:
    with pytest.raises(captions.BrokenCaptions):
        captions.clean(text)
