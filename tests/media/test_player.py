"""The player in a real Chromium, on a recording that was really converted."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from media import queries
from media.actions.assets import take_in
from media.actions.captions import write_captions
from media.actions.processing import process_asset
from media.models import Asset
from tests.media.clips import clip

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
BUILT = Path(__file__).parents[2] / "var/frontend"
SHEET = Path(__file__).parents[2] / "media/static/media/player.css"


@pytest.fixture
def asset(author, tmp_path: Path) -> Asset:
    asset = take_in(path=clip(tmp_path / "a.mp4", size="640x480", seconds=30), name="a.mp4", by=author)
    process_asset(asset_id=asset.pk)
    write_captions(asset=asset, language="ar", text="WEBVTT\n\n00:00.000 --> 00:30.000\nLCD هي الشاشة.", by=author)
    return queries.with_files().get(pk=asset.pk)


@pytest.fixture
def browser_of(asset: Asset, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser of its own for each test: its event loop ends with it, and only in between may the ORM run beside one."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_player(asset: Asset, browser_of: Browser, client: Client) -> Callable[..., tuple[Page, list[int]]]:
    """Open a page with the player; every request of it is answered by the real views. Returns the page and bytes sent."""
    playable = queries.playable(asset)
    html = render_to_string("media/player.html", {"playable": playable})
    seen: list[int] = []

    def answer(route: Route) -> None:
        path = "/" + route.request.url.split("/", 3)[3]
        if path == "/":
            script = '<script type="module" src="/player.js"></script>'
            view = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            head = view + '<link rel="stylesheet" href="/player.css">'
            body = f"<!doctype html><html lang=ar dir=rtl>{head}<body>{html}{script}"
            return route.fulfill(body=body, content_type="text/html")
        if path == "/player.js":
            return route.fulfill(body=(BUILT / "player.js").read_text(), content_type="text/javascript")
        if path == "/player.css":
            return route.fulfill(body=SHEET.read_text(), content_type="text/css")
        ranged = {"Range": value} if (value := route.request.headers.get("range")) else {}
        response = client.get(path, headers=ranged)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if path.endswith(".mp4"):
            seen.append(len(body))
        headers = {name: value for name, value in response.items() if name != "Content-Encoding"}
        return route.fulfill(status=response.status_code, body=body, headers=headers)

    def opened(*, script: bool = True, width: int = 390) -> tuple[Page, list[int]]:
        page = browser_of.new_page(java_script_enabled=script, viewport={"width": width, "height": 844})
        page.route("**/*", answer)
        page.goto("http://warsha.test/")
        return page, seen

    return opened


def frames(page: Page) -> int:
    return page.evaluate("document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames")


def wait_for_frames(page: Page, more_than: int) -> None:
    page.wait_for_function(
        f"document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames > {more_than}", timeout=20_000
    )


pytestmark = pytest.mark.django_db


def test_nothing_is_loaded_before_play_and_then_frames_are_decoded(open_player) -> None:
    page, seen = open_player()
    page.locator(".player[data-ready]").wait_for()
    assert seen == []
    page.get_by_role("button", name="Play", exact=False).or_(page.locator("[data-do=play]")).first.click()
    wait_for_frames(page, 20)
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
    page.wait_for_function("document.querySelector('.player').dataset.lane === 'sound'")
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
    for button in page.locator(".player-buttons button:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 48
        assert box["width"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
