"""The thread: a new trainee registers, learns, sits the paper, shows the work, and holds a certificate.

Each step stands on the one before it and is taken through the real interface; ``site.ask`` is the auditor's look at the
data beside the screens. The whole thread is walked in both languages at each of the three sizes, by a newcomer each time,
and everybody in it sits at such a screen.
"""

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Reader, RunningSite

pytestmark = pytest.mark.journey
Sit = Callable[..., Reader]
At = Callable[..., Reader]

PASSWORD = "mkass-w-kheit"
# Frames decoded by the player, looked at on the next frames of the screen.
FRAMES_LATER = """() => new Promise((told) => setTimeout(() => told(
    document.querySelector("[data-player] video").getVideoPlaybackQuality().totalVideoFrames), 250))"""
WORDS = {
    "ar": {
        "sign in": "تسجيل الدخول",
        "wrong code": "الرمز غير صحيح",
        "search": "ترزي",
        "courses": "الدورات",
        "prerequisites": "لا يشترط خبرة سابقة",
        "site": "مركز التدريب المهني بالجيزة",
        "waiting": "في انتظار الرد",
        "explanation": "إطفاء الماكينة ورفع القدم",
        "Samir": "سمير",
        "fully": "كاملة",
        "valid": "سارية",
        "level": "محدود المهارة",
        "revoked": "ملغاة",
    },
    "en": {
        "sign in": "Sign in",
        "wrong code": "This code is not right",
        "search": "tailor",
        "courses": "Courses",
        "prerequisites": "No previous experience",
        "site": "Giza Vocational Training Centre",
        "waiting": "waiting for an answer",
        "explanation": "إطفاء الماكينة ورفع القدم",  # lessons are written in Arabic
        "Samir": "Samir",
        "fully": "fully",
        "valid": "Valid",
        "level": "Limited-skilled",
        "revoked": "Revoked",
    },
}


@dataclass
class Walk:
    """One newcomer's way through the thread."""

    language: str
    screen: str
    family: str = field(default_factory=lambda: "".join(secrets.choice("بتجحدرسصطعفقكلمنهي") for _letter in range(6)))
    mobile: str = field(default_factory=lambda: f"0109{secrets.randbelow(10**7):07d}")
    case: str = ""
    serial: str = ""

    @property
    def name(self) -> str:
        return f"سلمى فؤاد {self.family}"

    @property
    def person(self) -> str:
        """How the auditor asks for her."""
        return f"mobile='+20{self.mobile[1:]}'"

    def say(self, word: str) -> str:
        """What the screen says in the walk's language."""
        return WORDS[self.language][word]


WALKS = [(language, screen) for language in ("ar", "en") for screen in ("phone", "tablet", "laptop")]


@pytest.fixture(scope="module", params=WALKS, ids=["-".join(walk) for walk in WALKS])
def walk(request: pytest.FixtureRequest) -> Walk:
    return Walk(*request.param)


@pytest.fixture
def at(reader: Sit, walk: Walk) -> Callable[[str], Reader]:
    """``at("hoda")``: one of the demo people at a screen of this walk; ``at("salma")`` its newcomer."""

    def sit(who: str = "") -> Reader:
        seat = reader(walk.screen, walk.language)
        if who == "salma":
            return seat.sign_in(walk.mobile, PASSWORD)
        return seat.sign_in(who) if who else seat

    return sit


def code_from_the_developer_page(seat: Reader) -> str:
    page = seat.page.context.new_page()
    page.goto(f"{seat.site.address}/developer/messages/")
    found = re.search(r"\b(\d{6})\b", page.inner_text("main"))
    page.close()
    assert found, "the demo shows the code on the developer page"
    return found[1]


def test_2_a_newcomer_registers_with_a_mobile_number(at: At, walk: Walk) -> None:
    seat = at()
    page = seat.page
    seat.open("")
    sign_in = page.locator("a[href*='/accounts/login/']:visible", has_text=walk.say("sign in")).first
    if not sign_in.is_visible():  # behind the menu of a small screen
        page.locator("header summary, header [aria-expanded]").first.click()
    sign_in.click()
    page.click("a[href*='signup']")
    page.fill("[name=name]", walk.name)
    page.fill("[name=phone]", walk.mobile)
    page.select_option("[name=governorate]", "21")
    page.fill("[name=password1]", PASSWORD)
    page.click("main form button.btn")
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", "000000")
    page.click("main form button.btn >> nth=0")
    expect(page.locator("main")).to_contain_text(walk.say("wrong code"))  # the wrong code is refused in words
    page.fill("[name=code]", code_from_the_developer_page(seat))
    page.click("main form button.btn >> nth=0")
    page.wait_for_url(re.compile(f"/{walk.language}/today/"))
    expect(page.locator("h1")).to_contain_text("سلمى")


def test_2_she_finds_a_course_and_applies(at: At, walk: Walk) -> None:
    seat = at("salma")
    page = seat.page
    seat.open("courses/")
    page.fill("[name=q]", walk.say("search"))
    page.click("form[role=search] button")
    course = page.get_by_role("region", name=walk.say("courses")).get_by_role("link")
    expect(course).to_have_count(1)
    course.click()
    expect(page.locator("main")).to_contain_text(walk.say("prerequisites"))
    page.click(".apply-card a.btn")
    page.select_option("[name=site]", label=walk.say("site"))
    page.click("main form button.btn")
    page.wait_for_url(re.compile(f"/{walk.language}/learn/"))
    expect(page.locator("main")).to_contain_text(walk.say("waiting"))


def test_2_hoda_places_her_in_a_cohort(at: At, walk: Walk, site: RunningSite) -> None:
    seat = at("hoda")
    page = seat.page
    seat.open("cohorts/")
    page.locator("li", has_text=walk.name).get_by_role("link").click()
    page.locator(".cohort-option", has_text="GM-TLR-27-1").click()  # full: two of two
    page.click("form[action$='/place/'] button")
    expect(page.locator("main")).to_contain_text("cohort_full")
    page.go_back()
    page.locator(".cohort-option", has_text="GZ-TLR-26-3").click()
    page.click("form[action$='/place/'] button")
    page.wait_for_url(re.compile(f"/{walk.language}/cohorts/$"))
    expect(page.locator("main")).to_contain_text(walk.name)
    placed = site.ask(
        f"from lms.enrolment.models import Enrolment; print(Enrolment.objects.get(person__{walk.person}).cohort.code)"
    )
    assert placed == "GZ-TLR-26-3"


def test_3_she_learns_a_lesson_and_finds_her_place_again(at: At, walk: Walk, site: RunningSite) -> None:
    seat = at("salma")
    page = seat.page
    seat.open("learn/tlr-101/tlr-c1-l01/")
    ticks = page.locator("[data-step] .tick")
    assert ticks.count() >= 6
    for number in range(3):
        ticks.nth(number).click()
    expect(page.locator("[data-kept=saved]")).to_be_visible()
    done = (
        "from lms.enrolment.models import LessonProgress as P\n"
        f"print(len(P.objects.get(enrolment__person__{walk.person}, lesson_code='TLR-C1-L01').state['done']))"
    )
    until(lambda: site.ask(done) == "3")
    page.reload()
    expect(page.locator("[data-step].done")).to_have_count(3)
    expect(page.locator("[data-step][aria-current=step]")).to_have_count(1)


def test_3_a_quick_question_is_answered_and_explained(at: At, walk: Walk) -> None:
    seat = at("salma")
    seat.open("learn/tlr-101/tlr-c1-l01/")
    question = seat.page.locator(".b-question:not(.moment *)").first  # those of a film come up while it plays
    question.locator("input[type=radio]").nth(1).check(force=True)  # «أطفئ الماكينة وأرفع قدمي عن الدواسة» is right
    question.locator("button").last.click()
    expect(question).to_contain_text(walk.say("explanation"))


def test_3_the_film_plays_from_our_renditions(at: At, walk: Walk, site: RunningSite) -> None:
    released = "from courses.models import Release; print(Release.objects.filter(course__code='TLR-101', number=2).count())"
    until(lambda: site.ask(released) == "1", times=60)
    seat = at("salma")
    page = seat.page
    seat.open("learn/tlr-101/tlr-c1-l01/")
    page.locator("[data-player] [data-do=play]").first.click()
    until(lambda: page.evaluate(FRAMES_LATER) > 20, times=120)
    lanes = json.loads(page.locator("[data-player] script[type='application/json']").first.inner_text())
    master = page.request.get(f"{site.address}{lanes['master']}").text()
    heights = sorted({int(found) for found in re.findall(r"RESOLUTION=\d+x(\d+)", master)})
    assert len(heights) >= 2 and heights[-1] <= 720, master
    assert "TYPE=AUDIO" in master or 'CODECS="mp4a' in master, "one lane is sound alone"


def until(met: Callable[[], bool], times: int = 20) -> None:
    """Look again, each look taking its own second or two, until it is so."""
    for _look in range(times):
        if met():
            return
    raise AssertionError("it did not come to be")


def test_5_she_sits_an_official_theory_paper_of_seven_types(at: At, walk: Walk, site: RunningSite) -> None:
    phone = at("salma")
    phone.open("exams/")
    phone.page.locator("form[action$='/request/'] button").first.click()
    chair = at("tarek")
    chair.open("committee/")
    chair.page.locator("li", has_text=walk.name).get_by_role("link").first.click()
    page = chair.page
    starts = datetime.now() - timedelta(minutes=2)
    walk.case = page.url
    new_sitting = page.locator("form[action$='/sitting/']")
    if not new_sitting.is_visible():
        page.locator("details", has=new_sitting).locator("summary").click()
    new_sitting.locator("[name=starts_at]").fill(starts.strftime("%Y-%m-%dT%H:%M"))
    new_sitting.locator("[name=hours]").fill("3")
    new_sitting.locator("button").click()
    code = site.ask("from assessments.models import ExamSitting as S; print(S.objects.latest('pk').start_code)")
    phone.open("exams/")
    phone.page.click("a[href*='/exams/sittings/']")
    phone.page.fill("[name=start_code]", "000000")
    phone.page.click("main form button.btn")
    expect(phone.page.locator("main")).to_contain_text("wrong_start_code")
    phone.page.go_back()
    phone.page.fill("[name=start_code]", code)
    phone.page.click("main form button.btn")
    phone.page.wait_for_selector("form.question:visible")
    attempt = phone.page.url.rstrip("/").split("/")[-1].split("?")[0]
    for question in keys_of(site, attempt):
        answer(phone.page, question)
    hand_in(phone.page)
    percent = site.ask(f"from assessments.models import Attempt; print(Attempt.objects.get(uuid='{attempt}').percent)")
    assert float(percent) == 100.0


def test_6_samir_judges_the_practical_task_on_a_tablet(at: At, walk: Walk, site: RunningSite) -> None:
    page = at("tarek").page
    page.goto(walk.case)
    plan = page.locator("form[action$='/assign/']")
    plan.locator("[name=at]").fill(datetime.now().strftime("%Y-%m-%dT%H:%M"))
    plan.locator("label", has_text=walk.say("Samir")).click()
    plan.locator("button").last.click()
    assessor = at("samir")
    assessor.open("marking/")
    assessor.page.locator("li, article", has_text=walk.name).get_by_role("link").first.click()
    sheet = assessor.page
    for aspect in range(sheet.locator("[data-aspect]").count()):
        sheet.locator("[data-aspect]").nth(aspect).locator("fieldset label", has_text=walk.say("fully")).click()
    expect(sheet.locator("#total")).to_contain_text("100")
    sheet.click("#seal-open")
    sheet.click("#seal form button")
    sealed = (
        "from assessments.models import MarkSheet\n"
        f"print(MarkSheet.objects.filter(assignment__case__person__{walk.person}).exclude(sealed_at=None).count())"
    )
    until(lambda: site.ask(sealed) == "1")


def test_6_tarek_confirms(at: At, walk: Walk, site: RunningSite) -> None:
    page = at("tarek").page
    page.goto(walk.case)
    page.click("form[action$='/confirm/'] button")
    state = f"from assessments.models import AssessmentCase as C; print(C.objects.get(person__{walk.person}).state)"
    until(lambda: site.ask(state) == "confirmed")


def test_7_the_certificate_is_issued_and_anyone_checks_it(at: At, walk: Walk, site: RunningSite) -> None:
    ready = f"certificate__person__{walk.person}, told_at__isnull=False"
    serial = f"from lms.credentials.models import Credential as C; print(C.objects.get({ready}).serial)"
    walk.serial = serial_when_ready(site, serial)
    seat = at("salma")
    seat.open("record/")
    expect(seat.page.locator("main")).to_contain_text(walk.serial)
    address = seat.page.locator("a[href$='/pdf/']").first.get_attribute("href")
    pdf = seat.page.request.get(f"{site.address}{address}")
    assert pdf.body().startswith(b"%PDF")
    stranger = at()
    stranger.open(f"/verify/{walk.serial}/")
    for words in (walk.say("valid"), walk.name, walk.say("level")):
        expect(stranger.page.locator("main")).to_contain_text(words)


def serial_when_ready(site: RunningSite, code: str) -> str:
    found: list[str] = []

    def look() -> bool:
        try:
            found.append(site.ask(code).splitlines()[-1])
        except AssertionError:  # not issued yet
            return False
        return True

    until(look)
    return found[-1]


def test_7_a_revoked_certificate_says_so(at: At, walk: Walk) -> None:
    seat = at("tarek")
    seat.open("certificates/")
    seat.page.locator("tr", has_text=walk.serial).get_by_role("link", name=walk.serial).click()
    seat.page.click("a[href$='/revoke/']")
    seat.page.fill("[name=words]", "صدرت أثناء تجربة.")
    seat.page.click("main form button.danger")
    stranger = at()
    stranger.open(f"/verify/{walk.serial}/")
    expect(stranger.page.locator(".verdict.revoked h1")).to_have_text(walk.say("revoked"))


def keys_of(site: RunningSite, attempt: str) -> list[dict[str, Any]]:
    """What is right, as only the auditor knows it."""
    told = site.ask(
        "import json; from assessments.models import Attempt\n"
        f"rows = Attempt.objects.get(uuid='{attempt}').answers.order_by('position').values_list(\n"
        "    'position', 'item__version__type', 'item__version__answer')\n"
        "print(json.dumps([{'position': a, 'kind': b, 'key': c} for a, b, c in rows]))"
    )
    found: list[dict[str, Any]] = json.loads(told.splitlines()[-1])
    return found


def answer(page: Page, question: dict[str, Any]) -> None:
    form = page.locator(f"#q-{question['position']}")
    expect(form).to_be_visible()
    fill(form, question["kind"], question["key"])
    form.locator("button[name=go][value=on]").click()


def fill(form: Locator, kind: str, key: dict[str, Any]) -> None:
    """Answer as a thumb does."""
    match kind:
        case "single_choice":
            form.locator(f"input[value='{key['option']}']").check(force=True)
        case "multiple_response":
            for option in key["options"]:
                form.locator(f"input[value='{option}']").check(force=True)
        case "true_false":
            form.locator(f"input[value='{'true' if key['value'] else 'false'}']").check(force=True)
        case "numeric":
            form.locator("input[name=value]").fill(str(key["value"]))
        case "ordering":
            for item in key["order"]:
                form.locator(f"[data-item='{item}']").click()
        case "matching":
            for left, right in key["pairs"].items():
                form.locator(f"[name='pair-{left}']").select_option(right)
        case "hotspot":
            form.locator(f".plate input[value='{key['regions'][0]}']").check(force=True)
        case _:
            raise AssertionError(f"a question type without a hand: {kind}")


def hand_in(page: Page) -> None:
    page.locator("#map summary").click()
    page.locator("#submit button.copper").click()
    page.wait_for_url(re.compile("/(result|exams)/?"))
