"""Trade activities and pairs to join, by finger and keys in a real browser; every score is worked out by hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import SCREENS, RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
LOGIN = "trainee38"

# Somebody of our own in three groups, each activity at an attempt whose case is the one that is worked out below.
PREPARE = """
import json
from django.utils import timezone
from courses.activities import ACTIVITIES
from lms.enrolment.actions import enrol
from lms.enrolment.models import Cohort, Enrolment, LessonProgress
from lms.enrolment.rules import seed_of
from lms.people.models import Person
by, learner = Person.objects.get(username="hoda"), Person.objects.get(username="LOGIN")
WANTED = {
    "multimeter": {"fault": "short_d1"},
    "gauges": {"state": "short_of_charge", "hazard": "none"},
}
found = {}
for code in ("GZ-TLR-26-3", "GZ-RAC-26-1", "GZ-MOB-26-2"):
    cohort = Cohort.objects.get(code=code)
    Enrolment.objects.filter(person=learner, cohort=cohort).exists() or enrol(person=learner, cohort=cohort, by=by)
    enrolment = Enrolment.objects.get(person=learner, cohort=cohort)
    for lesson in enrolment.release.lessons.select_related("document").order_by("position"):
        page = f"{enrolment.release.manifest['slug']}/{lesson.slug}/"
        for block in lesson.document.body["body"]:
            if block["kind"] == "activity" and block["activity"] in WANTED:
                engine, wanted = ACTIVITIES[block["activity"]], WANTED[block["activity"]]
                cases = ((n, engine.case(seed_of(str(enrolment.uuid), block["id"], n))) for n in range(2000))
                attempt, case = next((n, case) for n, case in cases if wanted.items() <= case.items())
                now = timezone.now()
                state = {"done": [], "answers": {}, "seconds": {}, "last": "", "attempts": {block["id"]: attempt}}
                LessonProgress.objects.update_or_create(
                    enrolment=enrolment, lesson_code=lesson.code, defaults={"state": state, "started_at": now, "touched_at": now}
                )
                found[block["activity"]] = {"page": page, "block": block["id"], "lesson": lesson.code, "case": case}
            if block["kind"] == "check_match" and "match" not in found:
                found["match"] = {"page": page, "lesson": lesson.code, "block": block}
print(json.dumps(found))
""".replace("LOGIN", LOGIN)


@pytest.fixture(scope="module")
def known(site: RunningSite) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(site.ask(PREPARE))
    return found


@dataclass
class Bench:
    """A trainee's phone at the page of a lesson."""

    page: Page
    site: RunningSite

    def begin(self, path: str, block: str) -> None:
        self.page.goto(f"{self.site.address}/ar/learn/{path}", wait_until="load")
        self.page.locator(f"#block-{block} .copper").tap()
        self.page.wait_for_url(re.compile("/try/"))
        expect(self.page.locator(".activity")).to_have_attribute("data-ready", "yes")

    def form(self, verb: str, field: str = "") -> Locator:
        more = f":has([name=field][value={field}])" if field else ""
        return self.page.locator(f"form[data-move]:has([name=verb][value={verb}]){more}")

    def log(self) -> Locator:
        return self.page.locator("[data-log] li:not([data-empty])")

    def points(self) -> int:
        expect(self.page.locator("[data-outcome]")).to_be_visible()
        return int(self.page.locator("[data-points]").inner_text())

    def kept(self, lesson: str) -> dict[str, Any]:
        """What the server has once nothing waits on the phone."""
        expect(self.page.locator("[data-kept]")).to_have_attribute("data-kept", "saved")
        asked = (
            "import json\nfrom lms.enrolment.models import LessonProgress\n"
            f"print(json.dumps(LessonProgress.objects.get(enrolment__person__username='{LOGIN}', lesson_code='{lesson}').state))"
        )
        return dict(json.loads(self.site.ask(asked)))


@pytest.fixture
def bench(site: RunningSite, browser: Browser) -> Iterator[Bench]:
    """A phone in Arabic with touch; a fault of a script fails the test."""
    faults: list[str] = []
    width, height = SCREENS["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ar-EG", has_touch=True)
    context.add_cookies([{"name": "sessionid", "value": sessions(site, LOGIN)[LOGIN], "url": site.address}])
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield Bench(page, site)
    context.close()
    assert faults == []


def test_the_multimeter_finds_a_short_and_safety_costs(bench: Bench, known: dict[str, Any]) -> None:
    """D1 is shorted. The diode test with the charger in is stopped (25 off). Then the port shows 0.27 to 0.33 V, which fits a
    short of D1 or of C12; D1 is warm without the charger: one cause is left after two measurements. 100 - 25 = 75."""
    board = known["multimeter"]
    page = bench.page
    bench.begin(board["page"], board["block"])
    bench.form("measure").locator("label:has([value=diode])").tap()
    page.locator("[data-point=port]").tap()
    expect(bench.log()).to_have_count(1)
    expect(bench.log()).to_have_class(re.compile("danger"))
    bench.form("measure").locator("label:has([value=volt])").tap()
    page.locator("[data-point=port]").tap()
    expect(page.locator("[data-display]")).to_have_text(re.compile(r"^0\.(2[789]|3[0-3]) V$"))
    out = page.locator("[data-fault].out")
    expect(out).to_have_count(5)
    bench.form("power").locator("button").tap()
    bench.form("measure").locator("label:has([value=heat])").tap()
    page.locator("[data-point=d1]").tap()
    expect(out).to_have_count(6)
    expect(page.locator("[data-fault=short_d1]")).not_to_have_class(re.compile("out"))
    page.locator("[data-fault=short_d1]").tap()
    bench.form("name").locator("button").tap()
    assert bench.points() == 75
    assert bench.kept(board["lesson"])["scores"] == {board["block"]: 75}


def test_gauges_are_read_and_the_right_thing_is_decided_with_the_keyboard(bench: Bench, known: dict[str, Any]) -> None:
    """Short of charge, nothing in the way. The suction pressure is written one bar too high and not mended: 0 of 10. The other
    pressure (10), both temperatures (20 and 10), the superheat of those two (25) and the decision (25) are right: 90."""
    unit = known["gauges"]
    case, page = unit["case"], bench.page
    bench.begin(unit["page"], unit["block"])

    def write(field: str, value: str) -> None:
        page.locator(f"form[data-move]:has([name=field][value={field}]) [name=value]").focus()
        page.keyboard.type(value)
        page.keyboard.press("Enter")

    write("low", f"{(case['low'] + 100) / 100:.2f}")
    write("high", f"{case['high'] / 100:.2f}")
    write("boiling", f"{case['boiling'] / 10:.1f}")
    write("pipe", f"{case['pipe'] / 10:.1f}")
    write("superheat", f"{(case['pipe'] - case['boiling']) / 10:.1f}")
    expect(bench.log()).to_have_count(5)
    expect(page.locator("[data-log] li.good")).to_have_count(4)
    page.locator("[name=decision][value=find_leak]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert bench.points() == 90
    assert bench.kept(unit["lesson"])["scores"] == {unit["block"]: 90}


def test_pairs_are_joined_wrongly_then_rightly(bench: Bench, known: dict[str, Any]) -> None:
    match, page = known["match"], bench.page
    block = match["block"]
    page.goto(f"{bench.site.address}/ar/learn/{match['page']}", wait_until="load")
    check = page.locator(f"[data-check='{block['id']}']")
    right = block["answer"]["pairs"]
    lefts = [part["id"] for part in block["content"]["left"]]
    turned = dict(zip(lefts, [right[one] for one in [*lefts[1:], lefts[0]]], strict=True))  # everybody has the neighbour's
    for pairs, verdict in ((turned, "wrong"), (right, "right")):
        for left in lefts:
            check.locator(f"[name=pair-{left}]").select_option(pairs[left])
        for left in lefts:  # a place that was taken from somebody is given again
            check.locator(f"[name=pair-{left}]").select_option(pairs[left])
        check.locator("[data-answer]").tap()
        expect(check.locator(f".verdict.{verdict}")).to_be_visible()
        expect(check.locator(".verdict:visible")).to_have_count(1)
    assert bench.kept(match["lesson"])["answers"][block["id"]] == right
