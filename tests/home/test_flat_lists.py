"""Lists ask the database as often for one row as for many."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import AssessmentCase, MarkSheet
from classrooms.models import Attendance, LiveClass
from courses.models import LessonPage
from lms.certification.models import Certificate
from lms.enrolment.actions import enrol
from lms.enrolment.models import Application, Cohort, Enrolment
from lms.people.models import Person, TextMessage
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def asked(client: Client, path: str) -> int:
    """How many questions a page puts to the database, once caches of the process are warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_applications_and_cohorts(signed_in: SignIn) -> None:
    hoda = signed_in("hoda")
    many = asked(hoda, "/ar/cohorts/")
    first = Application.objects.filter(site__code="GZ-C1", status="waiting").first()
    Application.objects.exclude(pk=first.pk).update(status="withdrawn")
    Cohort.objects.exclude(code="GZ-TLR-26-3").update(site=Cohort.objects.get(code="AS-TLR-26-1").site)
    assert asked(hoda, "/ar/cohorts/") == many


def test_the_people_of_a_cohort(signed_in: SignIn) -> None:
    hoda, cohort = signed_in("hoda"), Cohort.objects.get(code="GZ-TLR-26-3")
    many = asked(hoda, f"/ar/cohorts/{cohort.uuid}/")
    Enrolment.objects.filter(cohort=cohort).exclude(person__username="amina").update(status="left")
    assert asked(hoda, f"/ar/cohorts/{cohort.uuid}/") == many


@pytest.mark.parametrize("path", ["/ar/learn/", "/ar/record/"])
def test_ones_own_courses(signed_in: SignIn, path: str) -> None:
    amina = signed_in("amina")
    one = asked(amina, path)
    for code in ("GZ-MOB-26-2", "GZ-RAC-26-1"):
        enrol(person=Person.objects.get(username="amina"), cohort=Cohort.objects.get(code=code))
    assert asked(amina, path) == one


def test_the_register_of_certificates(signed_in: SignIn) -> None:
    award(CASE)
    hoda = signed_in("hoda")
    few = asked(hoda, "/ar/certificates/")
    award(CASE + 1)
    award(CASE + 2)
    assert Certificate.objects.count() >= 3
    assert asked(hoda, "/ar/certificates/") == few


def test_the_register_of_a_class(signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    held = LiveClass.objects.filter(cohort__code="GZ-TLR-26-3", state="closed").first()
    path = f"/ar/classes/{held.uuid}/register/"
    many = asked(nadia, path)
    lines = Attendance.objects.filter(register__live_class=held)
    assert lines.count() > 3
    lines.exclude(pk=lines.first().pk).delete()
    assert asked(nadia, path) == many


@pytest.mark.parametrize("login", ["samir", "tarek", "youssef"])
def test_the_desks_of_the_day(signed_in: SignIn, login: str) -> None:
    client = signed_in(login)
    many = asked(client, "/ar/today/")
    for sheet in MarkSheet.objects.filter(sealed_at=None, assessor__username="samir")[1:]:
        MarkSheet.objects.filter(pk=sheet.pk).update(assessor=Person.objects.get(username="dalia"))
    waiting = AssessmentCase.objects.filter(state__in=["ready", "open"])
    waiting.exclude(pk=waiting.first().pk).update(state="withdrawn")
    LessonPage.objects.exclude(code="TLR-C1-L01").update(live=True, has_unpublished_changes=False)
    assert asked(client, "/ar/today/") == many


def test_the_country_by_governorate(signed_in: SignIn) -> None:
    omar = signed_in("omar")
    two = asked(omar, "/ar/today/")
    Cohort.objects.filter(code__startswith="AS-").update(site=Cohort.objects.get(code="GZ-TLR-26-3").site)
    assert asked(omar, "/ar/today/") == two


def test_the_developers_messages(client: Client) -> None:
    none = asked(client, "/developer/messages/")
    TextMessage.objects.bulk_create(TextMessage(mobile="+201000000000", text="…") for _message in range(3))
    assert asked(client, "/developer/messages/") == none
