"""Nadia teaches, Amina follows: voice, picture, slides, chat, hand, poll, register, and what breaks in between.

The whole class is held in both languages and at each size; what breaks is tried in Arabic, with Amina on a phone.
"""

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
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True, "permissions": ["camera", "microphone"]}
NADIA_ON_A_PHONE = {**PHONE, "permissions": ["camera", "microphone"]}
# Language, Nadia's screen, Amina's screen.
CLASSES = {
    "ar-phone": ("ar", DESK, PHONE),
    "ar-tablet": ("ar", NADIA_ON_A_PHONE, TABLET),
    "en-laptop": ("en", TABLET, DESK),
    "en-phone": ("en", TABLET, PHONE),
}
WORDS = {
    "ar": {
        "not yet": "يفتحها المدرب",
        "kept": "محفوظة",
        "register": "كشف حضور الحصة",
        "Amina": "أمينة",
        "present": "حاضر",
    },
    "en": {
        "not yet": "as soon as the instructor opens it",
        "kept": "Your answer is kept",
        "register": "Class register",
        "Amina": "Amina",
        "present": "Present",
    },
}


@pytest.fixture
def class_room(request, chromium, class_site):  # noqa: F811
    """Nadia has opened the class and speaks; Amina has joined by voice."""
    site, class_uuid = class_site
    language, her_desk, her_screen = CLASSES[getattr(request, "param", "ar-phone")]
    room = f"{site.address}/{language}/classes/{class_uuid}/"
    nadia = signed_in_page(chromium, site, "nadia", **her_desk)
    amina = signed_in_page(chromium, site, "amina", **her_screen)
    amina.goto(room)
    amina.click("#join")
    expect(amina.locator("#link")).to_contain_text(WORDS[language]["not yet"])
    nadia.goto(room)
    nadia.click("#join")
    nadia.click("#start-class")
    nadia.click("#camera")
    grows(amina, "audioPackets", by=20)
    yield nadia, amina
    nadia.context.close()
    amina.context.close()


def open_talk(page):
    """The chat is behind a button where the screen is narrow, and beside the slide where it is wide."""
    if page.locator("#talk-open").is_visible():
        page.click("#talk-open")


def close_talk(page):
    if page.locator("#talk-close").is_visible():
        page.click("#talk-close")


@pytest.mark.parametrize(("class_room", "language"), [(key, key[:2]) for key in CLASSES], indirect=["class_room"], ids=CLASSES)
def test_a_class_from_the_lobby_to_the_register(class_room, language, class_site, chromium):  # noqa: F811
    nadia, amina = class_room
    site, class_uuid = class_site
    words = WORDS[language]

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
    open_talk(amina)
    amina.fill("#text", "هل أغير الإبرة أولًا؟")
    amina.press("#text", "Enter")
    expect(nadia.locator("#lines .line")).to_contain_text("هل أغير الإبرة أولًا؟")
    close_talk(amina)

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
    expect(amina.locator("#poll-note")).to_contain_text(words["kept"])
    expect(nadia.locator("#poll-options .result:nth-child(2) b")).to_have_text("1")
    nadia.click("#poll-show")
    expect(amina.locator("#poll-options .result:nth-child(2) b")).to_have_text("1")

    # The end, and the register.
    nadia.click("#poll-close")
    nadia.click("[data-opens=end-sheet]")
    nadia.click("#end-sheet .btn.danger")
    expect(amina.locator("#over")).to_be_visible()
    expect(nadia.locator("h1")).to_contain_text(words["register"])
    line = nadia.locator("tr", has_text=words["Amina"])
    expect(line.locator(".chip")).to_have_text(words["present"])

    # Another governorate's trainee sees nothing of it.
    karim = signed_in_page(chromium, site, "karim", **PHONE)
    assert karim.goto(f"{site.address}/ar/classes/{class_uuid}/").status == 403
    assert "عيادة الماكينة" not in karim.content()


def inked(page, colour):
    """How many points of the board have about this colour."""
    return page.evaluate(
        """([r, g, b]) => {
          const canvas = document.querySelector('#ink');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const near = (one, other) => Math.abs(one - other) < 6;
          let count = 0;
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] > 200 && near(data[i], r) && near(data[i + 1], g) && near(data[i + 2], b)) count += 1;
          return count;
        }""",
        colour,
    )


def draw(page, *shares):
    box = page.locator("#ink").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in shares]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()


RED, GREEN = [0xB3, 0x26, 0x1E], [0x2B, 0x6E, 0x34]


def test_the_board_changes_hands_and_the_class_says_what_it_wants_to_know(class_room):
    nadia, amina = class_room

    # Ink on the slide comes over, goes with the undo, and stays away from the other slides.
    nadia.click("[data-colour=red]")
    draw(nadia, (0.2, 0.3), (0.8, 0.3))
    until(lambda: inked(amina, RED) > 100, within=10, page=amina, what="the red line is on the phone")
    nadia.click("[data-go='2']")
    until(lambda: inked(amina, RED) == 0, within=10, page=amina, what="another slide is clean")
    nadia.click("[data-go='1']")
    until(lambda: inked(amina, RED) > 100, within=10, page=amina, what="the first slide has its line again")
    nadia.click("#ink-undo")
    until(lambda: inked(amina, RED) == 0, within=10, page=amina, what="the line was taken back")

    # The board, and the pen in the trainee's hand.
    nadia.click("#board-toggle")
    expect(amina.locator("#board")).to_be_visible()
    expect(amina.locator("#pens")).to_be_hidden()
    nadia.locator("#people li", has_text="أمينة").locator("[data-act=about]").click()
    nadia.click("#person-pen")
    amina.click("[data-colour=green]")
    draw(amina, (0.3, 0.4), (0.6, 0.6))
    until(lambda: inked(nadia, GREEN) > 100, within=10, page=nadia, what="the green line is on the laptop")

    # A question with a vote, and its answer.
    open_talk(amina)
    amina.click("[data-list=questions]")
    amina.fill("#text", "متى نغير الإبرة؟")
    amina.press("#text", "Enter")
    nadia.click("[data-list=questions]")
    nadia.click("#questions .vote")
    expect(amina.locator("#questions .vote b")).to_have_text("1")
    nadia.click("#questions [data-act=answered]")
    expect(amina.locator("#questions li.answered")).to_contain_text("أُجيب عنه")
    close_talk(amina)

    # Is she there? And out she goes.
    nadia.click("[data-opens=tools-sheet]")
    nadia.click("#attention-ask")
    amina.click("#attention-answer")
    expect(nadia.locator("#attention-result")).to_contain_text("1")
    expect(amina.locator("#attention")).to_be_hidden()
    nadia.locator("#tools-sheet [data-closes]").first.click()
    nadia.locator("#people li", has_text="أمينة").locator("[data-act=about]").click()
    nadia.click("#person-ban")
    expect(amina.locator("#over")).to_contain_text("أنهى المدرب")
    amina.reload()
    amina.click("#join")
    expect(amina.locator("#over")).to_contain_text("أنهى المدرب")


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
