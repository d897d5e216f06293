"""The pages: who opens which, that lists cost the same for one row and for three, and what they say for today."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import actions, queries
from assessments.models import AssessmentCase, Attempt, MarkSheet, PracticalTask
from courses.models import Trade
from lms.people.models import Person, Site

pytestmark = pytest.mark.django_db
CROWD = ("trainee04", "trainee06", "trainee08", "trainee09")
PAGES = ("/exams/", "/marking/", "/committee/")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("login", "statuses"),
    [
        ("amina", (200, 403, 403)), ("karim", (200, 403, 403)), ("nadia", (200, 403, 403)), ("samir", (200, 200, 403)),
        ("tarek", (200, 403, 200)), ("hoda", (200, 403, 200)), ("omar", (200, 403, 403)),
    ],
)  # fmt: skip
def test_who_opens_which_desk(signed_in: Callable[[str], Client], language: str, login: str, statuses: tuple[int, ...]) -> None:
    client = signed_in(login)
    assert tuple(client.get(f"/{language}{page}").status_code for page in PAGES) == statuses


def test_visitors_sign_in_first() -> None:
    for page in PAGES:
        assert Client().get(f"/ar{page}").status_code == 302


def test_giza_is_not_seen_from_asyut(signed_in: Callable[[str], Client]) -> None:
    seen = signed_in("wafaa").get("/ar/committee/").content.decode()
    assert "كريم ناصر" in seen
    assert "أمينة" not in seen


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def more_cases(logins: tuple[str, ...]) -> None:
    """More requests at Giza, each with a seat and a task before Samir."""
    now, hoda, samir = timezone.now(), Person.objects.get(username="hoda"), Person.objects.get(username="samir")
    trade, giza = Trade.objects.get(code="TLR"), Site.objects.get(code="GZ-C1")
    sitting = actions.open_sitting(trade=trade, level="L1", site=giza, starts_at=now, ends_at=now + timedelta(hours=1), by=hoda)
    for login in logins:
        case = actions.open_case(person=Person.objects.get(username=login), trade=trade, level="L1", by=hoda, now=now)
        seat = actions.seat_candidate(case=case, sitting=sitting, by=hoda)
        actions.begin_official(seat=seat, start_code=sitting.start_code, now=now)
        task = PracticalTask.objects.get(code="TLR-P1")
        actions.assign_practical(case=case, task=task, site=giza, at=now, assessors=[samir], by=hoda)


@pytest.mark.parametrize(("login", "path"), [("samir", "/ar/marking/"), ("tarek", "/ar/committee/")])
def test_desks_cost_the_same_for_more_rows(signed_in: Callable[[str], Client], login: str, path: str) -> None:
    client = signed_in(login)
    more_cases(CROWD[:1])
    one = count(client, path)
    more_cases(CROWD[1:])
    assert count(client, path) == one


def test_my_examinations_cost_the_same_for_more_results(
    signed_in: Callable[[str], Client], person: Callable[[str], Person]
) -> None:
    client, amina, trade, now = signed_in("amina"), person("amina"), Trade.objects.get(code="TLR"), timezone.now()
    before = count(client, "/ar/exams/")
    for index in range(3):
        attempt = actions.start_practice(person=amina, trade=trade, level="L1", now=now + timedelta(minutes=index))
        actions.submit_attempt(attempt=attempt, now=now + timedelta(minutes=index))
    assert count(client, "/ar/exams/") == before


def test_the_paper_costs_the_same_whatever_is_answered(
    signed_in: Callable[[str], Client], person: Callable[[str], Person]
) -> None:
    hassan = person("hassan")
    short = actions.start_practice(person=hassan, trade=Trade.objects.get(code="MOB"), level="L1", now=timezone.now())
    assert count(signed_in("hassan"), f"/ar/exams/{short.uuid}/") <= 9


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_screen_opens(signed_in: Callable[[str], Client], language: str) -> None:
    for attempt in Attempt.objects.select_related("person")[:4]:
        assert signed_in(attempt.person.username).get(f"/{language}/exams/{attempt.uuid}/result/").status_code == 200
    for sheet in MarkSheet.objects.select_related("assessor"):
        assert signed_in(sheet.assessor.username).get(f"/{language}/marking/{sheet.uuid}/").status_code == 200
    for case in AssessmentCase.objects.select_related("person").filter(site__code="GZ-C1"):
        assert signed_in("tarek").get(f"/{language}/committee/{case.uuid}/").status_code == 200
        assert signed_in(case.person.username).get(f"/{language}/exams/cases/{case.uuid}/").status_code == 200
        assert signed_in("karim").get(f"/{language}/exams/cases/{case.uuid}/").status_code == 403


def test_the_day(person: Callable[[str], Person]) -> None:
    now = timezone.now()
    step: dict[str, Any] | None = queries.next_step_for(person("hassan"), now)
    assert step is not None
    assert (step["kind"], "/exams/sittings/" in step["url"]) == ("exam", True)
    assert [event["day"] for event in queries.upcoming_for(person("amina"), now)] == [timezone.localdate(now)]
    assert queries.sheets_waiting(person("samir")) == 2
    assert queries.cases_waiting(person("tarek")) == 2
    assert queries.cases_waiting(person("hoda")) == 0
    assert queries.next_step_for(person("karim"), now) is None
    tarek = queries.next_step_for(person("tarek"), now)
    assert tarek is not None
    assert re.search(r"2", tarek["title"])
