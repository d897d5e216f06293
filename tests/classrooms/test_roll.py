"""Calling the roll where the class has walls."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from classrooms import actions
from classrooms.models import Attendance, LiveClass
from tests.classrooms.conftest import NOW

pytestmark = pytest.mark.django_db


def call(live_class, cohort, *, present=(), late=(), now=NOW):
    people = {member.person.username: member.person_id for member in cohort.enrolments.select_related("person")}
    return actions.call_roll(
        live_class=live_class,
        present=[people.get(login, 0) for login in present],
        late=[people.get(login, 0) for login in late],
        actor=cohort.instructor,
        now=now,
    )


def test_ticked_names_become_the_register(live_class, cohort):
    call(live_class, cohort, present=["amina", "trainee01"], late=["trainee01", "trainee02"])
    lines = {line.person.username: line for line in Attendance.objects.filter(register__live_class=live_class)}
    told = {login: (line.status, line.seconds // 60) for login, line in lines.items()}
    assert (told["amina"], told["trainee01"], told["trainee02"]) == (("present", 120), ("late", 109), ("late", 109))
    assert {status for login, (status, _) in told.items() if login not in ("amina", "trainee01", "trainee02")} == {"absent"}
    assert {line.source for line in lines.values()} == {"roll"}
    live_class.refresh_from_db()
    assert (live_class.state, live_class.opened_at, live_class.closed_at) == ("closed", NOW, NOW + timedelta(minutes=120))


def test_who_may_not_and_when_not(live_class, cohort, person, refusal_of):
    assert refusal_of(lambda: call(live_class, cohort, now=NOW - timedelta(minutes=31))) == "too_early"
    assert refusal_of(lambda: call(live_class, cohort, present=["karim"])) == "unknown_person"
    amina = person("amina")
    assert (
        refusal_of(lambda: actions.call_roll(live_class=live_class, present=[], late=[], actor=amina, now=NOW)) == "not_allowed"
    )
    assert not Attendance.objects.filter(register__live_class=live_class).exists()
    call(live_class, cohort, present=["amina"])
    assert refusal_of(lambda: call(live_class, cohort, present=[])) == "class_closed"


def test_a_class_that_is_live_has_its_register_from_the_room(cast, cohort, refusal_of):
    assert refusal_of(lambda: call(cast.live_class, cohort, present=["amina"])) == "class_is_live"


def test_the_roll_on_the_page(signed_in, cohort, live_class):
    LiveClass.objects.filter(pk=live_class.pk).update(starts_at=timezone.now() - timedelta(minutes=5))
    nadia, amina = signed_in("nadia"), cohort.enrolments.get(person__username="amina").person
    address = reverse("classrooms:roll", args=[live_class.uuid])
    page = nadia.get(address).content.decode()
    assert page.count('name="present"') == cohort.enrolments.exclude(status="left").count() and amina.name in page
    assert nadia.post(address, {"present": ["999999"]}).status_code == 404
    answer = nadia.post(address, {"present": [str(amina.pk)]}, follow=True)
    assert "نادى المدرب الأسماء" in answer.content.decode()
    assert LiveClass.objects.get(pk=live_class.pk).state == "closed"
