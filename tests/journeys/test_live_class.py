"""Nadia teaches, Amina follows on a phone: voice, picture, slides, chat, hand, poll, register, and what breaks in between."""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys.classroom_fixtures import (  # noqa: F401 - fixtures
    DESK,
    PHONE,
    chromium,
    class_database,
    class_site,
    grows,
    janus,
    signed_in_page,
    until,
)

pytestmark = pytest.mark.journey


@pytest.fixture
def class_room(chromium, class_site):  # noqa: F811
    """Nadia has opened the class and speaks; Amina has joined by voice."""
    site, class_uuid = class_site
    room = f"{site.address}/ar/classes/{class_uuid}/"
    nadia = signed_in_page(chromium, site, "nadia", **DESK)
    amina = signed_in_page(chromium, site, "amina", **PHONE)
    amina.goto(room)
    amina.click("#join")
    expect(amina.locator("#link")).to_contain_text("يفتحها المدرب")
    nadia.goto(room)
    nadia.click("#join")
    nadia.click("#start-class")
    nadia.click("#camera")
    grows(amina, "audioPackets", by=20)
    yield nadia, amina
    nadia.context.close()
    amina.context.close()


def test_a_class_from_the_lobby_to_the_register(class_room, class_site, chromium):  # noqa: F811
    nadia, amina = class_room
    site, class_uuid = class_site

    # Voice alone costs no picture; one tap brings the picture.
    assert amina.evaluate("classRoom.voice.report()")["framesDecoded"] == 0
    amina.click("[data-lane=picture]")
    grows(amina, "framesDecoded", by=15)
    grows(amina, "bytesReceived", by=20_000)
    amina.click("[data-lane=voice]")
    grows(amina, "audioPackets", by=20)

    # Slides and chat.
    nadia.click("[data-go='2']")
    expect(amina.locator("[data-slide='2']")).to_be_visible()
    expect(amina.locator("[data-slide='1']")).to_be_hidden()
    amina.click("#talk-open")
    amina.fill("#text", "هل أغير الإبرة أولًا؟")
    amina.press("#text", "Enter")
    expect(nadia.locator("#lines .line")).to_contain_text("هل أغير الإبرة أولًا؟")
    amina.click("#talk-close")

    # A hand, the floor, and Amina's voice in Nadia's ear.
    amina.click("#hand")
    expect(nadia.locator("#hands li")).to_have_count(1)
    nadia.click("#hands .give")
    expect(amina.locator("#mic")).to_be_enabled()
    amina.click("#mic")
    grows(nadia, "audioPackets", by=20)
    nadia.click("#floor button")
    expect(amina.locator("#mic")).to_have_attribute("aria-pressed", "false")
    until(lambda: nadia.evaluate("classRoom.voice.hearing.size") == 0, within=10, page=nadia, what="Amina is silent again")

    # A poll.
    nadia.click("#next-poll-open")
    amina.click("#poll-options label:nth-child(2)")
    amina.click("#poll-send")
    expect(amina.locator("#poll-note")).to_contain_text("محفوظة")
    expect(nadia.locator("#poll-options .result:nth-child(2) b")).to_have_text("1")
    nadia.click("#poll-show")
    expect(amina.locator("#poll-options .result:nth-child(2) b")).to_have_text("1")

    # The end, and the register.
    nadia.click("#poll-close")
    nadia.click("[data-opens=end-sheet]")
    nadia.click("#end-sheet .btn.danger")
    expect(amina.locator("#over")).to_be_visible()
    expect(nadia.locator("h1")).to_contain_text("كشف حضور الحصة")
    line = nadia.locator("tr", has_text="أمينة")
    expect(line.locator(".chip")).to_have_text("حاضر")

    # Another governorate's trainee sees nothing of it.
    karim = signed_in_page(chromium, site, "karim", **PHONE)
    assert karim.goto(f"{site.address}/ar/classes/{class_uuid}/").status == 403
    assert "عيادة الماكينة" not in karim.content()


def test_voice_comes_back_by_itself_after_the_media_server_died(class_room, janus):  # noqa: F811
    nadia, amina = class_room
    janus.kill()
    expect(amina.locator("#link")).to_contain_text("انقطع الصوت")

    # Slides and chat go on meanwhile.
    nadia.click("[data-go='2']")
    expect(amina.locator("[data-slide='2']")).to_be_visible()
    nadia.fill("#text", "الصوت سيعود")
    nadia.press("#text", "Enter")
    expect(amina.locator("#lines")).to_contain_text("الصوت سيعود")

    started = time.monotonic()
    janus.start()
    grows(amina, "audioPackets", by=10, within=20)
    assert time.monotonic() - started < 10, "voice must be back within ten seconds"
    amina.click("[data-lane=picture]")
    grows(amina, "framesDecoded", by=10)


def test_nothing_said_is_lost_when_the_site_dies(class_room, class_site):  # noqa: F811
    nadia, amina = class_room
    site, _ = class_site
    nadia.click("#next-poll-open")
    amina.click("#poll-options label:nth-child(1)")
    site.kill()
    expect(amina.locator("#link")).to_contain_text("انقطعت الشبكة")
    amina.click("#poll-send")
    expect(amina.locator("#poll-note")).to_contain_text("ستُرسل")
    amina.click("#poll-hide")
    amina.click("#talk-open")
    amina.fill("#text", "كتبتها والشبكة مقطوعة")
    amina.press("#text", "Enter")
    expect(amina.locator("#lines .waiting")).to_have_count(1)

    site.start()
    expect(amina.locator("#lines .waiting")).to_have_count(0, timeout=30_000)
    expect(nadia.locator("#lines .line")).to_have_count(1, timeout=30_000)
    expect(nadia.locator("#poll-options .result:nth-child(1) b")).to_have_text("1")
    grows(amina, "audioPackets", by=20, within=20)
