"""A committee's day, from the cases that wait to the certificates; and an appeal, from the candidate's doubt to a new result."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Reader, RunningSite
from tests.journeys.signed_in import sessions

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
Sit = Callable[..., Reader]
TRAINEES = ("trainee18", "trainee19", "trainee20")

# Three of the mobile-repair group who are through with both parts: each paper has 8 of 10 right, each sheet full marks.
PREPARE = """
import json
from datetime import timedelta
from assessments import actions
from lms.demo.assessments import Day
from lms.demo.people import named
day, found = Day(), {}
for number, login in enumerate(LOGINS, start=18):
    case = day.case(named(login), "MOB", "L1", days=12)
    day.theory(case, days=9, right=8)
    sheet = day.practical(case, "MOB-P1", at=day.ago(days=7), assessors=[day.dalia])[0]
    day.judge(sheet, "000000", at=day.ago(days=7))
    actions.seal_sheet(sheet=sheet, now=day.ago(days=7) + timedelta(hours=2))
    day.settle_fee(case, number)
    attempt = case.person.attempts.get(kind="official", sitting__trade=case.policy.trade)
    lost = [one for one in attempt.answers.order_by("position") if one.marks < one.item.version.marks]
    found[login] = {"case": str(case.uuid), "sheet": str(sheet.uuid), "paper": str(attempt.uuid), "name": case.person.name_en,
        "lost": lost[0].position, "percent": round(attempt.percent), "marks": lost[0].item.version.marks,
        "total": attempt.total_marks, "got": float(attempt.marks), "had": float(lost[0].marks)}
print(json.dumps(found))
"""
STATES = (
    "from assessments.models import AssessmentCase as C; print(*C.objects.filter(uuid__in=%r).values_list('state', flat=True))"
)


@pytest.fixture(scope="module")
def waiting(site: RunningSite) -> dict[str, Any]:
    found = json.loads(site.ask(PREPARE.replace("LOGINS", repr(TRAINEES))))
    return found | {"sessions": sessions(site, "tarek", "dalia", "hoda", *TRAINEES)}


@pytest.fixture
def at(reader: Sit, waiting: dict[str, Any]) -> Callable[..., Page]:
    """``at("tarek", "laptop")``: the page of somebody who is signed in already."""

    def sit(login: str, screen: str) -> Page:
        seat = reader(screen, "en")
        seat.page.context.add_cookies([{"name": "sessionid", "value": waiting["sessions"][login], "url": seat.site.address}])
        return seat.page

    return sit


def test_a_committees_day(at: Callable[..., Page], waiting: dict[str, Any], site: RunningSite) -> None:
    first, *others = (waiting[login] for login in TRAINEES)
    chair, assessor = at("tarek", "laptop"), at("dalia", "tablet")
    chair.goto(f"{site.address}/en/committee/")
    for one in (first, *others):
        expect(chair.locator("section").first).to_contain_text(one["name"])
    chair.locator(f"a[href$='{first['case']}/']").first.click()
    chair.get_by_text("Send back with a reason").click()
    chair.locator("form[action$='/send-back/'] [name=reason]").fill("The photo shows another phone")
    chair.locator("form[action$='/send-back/'] button").click()
    expect(chair.locator("main")).to_contain_text("Sent back. The assessor reads your reason.")
    expect(chair.locator("section").first).not_to_contain_text(first["name"])
    # Dalia reads why, corrects her sheet with a reason, takes four marks off a line, and seals the new one.
    assessor.goto(f"{site.address}/en/marking/{first['sheet']}/")
    expect(assessor.locator("main")).to_contain_text("The photo shows another phone")
    assessor.get_by_text("Correct this sheet").click()
    assessor.locator("form[action$='/correct/'] [name=reason]").fill("Looked at the right photo")
    assessor.locator("form[action$='/correct/'] button").click()
    line = assessor.locator("form[data-aspect]").first
    line.locator("[name=reason]").fill("One lapse")
    line.locator("[name=other]").fill("16")
    line.locator("[name=other]").blur()
    expect(assessor.locator("#net")).to_contain_text("Everything has arrived")
    assessor.click("#seal-open")
    assessor.click("#seal form button")
    expect(assessor.locator(".verd")).to_contain_text("96")
    # Back at the chair's desk it waits again; one is confirmed by itself, the other two together.
    chair.goto(f"{site.address}/en/committee/{first['case']}/")
    expect(chair.locator("main")).to_contain_text("Looked at the right photo")
    chair.locator("form[action$='/confirm/'] button").click()
    expect(chair.locator("main")).to_contain_text("Confirmed. The person sees the result now.")
    chair.goto(f"{site.address}/en/batches/")
    for box in chair.locator("[name=case]").all():
        box.set_checked(box.get_attribute("value") in {one["case"] for one in others}, force=True)
    chair.get_by_role("button", name="Confirm the chosen cases").click()
    expect(chair.locator("[data-finished]")).to_contain_text("Everything is done", timeout=90_000)
    assert site.ask(STATES % [one["case"] for one in (first, *others)]).split() == ["confirmed"] * 3
    chair.goto(f"{site.address}/en/certificates/")
    for one in others:
        expect(chair.locator("main")).to_contain_text(one["name"])


def test_an_appeal(at: Callable[..., Page], waiting: dict[str, Any], site: RunningSite) -> None:
    mine = waiting["trainee19"]
    candidate, chair, manager = at("trainee19", "phone"), at("tarek", "laptop"), at("hoda", "tablet")
    candidate.goto(f"{site.address}/en/exams/{mine['paper']}/result/")
    expect(candidate.locator(".big-score")).to_contain_text(str(mine["percent"]))
    candidate.get_by_text("Is something wrong? File an appeal").click()
    candidate.select_option("#position", str(mine["lost"]))
    candidate.fill("#reason", "The picture was cut off on my phone")
    candidate.get_by_role("button", name="File the appeal").click()
    expect(candidate.locator(".appeal .note")).to_contain_text("The picture was cut off on my phone")
    # Tarek confirmed the result, so he reads and does not decide; Hoda does.
    for page, decides in ((chair, 0), (manager, 1)):
        page.goto(f"{site.address}/en/committee/appeals/")
        page.get_by_role("link", name=mine["name"]).click()
        expect(page.locator("blockquote")).to_contain_text("The picture was cut off")
        expect(page.get_by_role("button", name="Decide")).to_have_count(decides)
    manager.fill(f"[name='marks-{mine['lost']}']", str(mine["marks"]))
    manager.fill("#decision", "The picture was cut off on small screens. The question counts for you.")
    manager.get_by_role("button", name="Decide").click()
    expect(manager.locator("main")).to_contain_text("The question counts for you")
    raised = round(100 * (mine["got"] - mine["had"] + mine["marks"]) / mine["total"])
    assert raised > mine["percent"]
    candidate.reload()
    expect(candidate.locator(".big-score")).to_contain_text(str(raised))
    expect(candidate.locator("main")).to_contain_text("How this result came about")
    expect(candidate.locator(".appeal .note.good")).to_contain_text("The question counts for you")
