"""Writing captions on the drawn sound, in a real Chromium; the page is the studio's own, its sound is a known one."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect, sync_playwright

from media.models import Asset, Rendition
from media.pipeline import wave
from tests.media.awkward import run
from tests.media.test_player import FLAGS

pytestmark = pytest.mark.xdist_group("player")
BUILT = Path(__file__).parents[2] / "var/frontend"
#: Speech from 1 to 3 and from 4 to 5.5 seconds, told by a tone.
SPOKEN = "aevalsrc='0.4*sin(2*PI*300*t)*(between(t,1,3)+between(t,4,5.5))':s=4000:d=7"


@pytest.fixture
def asset(author, tmp_path: Path) -> Asset:
    run(["-f", "lavfi", "-i", SPOKEN], ["-f", "s16le", "-ar", "4000"], tmp_path / "samples.raw")
    assert wave.draw(tmp_path)
    asset = Asset.objects.create(
        kind="audio", state="ready", title="Voice", original_name="v.mp3", digest="c" * 64, file="x", bytes=1, seconds=7.0
    )
    Rendition.objects.create(asset=asset, kind="wave", name="wave.bin", codec="bytes", file="x", digest="d" * 64, bytes=140)
    return asset


@pytest.fixture
def html(asset: Asset, author, author_client: Client) -> str:
    author.is_superuser = True
    author.save()
    page = author_client.get(f"/studio/media/{asset.uuid}/captions/?language=ar")
    assert page.status_code == 200
    return re.search(r'<div class="nice-padding captions".*?</form>\s*</div>', page.content.decode(), re.DOTALL)[0]


@pytest.fixture
def page(html: str, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    sent: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
            return route.fulfill(body="saved")
        if route.request.url.endswith("wave.bin"):
            return route.fulfill(body=(tmp_path / "wave.bin").read_bytes())
        if route.request.url.endswith("captions.js"):
            return route.fulfill(body=(BUILT / "captions.js").read_text(), content_type="text/javascript")
        whole = (
            f'<!doctype html><meta charset="utf-8"><html dir=rtl lang=ar>{html}<script type="module" src="/captions.js"></script>'
        )
        return route.fulfill(body=whole, content_type="text/html")

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.route("**/*", answer)
        page.goto("http://warsha.test/captions/")
        page.locator("[data-captions][data-ready]").wait_for()
        yield page, sent
        browser.close()


def test_lines_are_cut_by_speech_written_mended_and_saved(page: tuple[Page, list[str]]) -> None:
    shown, sent = page
    shown.locator("[data-do=cut]").click()
    lines = shown.locator(".captions-line")
    expect(lines).to_have_count(2)  # where somebody speaks, and nowhere else
    starts = [float(lines.nth(n).locator("[data-edge=start]").input_value()) for n in range(2)]
    ends = [float(lines.nth(n).locator("[data-edge=end]").input_value()) for n in range(2)]
    assert starts == pytest.approx([1, 4], abs=0.15)
    assert ends == pytest.approx([3, 5.5], abs=0.25)
    first = lines.nth(0).locator("textarea")
    assert first.get_attribute("dir") == "rtl"
    first.fill("LCD هي الشاشة --> هنا")
    lines.nth(1).locator("textarea").fill("كلام كثير جدا لا يقرأه أحد في ثانية واحدة ونصف مهما حاول أن يسرع في القراءة")
    assert lines.nth(1).locator("[data-fault]").inner_text()
    lines.nth(1).locator("[data-edge=end]").fill("7")
    lines.nth(1).locator("[data-edge=end]").press("Tab")
    lines.nth(0).locator("[data-edge=end]").fill("4.5")
    lines.nth(0).locator("[data-edge=end]").press("Tab")
    assert lines.nth(0).locator("[data-fault]").inner_text()  # it runs into the next
    shown.locator("[data-do=undo]").click()
    assert not lines.nth(0).locator("[data-fault]").inner_text()
    lines.nth(1).locator("[data-do=remove]").click()
    expect(lines).to_have_count(1)
    shown.locator(".captions-save button").click()
    shown.wait_for_function("document.body.textContent === 'saved'")
    (text,) = parse_qs(sent[0])["text"]
    assert text.startswith("WEBVTT")
    assert "00:00:01." in text or "00:00:00.9" in text
    assert "LCD هي الشاشة → هنا" in text


def test_a_draft_outlives_a_closed_page_and_keys_do_everything(page: tuple[Page, list[str]]) -> None:
    shown, _sent = page
    shown.locator("[data-do=play]").focus()
    shown.keyboard.press("Alt+Enter")
    shown.keyboard.type("مرحبا")
    shown.keyboard.press("Alt+Enter")
    expect(shown.locator(".captions-line")).to_have_count(2)
    shown.keyboard.press("Alt+Delete")
    expect(shown.locator(".captions-line")).to_have_count(1)
    shown.on("dialog", lambda dialog: dialog.accept())
    shown.reload()
    shown.locator("[data-draft] button").click()
    expect(shown.locator(".captions-line textarea")).to_have_value("مرحبا")


def test_saving_cleans_and_a_broken_text_is_said_beside_it(asset: Asset, html: str, author_client: Client) -> None:
    address = f"/studio/media/{asset.uuid}/captions/?language=ar"
    broken = author_client.post(address, {"text": "WEBVTT\n\n00:05.000 --> 00:01.000\nbackwards"})
    assert broken.status_code == 422
    assert "backwards" in broken.content.decode()  # nothing that was written is lost
    saved = author_client.post(address, {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\n<b onload=x>أهلا</b>"})
    assert saved.status_code == 302
    assert asset.captions.get(language="ar").text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nأهلا\n"
    author_client.post(address.replace("=ar", "=en"), {"text": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello"})
    assert asset.captions.count() == 2
