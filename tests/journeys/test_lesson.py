"""Trainees go through whole lessons on a phone in Arabic: each block by touch, without script and without network."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import SCREENS, Reader, RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(420)]
SitDown = Callable[..., Reader]
FILM_TRIES = 120  # each asks the running site, which takes a second or two

# Somebody of our own in the tailoring and in the cooling group, so that no other journey finds traces.
PREPARE = """
import json
from lms.enrolment.actions import enrol
from lms.enrolment.models import Cohort, Enrolment
from lms.people.models import Person
by = Person.objects.get(username="hoda")
for login in ("trainee39", "trainee40"):
    learner = Person.objects.get(username=login)
    for code in ("GZ-TLR-26-3", "GZ-RAC-26-1"):
        cohort = Cohort.objects.get(code=code)
        Enrolment.objects.filter(person=learner, cohort=cohort).exists() or enrol(person=learner, cohort=cohort, by=by)
def block(course, lesson, kind):
    enrolment = Enrolment.objects.get(person=learner, cohort__course__code=course)
    body = enrolment.release.lessons.get(code=lesson).document.body["body"]
    return next(one for one in body if one["kind"] == kind)
print(json.dumps({
    "order": block("TLR-101", "TLR-C1-L08", "check_order"), "place": block("TLR-101", "TLR-C1-L08", "check_place"),
    "seam": block("TLR-101", "TLR-C1-L12", "activity")["id"],
}))
"""


@pytest.fixture(scope="module")
def known(site: RunningSite) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.ask(PREPARE))
    return found


@dataclass
class Learner:
    """A trainee with a phone, signed in."""

    page: Page
    site: RunningSite

    def open(self, path: str) -> None:
        self.page.goto(f"{self.site.address}/ar/learn/{path}", wait_until="load")

    def saved(self) -> None:
        """Nothing waits on the phone any more."""
        expect(self.page.locator("[data-kept]")).to_have_attribute("data-kept", "saved")

    def state(self, lesson: str) -> dict[str, Any]:
        asked = (
            "import json\nfrom lms.enrolment.models import LessonProgress\n"
            f"found = LessonProgress.objects.filter(enrolment__person__username='trainee40', lesson_code='{lesson}').first()\n"
            "print(json.dumps(found.state if found else {}))"
        )
        return dict(json.loads(self.site.ask(asked)))


@pytest.fixture
def learner(site: RunningSite, browser: Browser, known: dict[str, Any]) -> Iterator[Callable[..., Learner]]:
    """``learner()``: a phone in Arabic; a fault of a script fails the test."""
    faults: list[str] = []
    contexts = []
    cookies = sessions(site, "trainee39", "trainee40")

    def sit_down(login: str = "trainee40", **more: Any) -> Learner:
        width, height = SCREENS["phone"]
        context = browser.new_context(viewport={"width": width, "height": height}, locale="ar-EG", has_touch=True, **more)
        context.add_cookies([{"name": "sessionid", "value": cookies[login], "url": site.address}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return Learner(page, site)

    yield sit_down
    for context in contexts:
        context.close()
    assert faults == []


def verdict(section: Locator, kind: str) -> None:
    expect(section.locator(f".verdict.{kind}")).to_be_visible()


def test_a_lesson_of_the_bench_from_tools_to_questions(learner: Callable[..., Learner], known: dict[str, Any]) -> None:
    at = learner()
    page = at.page
    at.open("tlr-101/tlr-c1-l08/")
    assert page.locator(".b-tools li").count() == 5
    # A word of the trade, touched, tells what it means beside itself.
    page.locator("a.term").first.click()
    expect(page.locator(".term-note .meaning")).to_be_visible()
    page.locator(".term-note button").click()
    expect(page.locator(".term-note")).to_have_count(0)
    # A picture with places: one is told at a time.
    pins = page.locator(".b-hotspots .pin")
    pins.nth(2).click()
    expect(page.locator(".spots li:visible")).to_have_count(1)
    expect(page.locator(".spots li:visible")).to_contain_text("القدم الضاغطة")
    # One step over the whole screen, ticked and on.
    page.locator("[data-one-by-one] button").click()
    work = page.locator("dialog.work")
    expect(work).to_be_visible()
    first = work.locator("p").nth(1).inner_text()
    work.locator(".copper").click()
    expect(work.locator(".work-place")).to_contain_text("2 / 8")
    assert work.locator("p").nth(1).inner_text() != first
    work.locator(".plain").click()
    expect(page.locator("[data-step].done")).to_have_count(1)
    # Two states over each other, uncovered by the slider.
    slider = page.locator(".b-compare input[type=range]")
    slider.fill("80")
    assert page.locator(".b-compare").evaluate("figure => getComputedStyle(figure).getPropertyValue('--v')") == "80"
    # The fault is found question by question, with the way back.
    tree = page.locator("[data-tree]")
    tree.locator("a:visible", has_text="نعم").click()
    tree.locator("a:visible", has_text="غرز فائتة").click()
    expect(tree.locator("li.ends:visible")).to_contain_text("الإبرة متآكلة")
    tree.get_by_role("button", name="ارجع سؤالًا").click()
    expect(tree.locator("a:visible")).to_have_count(3)
    # Quick checks: a place on a picture, a plain choice, an order.
    place = page.locator("[data-check]", has_text="ترفعه قبل لضم")
    place.locator("input[type=radio]").nth(1).check(force=True)
    place.locator("[data-answer]").click()
    verdict(place, "wrong")
    place.locator("input[type=radio]").nth(0).check(force=True)
    place.locator("[data-answer]").click()
    verdict(place, "right")
    order = page.locator(f"[data-check='{known['order']['id']}']")
    for number, item in enumerate(known["order"]["answer"]["order"], start=1):
        order.locator(f"[data-item='{item}'] select").select_option(str(number))
    order.locator("[data-answer]").click()
    verdict(order, "right")
    page.locator("[data-question] input[type=radio]").first.check()
    page.locator("[data-question] [data-answer]").click()
    expect(page.locator("[data-question] .verdict:visible")).to_have_count(1)
    page.locator(".finish button").click()
    at.saved()
    state = at.state("TLR-C1-L08")
    assert len(state["done"]) == 1 + 3 + 1
    assert state["answers"][known["order"]["id"]] == known["order"]["answer"]["order"]
    assert state["answers"][known["place"]["id"]] == ["0"]


def test_measures_calculations_and_numbers(learner: Callable[..., Learner]) -> None:
    at = learner()
    page = at.page
    at.open("tlr-101/tlr-c1-l05/")
    calculator = page.locator("[data-calculator=fabric]")
    calculator.locator("[name=width]").fill("٩٠")
    expect(calculator.locator("[data-out=buy]")).to_have_text("140")
    calculator.locator("[name=hips]").fill("x")
    expect(calculator.locator("[data-wrong]")).to_be_visible()
    number = page.locator("[data-type=numeric][data-check]")
    number.locator("input[name=value]").fill("999")
    number.locator("[data-answer]").click()
    verdict(number, "wrong")
    at.open("tlr-101/tlr-c1-l04/")
    expect(page.locator(".b-measured tbody tr")).to_have_count(4)
    expect(page.locator(".b-measured line")).to_have_count(4)
    many = page.locator("[data-type=multiple_response][data-check]")
    for box in many.locator("input[type=checkbox]").all():
        box.check()
    many.locator("[data-answer]").click()
    verdict(many, "wrong")
    at.open("rac-101/rac-c1-l04/")
    turn = page.locator(".b-turntable")
    expect(turn.locator(".frame:visible")).to_have_count(1)
    turn.locator("input[type=range]").press("End")
    expect(turn.locator("input[type=range]")).to_have_attribute("aria-valuetext", "الصورة 8 من 8")
    truth = page.locator("[data-type=true_false][data-check]")
    truth.locator("input[type=radio]").first.check()
    truth.locator("[data-answer]").click()
    expect(truth.locator(".verdict:visible")).to_have_count(1)
    match = page.locator("[data-type=matching][data-check]")
    for select in match.locator("select").all():
        select.select_option(index=1)
    assert [select.input_value() for select in match.locator("select").all()].count("") == match.locator("select").count() - 1
    at.open("rac-101/rac-c1-l09/")
    superheat = page.locator("[data-calculator=superheat]")
    superheat.locator("[name=pipe]").fill("20")
    expect(superheat.locator("[data-out=superheat]")).to_have_text("15")
    expect(superheat.locator("[data-verdict=high]")).to_be_visible()


def test_what_is_ones_own_survives_without_network(learner: Callable[..., Learner], reader: SitDown) -> None:
    at = learner()
    page = at.page
    at.open("tlr-101/tlr-c1-l04/")
    page.context.set_offline(True)
    place = page.locator(".steps > li").nth(2)
    place.locator(".here > summary").click()
    place.get_by_role("button", name="علّم هذا الموضع").click()
    place.locator(".here > summary").click()
    place.get_by_role("button", name="اسأل مدربي").click()
    ask = page.locator("[data-own-form=write]")
    ask.locator("textarea").fill("هل أقيس فوق الملابس؟")
    ask.locator("button[value='asked:']").click()
    expect(page.locator("[data-asked]")).to_contain_text("هل أقيس فوق الملابس؟")
    expect(page.locator("[data-kept]")).to_have_attribute("data-kept", "phone")
    page.context.set_offline(False)
    at.saved()
    at.open("tlr-101/tlr-c1-l04/")
    expect(page.locator("[data-marks] li")).to_have_count(1)
    nadia = reader("tablet").sign_in("nadia")
    nadia.page.locator("a[href$='/questions/']").first.click()
    card = nadia.page.locator("article.question", has_text="هل أقيس فوق الملابس؟")
    expect(card.locator("blockquote")).to_be_visible()
    card.locator("textarea").fill("لا، بملابس خفيفة فقط.")
    card.get_by_role("button", name="أرسل الرد").click()
    expect(nadia.page.locator(".messages")).to_be_visible()
    at.open("tlr-101/")  # another page in between: the same one with a fragment would not be asked for again
    at.open("tlr-101/tlr-c1-l04/#own")
    expect(page.locator("[data-asked]")).to_contain_text("لا، بملابس خفيفة فقط.")


def test_each_block_works_without_script(learner: Callable[..., Learner], known: dict[str, Any]) -> None:
    at = learner("trainee39", java_script_enabled=False)
    page = at.page
    at.open("tlr-101/tlr-c1-l08/")
    assert page.locator(".spots li").count() == page.locator(".spots li:visible").count() == 6
    assert page.locator(".nodes > li:visible").count() == 6
    expect(page.locator(".side.before")).to_be_visible()
    expect(page.locator(".side.after")).to_be_visible()
    page.locator(".nodes a").first.click()
    assert re.search(r"#node-.*-2$", page.url)
    order = page.locator(f"[data-check='{known['order']['id']}']")
    for number, item in enumerate(reversed(known["order"]["answer"]["order"]), start=1):
        order.locator(f"[data-item='{item}'] select").select_option(str(number))
    order.locator("[data-answer]").click()
    verdict(page.locator(f"[data-check='{known['order']['id']}']"), "wrong")
    page.locator("#own summary").first.click()
    page.locator("[data-own-form=write] textarea").fill("إبرة 80 للقطن")
    page.locator("[data-own-form=write] button").first.click()
    expect(page.locator("[data-notes]")).to_contain_text("إبرة 80 للقطن")
    at.open("tlr-101/tlr-c1-l05/")
    page.locator("[name=width]").fill("90")
    page.locator("[data-reckon]").click()
    expect(page.locator("[data-out=buy]")).to_have_text("140")
    at.open("rac-101/rac-c1-l04/")
    assert page.locator(".b-turntable .frame").count() == 8
    expect(page.locator(".b-turntable .frame").nth(1)).to_be_visible()


def test_the_device_reads_a_paragraph_aloud(learner: Callable[..., Learner]) -> None:
    """Chromium here has no voices, so the device's own interface is given one that writes down what it would say."""
    at = learner()
    page = at.page
    page.add_init_script(
        "window.said = [];"
        "Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => [{lang: 'ar-EG', localService: true}],"
        " speak: (one) => { said.push(one.text); setTimeout(() => one.onend?.()) }, cancel() {}, addEventListener() {}}})"
    )
    at.open("tlr-101/tlr-c1-l08/")
    text = page.locator(".b-text").first
    page.locator(".here-box .here > summary").first.click()
    page.locator(".here-box .here").first.get_by_role("button", name="استمع").click()
    assert page.evaluate("said") == [text.inner_text().strip()]
    page.locator(".meta .listen").click()
    expect(page.locator(".meta .listen.on")).to_have_count(0)
    assert page.evaluate("said.length") == 1 + page.locator(".lede .lead, [data-read]").count()


def test_a_seam_is_found_by_touch_and_scored(learner: Callable[..., Learner], known: dict[str, Any]) -> None:
    at = learner()
    page = at.page
    at.open("tlr-101/tlr-c1-l12/")
    page.locator(".b-activity .copper").click()
    page.wait_for_url(re.compile("/try/"))
    expect(page.locator(".activity")).to_have_attribute("data-ready", "yes")
    box = page.locator("[data-skirt]").bounding_box()
    assert box
    page.locator("[data-skirt]").click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(page.locator("[data-log] li")).to_have_count(1)
    expect(page.locator("[data-log] li")).to_contain_text("خياطة وسط الظهر")
    mark = page.locator("form", has=page.locator("[name=off]"))
    mark.locator("[name=off]").fill("4")
    mark.locator("button").click()
    points = int(page.locator("[data-points]").inner_text())
    expect(page.locator("[data-kept]")).to_have_attribute("data-kept", "saved")
    page.locator("[data-another]").click()
    expect(page.locator("[data-log] li")).to_have_count(0)
    state = at.state("TLR-C1-L12")
    assert state["scores"] == {known["seam"]: points}
    assert state["attempts"] == {known["seam"]: 1}


def test_a_film_stops_at_its_moment_with_a_question(learner: Callable[..., Learner], site: RunningSite) -> None:
    find = (
        "from lms.enrolment.models import Enrolment\n"
        "release = Enrolment.objects.get(person__username='trainee40', cohort__course__code='TLR-101').release\n"
        "print(any(one['kind'] == 'video' for one in release.lessons.get(code='TLR-C1-L01').document.body['body']))"
    )
    assert any(site.ask(find) == "True" for _try in range(FILM_TRIES)), "the first lesson has its film"
    at = learner()
    page = at.page
    at.open("tlr-101/tlr-c1-l01/?at=23")
    player = page.locator("[data-player]").first
    expect(player).to_have_attribute("data-ready", "yes")
    page.evaluate("() => { document.querySelector('video').muted = true }")
    page.locator(".transcript summary").click()
    page.locator(".transcript a[data-at]").nth(3).click()
    moment = page.locator(".moment", has=page.locator("[data-question]"))
    expect(moment).to_have_class(re.compile(r"\bnow\b"), timeout=60_000)
    assert page.evaluate("document.querySelector('video').paused")
    moment.locator("input[type=radio]").nth(1).check()
    moment.locator("[data-answer]").click()
    verdict(moment, "right")
    moment.locator("[data-go-on]").click()
    expect(player).to_have_attribute("data-playing", "yes")
