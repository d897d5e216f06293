"""Examinations where things go wrong: a phone loses its line in mid-paper, breaks, and two assessors work offline for a day."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Reader, RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
Sit = Callable[..., Reader]

PREPARE = """
import json
from datetime import timedelta
from django.utils import timezone
from assessments import actions
from assessments.models import AssessmentCase, PracticalTask
from courses.models import Trade
from lms.people.models import Person, Site
now, hoda, site = timezone.now(), Person.objects.get(username="hoda"), Site.objects.get(code="GZ-C1")
trade = Trade.objects.get(code="TLR")
sitting = actions.open_sitting(trade=trade, level="L1", site=site, starts_at=now - timedelta(minutes=5),
    ends_at=now + timedelta(hours=4), by=hoda, start_code="771133")
found = {"sitting": str(sitting.uuid)}
for login in ("trainee07", "trainee08", "trainee10"):
    person = Person.objects.get(username=login)
    case = actions.open_case(person=person, trade=trade, level="L1", by=hoda, now=now)
    actions.seat_candidate(case=case, sitting=sitting, by=hoda)
    found[login] = str(case.uuid)
actions.prepare_sealed(sitting=sitting, by=hoda, now=now)
sitting.refresh_from_db()
found["key"] = sitting.sealed_key
case = AssessmentCase.objects.get(person__username="trainee09") if AssessmentCase.objects.filter(
    person__username="trainee09").exists() else actions.open_case(person=Person.objects.get(username="trainee09"),
    trade=trade, level="L3", by=hoda, now=now)
samir, dalia = Person.objects.get(username="samir"), Person.objects.get(username="dalia")
task = PracticalTask.objects.select_related("current").get(code="TLR-P4")
done = actions.assign_practical(case=case, task=task, site=site, at=now, assessors=[samir, dalia], by=hoda)
found |= {one.assessor.username: str(one.uuid) for one in done.sheets.all()}
found |= {"task": str(done.uuid), "lines": [line["id"] for line in task.current.rubric]}
print(json.dumps(found))
"""
ANSWERS = """
import json
from assessments.models import Answer
rows = Answer.objects.filter(attempt__person__username={login!r}, attempt__sitting__uuid={sitting!r}).exclude(fact_uuid=None)
print(json.dumps({{str(place): value for place, value in rows.values_list("position", "value")}}))
"""


@pytest.fixture(scope="module")
def day(site: RunningSite) -> dict[str, Any]:
    made = json.loads(site.ask(PREPARE))
    return made | {"sessions": sessions(site, "trainee07", "trainee08", "trainee10", "samir", "dalia", "hoda", "tarek")}


@pytest.fixture
def at(reader: Sit, day: dict[str, Any]) -> Callable[..., Reader]:
    """``at("trainee07")``: somebody who is signed in already, at a fresh device."""

    def sit(login: str, screen: str = "phone") -> Reader:
        seat = reader(screen, "en")
        cookie = {"name": "sessionid", "value": day["sessions"][login], "url": seat.site.address}
        seat.page.context.add_cookies([cookie])
        return seat

    return sit


def begin(seat: Reader, day: dict[str, Any]) -> str:
    """Begin the paper; its address."""
    seat.open(f"exams/sittings/{day['sitting']}/")
    seat.page.fill("[name=start_code]", "771133")
    seat.page.click("form.card button")
    seat.page.wait_for_url(re.compile(r"/exams/[0-9a-f-]{36}/"))
    expect(seat.page.locator("form.question:not([hidden])")).to_be_visible()
    return seat.page.url.split("?")[0]


def answer_all(page: Page) -> None:
    """Answer every question that is chosen from a list or typed, on the way to the end."""
    total = page.locator("form.question").count()
    for number in range(1, total + 1):
        form = page.locator(f"form.question[data-position='{number}']")
        expect(form).to_be_visible()
        kind = form.get_attribute("data-type")
        if kind in ("single_choice", "multiple_response", "true_false"):
            form.locator("label.option").first.click()
        elif kind in ("numeric", "short_text"):
            form.locator("input[name=value]").fill("7")
            form.locator("input[name=value]").blur()
        form.locator("button[value=on]").click()


def test_a_phone_goes_offline_in_mid_paper_and_comes_back_and_the_invigilator_gives_minutes(
    at: Callable[..., Reader], day: dict[str, Any], site: RunningSite
) -> None:
    phone = at("trainee07")
    begin(phone, day)
    page = phone.page
    deadline = page.evaluate("JSON.parse(document.getElementById('config').textContent).deadline")
    page.context.set_offline(True)
    answer_all(page)
    expect(page.locator("#whole")).to_contain_text("wait on this phone")
    assert json.loads(site.ask(ANSWERS.format(login="trainee07", sitting=day["sitting"]))) == {}
    page.context.set_offline(False)
    expect(page.locator("#whole")).to_contain_text("have arrived", timeout=30_000)
    kept = json.loads(site.ask(ANSWERS.format(login="trainee07", sitting=day["sitting"])))
    assert len(kept) >= 5
    board = at("hoda", "laptop")
    board.open(f"sittings/{day['sitting']}/")
    chair = board.page.locator(".chair", has_text="Fatma")
    expect(chair).to_have_class(re.compile("working|away"))
    chair.locator("summary").click()
    chair.locator("[name=minutes]").fill("15")
    chair.locator("[name=reason]").fill("The network was gone")
    chair.get_by_role("button", name="Give minutes").click()
    expect(board.page.locator("main")).to_contain_text("1 running paper ends later now")
    # The phone learns it by itself, within a report or two.
    expect(page.locator("#told")).to_contain_text("You were given more time", timeout=40_000)
    assert deadline not in site.ask(
        "from assessments.models import Attempt as A; print(A.objects.latest('pk').deadline_at.isoformat())"
    )


def test_a_phone_breaks_and_another_one_goes_on_with_the_invigilators_code(
    at: Callable[..., Reader], day: dict[str, Any], site: RunningSite
) -> None:
    first = at("trainee08")
    address = begin(first, day)
    answer_all(first.page)
    expect(first.page.locator("#whole")).to_contain_text("have arrived", timeout=20_000)
    before = json.loads(site.ask(ANSWERS.format(login="trainee08", sitting=day["sitting"])))
    assert before
    second = at("trainee08")
    second.page.goto(address)
    expect(second.page.locator("h1")).to_contain_text("open on another device")
    second.page.fill("[name=code]", "000000")
    second.page.click("form.card button")
    expect(second.page.locator("form.card")).to_contain_text("not right")
    board = at("hoda", "laptop")
    board.open(f"sittings/{day['sitting']}/")
    chair = board.page.locator(".chair", has_text="tried another device")
    chair.locator("summary").click()
    chair.get_by_role("button", name="change device").click()
    code = board.page.locator(".chair .takeover b").inner_text().strip()
    second.page.fill("[name=code]", code)
    second.page.click("form.card button")
    second.page.wait_for_url(re.compile(re.escape(address)))
    expect(second.page.locator("form.question")).to_have_count(10)
    assert json.loads(site.ask(ANSWERS.format(login="trainee08", sitting=day["sitting"]))) == before
    # The first phone freezes as soon as it speaks again.
    first.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(first.page.locator("#told")).to_contain_text("goes on at another device", timeout=20_000)


def judge_offline(page: Page, lines: list[str], band: int) -> None:
    """Mark every line without network; ``band`` counts from the lowest description."""
    for line in lines:
        form = page.locator(f"form[data-aspect='{line}']")
        form.locator("label:has(input[name=band])").nth(band).click()


def test_two_assessors_mark_offline_all_day_and_sync_in_any_order(
    at: Callable[..., Reader], day: dict[str, Any], site: RunningSite
) -> None:
    seats = {login: at(login, "tablet") for login in ("samir", "dalia")}
    for login, seat in seats.items():
        seat.open(f"marking/{day[login]}/")
        seat.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        seat.page.reload()  # under the worker: the page is kept on the tablet
        expect(seat.page.locator("form[data-aspect]")).to_have_count(len(day["lines"]))
        seat.page.context.set_offline(True)
    judge_offline(seats["samir"].page, day["lines"], band=2)
    judge_offline(seats["dalia"].page, day["lines"], band=1)
    expect(seats["dalia"].page.locator("#left")).to_contain_text("Every line has its marks")  # said when it is stored
    seats["dalia"].page.reload()  # opened again without network: nothing is lost
    expect(seats["dalia"].page.locator("#left")).to_contain_text("Every line has its marks")
    judge_offline(seats["dalia"].page, day["lines"], band=2)  # she changes her mind
    for login in ("dalia", "samir"):  # the one who was out longest comes back first
        page = seats[login].page
        page.context.set_offline(False)
        expect(page.locator("#net")).to_contain_text("Everything has arrived", timeout=30_000)
        page.click("#seal-open")
        page.click("#seal form button")
        expect(page.locator(".verd")).to_be_visible(timeout=20_000)
    said = site.ask(
        "from assessments.models import PracticalAssignment as P; "
        f"one = P.objects.get(uuid='{uuid.UUID(day['task'])}'); print(one.percent, one.outcome)"
    )
    assert said == "100.00 competent"


def test_a_sealed_paper_is_sat_where_there_is_no_link(at: Callable[..., Reader], day: dict[str, Any], site: RunningSite) -> None:
    phone = at("trainee10")
    page = phone.page
    phone.open(f"exams/sittings/{day['sitting']}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.click("[data-take]")
    expect(page.locator("[data-said]")).to_contain_text("on this phone", timeout=20_000)
    page.context.set_offline(True)
    page.reload()  # days later, without network
    page.fill("#sealed-key", "AAAA-AAAA-AAAA-AAAA")
    page.click("[data-open] button")
    expect(page.locator("[data-wrong]")).to_contain_text("not right", timeout=20_000)
    page.fill("#sealed-key", day["key"].lower())
    page.click("[data-open] button")
    page.wait_for_url(re.compile(r"/exams/[0-9a-f-]{36}/"), timeout=20_000)
    answer_all(page)
    expect(page.locator("#whole")).to_contain_text("wait on this phone")
    page.context.set_offline(False)
    expect(page.locator("#whole")).to_contain_text("have arrived", timeout=40_000)
    kept = json.loads(site.ask(ANSWERS.format(login="trainee10", sitting=day["sitting"])))
    assert len(kept) >= 5
