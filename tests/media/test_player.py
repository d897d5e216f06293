"""The player in a real Chromium, on a recording that was really converted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, sync_playwright

from media import delivery
from media.pipeline.make import Outcome, make
from media.queries import Lane, Playable, Still, Track
from tests.media.clips import clip

pytestmark = pytest.mark.xdist_group("player")  # one process: the clip is converted once

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
PLAYER = Path(__file__).parents[2] / "var/frontend/player.js"
Opened = Callable[..., tuple[Page, list[int]]]
SHEET = Path(__file__).parents[2] / "media/static/media/player.css"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A clip of thirty seconds, ten pictures a second, really converted, once for all tests here."""
    folder = tmp_path_factory.mktemp("film")
    film = clip(folder / "a.mp4", size="640x480", seconds=30, fps="10")
    return make(film, name="a.mp4", folder=folder, progress=lambda percent: None)


@pytest.fixture
def playable(outcome: Outcome) -> Playable:
    """The recording as a page gets it, under addresses without a signature."""
    lanes = tuple(
        Lane(
            name=file.path.stem, kind=file.kind, side=min(file.width, file.height), codecs=file.detail["codecs"],
            address=f"/{file.path.name}", megabytes=1.0, bits=100_000, init_bytes=file.detail["init_bytes"],
            index_bytes=file.detail["index_bytes"],
        )
        for file in outcome.files if file.playlist
    )  # fmt: skip
    sprite = next(file for file in outcome.files if file.kind == "sprite").detail | {"address": "/sprite.webp"}
    stills = tuple(Still(f.detail["at"], f"/{f.path.name}") for f in outcome.files if f.kind == "still")
    return Playable(
        uuid="film", kind="video", title="Flare", seconds=30.0, width=640, height=480, poster="/poster.webp",
        master="/master.m3u8", progressive="/360.mp4", lanes=lanes, captions=(Track("ar", "/ar.vtt"),), sprite=sprite,
        stills=stills,
    )  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests here, none of which asks the database: its event loop ends before others do."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_player(outcome: Outcome, playable: Playable, browser: Browser, settings) -> Iterator[Opened]:
    """Open a page with the player; ranges are answered by the house's own delivery. Returns the page and the sizes sent."""
    folder = outcome.files[0].path.parent
    texts = {
        "/": (_page(render_to_string("media/player.html", {"playable": playable})), "text/html"),
        "/player.js": (PLAYER.read_text(), "text/javascript"),
        "/player.css": (SHEET.read_text(), "text/css"),
        "/ar.vtt": ("WEBVTT\n\n00:00.000 --> 00:30.000\nLCD", "text/vtt"),
    }
    seen: list[int] = []
    pages: list[Page] = []

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path in texts:
            return route.fulfill(body=texts[path][0], content_type=texts[path][1])
        file = folder / path[1:]
        if not file.exists():
            return route.fulfill(status=404)
        request = RequestFactory().get(path, headers={"Range": route.request.headers.get("range", "bytes=0-")})
        part = delivery._from_here(request, str(file), file.stat().st_size)
        if path.endswith(".mp4"):
            seen.append(len(part.content))
        headers = {"Content-Range": part["Content-Range"], "Accept-Ranges": "bytes", "Content-Type": "video/mp4"}
        return route.fulfill(status=206, body=part.content, headers=headers)

    def opened(*, script: bool = True, width: int = 390) -> tuple[Page, list[int]]:
        page = browser.new_page(java_script_enabled=script, viewport={"width": width, "height": 844})
        pages.append(page)
        page.set_default_timeout(10_000)
        page.route("**/*", answer)
        page.goto("http://warsha.test/")
        return page, seen

    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    }
    yield opened
    for page in pages:
        page.close()


def _page(player: str) -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>'
    head += '<link rel="stylesheet" href="/player.css">'
    return f'<!doctype html><html lang=ar dir=rtl>{head}<body>{player}<script type="module" src="/player.js"></script>'


def frames(page: Page) -> int:
    return page.evaluate("document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames")


def wait_for_frames(page: Page, more_than: int) -> None:
    page.wait_for_function(
        f"document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames > {more_than}", timeout=10_000
    )


def test_nothing_is_loaded_before_play_and_then_frames_are_decoded(open_player) -> None:
    page, seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    assert seen == []
    page.locator("[data-do=play]").click()
    wait_for_frames(page, 10)
    assert page.evaluate("document.querySelector('video').currentSrc").startswith("blob:")
    assert page.locator(".player").get_attribute("data-lane") in ("240", "av1-240")  # a phone saves data
    assert all(size <= 256 * 1024 for size in seen)


def test_seeking_and_changing_the_lane_go_on_from_the_same_place(open_player) -> None:
    page, _seen = open_player(width=1366)
    page.locator("[data-do=play]").click()
    wait_for_frames(page, 5)
    for _ in range(2):
        page.locator("[data-do=ahead]").click()
    page.wait_for_function("document.querySelector('video').currentTime > 20 && !document.querySelector('video').seeking")
    page.locator("[data-do=lane]").click()
    page.locator(".lane input[value=sound]").check()
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('.player').dataset.kind === 'audio'")
    page.wait_for_function("document.querySelector('video').currentTime > 20.5")
    assert page.locator(".player").get_attribute("data-kind") == "audio"
    page.locator("[data-do=lane]").click()
    page.locator(".lane input[value='480']").check()
    page.keyboard.press("Escape")
    wait_for_frames(page, 3)
    assert page.evaluate("document.querySelector('video').videoHeight") == 480


def test_the_place_is_remembered_and_told_to_the_page(open_player) -> None:
    page, _seen = open_player()
    page.evaluate("window.told = []; document.addEventListener('warsha:progress', (e) => window.told.push(e.detail))")
    page.locator("[data-do=play]").click()
    wait_for_frames(page, 5)
    page.locator("[data-do=ahead]").click()
    page.wait_for_function("document.querySelector('video').currentTime > 10.5")
    page.locator("[data-do=play]").click()
    page.wait_for_function("window.told.length > 0")
    told = page.evaluate("window.told[window.told.length - 1]")
    assert told["seconds"] >= 10
    assert told["played"] < 10  # what was jumped over was not watched
    page.reload()
    page.locator(".player[data-ready]").wait_for()
    assert page.locator("[data-now]").inner_text().startswith("0:1")


def test_keys_captions_and_speed(open_player) -> None:
    page, _seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    mode = "document.querySelector('video').textTracks[0].mode"
    assert page.evaluate(mode) == "showing"
    page.locator("[data-do=speed]").focus()
    page.keyboard.press("c")
    assert page.evaluate(mode) == "disabled"
    assert page.locator("[data-say]").inner_text()  # said aloud
    page.locator("[data-do=speed]").click()
    assert page.evaluate("document.querySelector('video').playbackRate") == 1.25
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-now]").inner_text() == "0:10"
    page.keyboard.press("k")
    wait_for_frames(page, 5)


def test_without_script_the_browser_plays_the_middle_size(open_player) -> None:
    page, seen = open_player(script=False)
    video = page.locator("video")
    assert video.get_attribute("controls") is not None
    assert video.get_attribute("src").endswith("/360.mp4")
    assert page.locator(".player-controls").is_hidden()
    box = video.bounding_box()
    page.mouse.click(box["x"] + 28, box["y"] + box["height"] - 40)  # the browser's own play button
    for _ in range(100):
        if seen:
            break
        page.wait_for_timeout(50)
    assert sum(seen) > 100_000


def test_the_controls_are_large_enough_and_the_page_does_not_scroll_sideways(open_player) -> None:
    page, _seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    for button in page.locator(".player button:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 48
        assert box["width"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_automatic_climbs_with_the_network_and_saving_keeps_it_small(open_player) -> None:
    page, _seen = open_player(width=1366)
    page.locator("[data-do=play]").click()
    page.wait_for_function("document.querySelector('.player').dataset.lane === '480'")  # a fast network, a large screen
    page.wait_for_function("document.querySelector('video').videoHeight === 480", timeout=20_000)
    assert page.evaluate("document.querySelector('video').buffered.length") == 1
    page.locator("[data-do=lane]").click()
    page.locator(".lane-saver input").check()
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('.player').dataset.lane.endsWith('240')")
    page.locator("[data-do=lane]").click()
    page.locator(".lane input[value='360']").check()  # pinned: saving does not hold what was chosen by name
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelector('.player').dataset.lane.endsWith('360')")
    wait_for_frames(page, 5)


def test_the_price_is_said_before_play_and_the_sound_lane_shows_its_pictures(open_player) -> None:
    page, seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    assert "240p" in page.locator(".player-price").inner_text()
    page.locator("[data-do=lane]").click()
    assert page.locator(".lane-saver input").is_checked()  # a phone saves data by itself
    for row in page.locator(".lane:not(.lane-saver)").all():
        assert row.locator(".lane-price").inner_text().strip()
    page.locator(".lane input[value=sound]").check()
    page.keyboard.press("Escape")
    assert seen == []
    page.locator("[data-do=play]").click()
    page.wait_for_function("document.querySelector('.player-still').naturalWidth > 300")
    assert page.locator(".player-still").is_visible()


def test_the_page_can_steer_the_player(open_player) -> None:
    page, _seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    page.evaluate("window.heard = []; document.addEventListener('warsha:time', (e) => window.heard.push(e.detail.seconds))")
    tell = "([name, detail]) => document.querySelector('.player').dispatchEvent(new CustomEvent(name, {detail}))"
    page.evaluate(tell, ["warsha:seek", {"seconds": 15}])
    page.evaluate(tell, ["warsha:play", None])
    page.wait_for_function("window.heard.some((second) => second > 15.2)")
    page.evaluate(tell, ["warsha:pause", None])
    page.wait_for_function("document.querySelector('video').paused")


def test_the_bar_of_time_shows_the_moment_by_finger_and_by_key(open_player) -> None:
    page, _seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    bar = page.locator(".player-time input")
    box = bar.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    peek = page.locator(".player-peek")
    assert peek.is_visible()
    assert peek.get_attribute("data-time") == "0:22"
    assert "sprite.webp" in peek.evaluate("(e) => e.style.backgroundImage")
    page.mouse.move(5, 5)
    page.locator("[data-do=play]").focus()
    page.keyboard.press("5")
    assert page.locator("[data-now]").inner_text() == "0:15"
    page.keyboard.press("Home")
    assert bar.get_attribute("aria-valuetext") == "0:00 / 0:30"


def test_the_picture_goes_into_a_window_of_its_own_and_back(open_player) -> None:
    page, _seen = open_player(width=1366)
    page.locator(".player[data-ready]").wait_for()
    apart = "document.pictureInPictureElement === document.querySelector('video')"
    small = page.locator("[data-do=small]")
    small.click()  # nothing has begun: it begins
    page.wait_for_function(apart)
    assert small.get_attribute("aria-pressed") == "true"
    wait_for_frames(page, 3)
    page.locator("[data-do=speed]").focus()
    page.keyboard.press("i")
    page.wait_for_function("document.pictureInPictureElement === null")
    page.wait_for_function("document.querySelector('[data-do=small]').getAttribute('aria-pressed') === 'false'")
    page.locator("[data-do=lane]").click()
    page.locator(".lane input[value=sound]").check()
    page.keyboard.press("Escape")
    assert small.is_hidden()  # sound has no picture


def test_lane_and_speed_are_remembered_for_the_next_visit(open_player) -> None:
    page, _seen = open_player(width=1366)
    page.locator(".player[data-ready]").wait_for()
    page.locator("[data-do=lane]").click()
    page.locator(".lane input[value='240']").check()  # pinned, on a screen that would take more by itself
    page.keyboard.press("Escape")
    page.locator("[data-do=speed]").click()
    page.reload()
    page.locator(".player[data-ready]").wait_for()
    page.locator("[data-do=play]").click()
    wait_for_frames(page, 3)
    assert page.locator(".player").get_attribute("data-lane").endswith("240")
    assert page.evaluate("document.querySelector('video').videoHeight") == 240
    assert page.evaluate("document.querySelector('video').playbackRate") == 1.25
    page.locator("[data-do=lane]").click()
    assert page.locator(".lane input[value='240']").is_checked()
