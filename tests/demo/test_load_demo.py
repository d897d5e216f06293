"""The demo ministry is loaded once, brought back whole, and never in production."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from courses.models import CoursePage, Release
from lms.audit.models import AuditEntry
from lms.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", [[], ["--once"], ["--reset"]])
def test_production_refuses_it_and_keeps_what_it_has(settings: object, how: list[str]) -> None:
    settings.DEMO = False
    people = Person.objects.count()
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_demo", *how)
    assert Person.objects.count() == people


def test_a_database_with_people_is_left_alone() -> None:
    entries = AuditEntry.objects.count()
    call_command("load_demo", "--once")
    with pytest.raises(CommandError, match="--reset"):
        call_command("load_demo")
    assert AuditEntry.objects.count() == entries


def test_reset_brings_the_first_day_back() -> None:
    """Also Wagtail's root page and language, which migrations made and emptying the database takes away."""
    courses = set(CoursePage.objects.values_list("code", "path"))
    Person.objects.create(username="stranger", mobile="+201099999999")
    Release.objects.filter(course__code="RAC-101").update(note="changed")
    connection.check_constraints()  # PostgreSQL empties no table whose foreign keys wait for a check
    call_command("load_demo", "--reset")
    assert not Person.objects.filter(username="stranger").exists()
    assert {code for code, _path in courses} == {page.code for page in CoursePage.objects.all()}
    assert Release.objects.get(course__code="RAC-101").note != "changed"
    assert Person.objects.get(username="amina").check_password("warsha-demo")
