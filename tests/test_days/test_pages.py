"""The pages of a day: made by a form, looked at, published, changed; and what the candidate sees."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.outbox.actions import deliver_all
from lms.people.models import Person
from lms.test_days.models import StationCount, TestDay, ToolCount

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
IN_A_WEEK = timezone.localdate() + timedelta(days=7)


def made_by_form(client: Client, **how: object) -> TestDay:
    form = client.get("/ar/test-days/new/D-GZ/").context["form"]
    typed = {
        "date": IN_A_WEEK.isoformat(),
        "opens": "09:00",
        "closes": "15:00",
        "changeover": 15,
        "at_once": 2,
        "may_travel": "on",
    }
    typed |= {name: [str(one.pk) for one in form.fields[name].queryset] for name in ("places", "assessors")}
    answer = client.post("/ar/test-days/new/D-GZ/", typed | how)
    assert answer.status_code == 302, answer.context["form"].errors
    return TestDay.objects.get()


def test_a_day_is_made_planned_published_and_seen_by_the_candidate(signed_in: SignIn) -> None:
    tarek = signed_in("tarek")
    day = made_by_form(tarek)
    page = f"/ar/test-days/{day.uuid}/"
    assert "الخطة تُعد الآن" in tarek.get(page).content.decode()
    deliver_all()
    part = tarek.get(page, {"part": "progress"}).content.decode()
    assert "data-finished" in part and "<html" not in part
    slot = day.slots.select_related("case__person").first()
    assert slot is not None and slot.case.person.name in part
    assert tarek.post(f"{page}publish/", follow=True).context["day"].state == "published"
    today = signed_in(slot.case.person.username).get("/ar/today/").content.decode()
    assert f"{timezone.localtime(slot.starts_at):%H:%M}، {slot.site.name_ar}" in today
    assert tarek.post(f"{page}discard/").status_code == 409


def test_a_place_is_closed_with_a_reason(signed_in: SignIn) -> None:
    tarek = signed_in("tarek")
    day = made_by_form(tarek)
    deliver_all()
    code = day.places.first().site.code  # type: ignore[union-attr]
    assert tarek.post(f"/ar/test-days/{day.uuid}/close/{code}/", {"reason": ""}).status_code == 422
    assert tarek.post(f"/ar/test-days/{day.uuid}/close/{code}/", {"reason": "عطل في المحرك"}).status_code == 302
    deliver_all()
    assert "عطل في المحرك" in tarek.get(f"/ar/test-days/{day.uuid}/").content.decode()
    assert not day.slots.filter(site__code=code).exists()


def test_stations_and_lent_tools_are_counted(signed_in: SignIn) -> None:
    hoda = signed_in("hoda")
    typed = {"station-TLR": "9", "station-MOB": "0", "station-RAC": "2", "tool-RAC-T04": "3", "tool-RAC-T06": ""}
    assert hoda.post("/ar/test-days/stations/GZ-C1/", typed).status_code == 302
    stations = StationCount.objects.filter(site__code="GZ-C1").values_list("trade__code", "count")
    assert dict(stations) == {"TLR": 9, "MOB": 0, "RAC": 2}
    assert dict(ToolCount.objects.filter(site__code="GZ-C1").values_list("tool", "count")) == {"RAC-T04": 3}
    shown = hoda.get("/ar/test-days/stations/GZ-C1/").content.decode()
    assert 'name="station-TLR" value="9"' in shown and "مضخة تفريغ" in shown
    assert hoda.post("/ar/test-days/stations/GZ-C1/", typed | {"station-TLR": "-1"}).status_code == 200
    assert StationCount.objects.get(site__code="GZ-C1", trade__code="TLR").count == 9


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(signed_in: SignIn) -> None:
    answer = signed_in("tarek").post("/ar/test-days/new/D-GZ/", {"date": "2020-13-45", "opens": "09:30"})
    assert answer.status_code == 200 and not TestDay.objects.exists()
    assert {"date", "closes", "places", "assessors"} <= set(answer.context["form"].errors)
    assert 'value="09:30"' in answer.content.decode()


def test_a_days_page_asks_as_often_for_many_as_for_few(signed_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    tarek = signed_in("tarek")
    day = made_by_form(tarek)
    deliver_all()
    assert day.slots.count() >= 5
    with django_assert_max_num_queries(16):
        tarek.get(f"/ar/test-days/{day.uuid}/")


def test_the_look_at_a_plan_is_kept_for_those_it_names(signed_in: SignIn, person: Callable[[str], Person]) -> None:
    tarek = signed_in("tarek")
    day = made_by_form(tarek)
    deliver_all()
    tarek.get(f"/ar/test-days/{day.uuid}/")
    slot = day.slots.select_related("case__person").first()
    assert slot is not None
    mine = signed_in(slot.case.person.username).get("/ar/me/data/").content.decode()
    assert "خطة اختبارات عملية فيها اسمك" in mine
