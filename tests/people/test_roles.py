"""A role covers its site and everything below it, nothing beside it."""

import pytest

from lms.audit.models import AuditEntry
from lms.people.access import holds, require_role
from lms.people.actions import give_role
from lms.people.models import Person, Role, Site
from lms.people.queries import with_role
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db
CENTRE, DIRECTORATE, OTHER = "GZ-C1", "D-GZ", "AS-C1"


def site(code: str) -> Site:
    return Site.objects.get(code=code)


@pytest.mark.parametrize(
    ("login", "kind", "where", "expected"),
    [
        ("hoda", Role.Kind.MANAGER, CENTRE, True),
        ("hoda", Role.Kind.MANAGER, DIRECTORATE, False),  # a centre's manager does not manage the directorate
        ("hoda", Role.Kind.MANAGER, OTHER, False),
        ("samir", Role.Kind.ASSESSOR, CENTRE, True),  # a directorate's assessor covers its centres
        ("samir", Role.Kind.MANAGER, CENTRE, False),
        ("admin", Role.Kind.ADMINISTRATOR, OTHER, True),  # headquarters covers all
        ("amina", Role.Kind.INSTRUCTOR, CENTRE, False),
    ],
)
def test_where_a_role_holds(login: str, kind: str, where: str, expected: bool) -> None:
    assert holds(Person.objects.get(username=login), kind, site=site(where)) is expected


def test_requiring_a_role_that_is_not_held_refuses() -> None:
    with pytest.raises(Refusal) as refused:
        require_role(Person.objects.get(username="amina"), Role.Kind.MANAGER)
    assert (refused.value.code, refused.value.status) == ("not_allowed", 403)


def test_roles_are_read_once_for_a_person_object(django_assert_num_queries: object) -> None:
    hoda = Person.objects.get(username="hoda")
    with django_assert_num_queries(1):  # type: ignore[operator]
        holds(hoda, Role.Kind.MANAGER)
        holds(hoda, Role.Kind.EDITOR)


def test_giving_a_role_twice_leaves_one_role_and_one_audit_entry() -> None:
    karim, hoda = Person.objects.get(username="karim"), Person.objects.get(username="hoda")
    before = AuditEntry.objects.count()
    first = give_role(person=karim, kind=Role.Kind.INSTRUCTOR, site=site(OTHER), by=hoda)
    second = give_role(person=karim, kind=Role.Kind.INSTRUCTOR, site=site(OTHER), by=hoda)
    assert first == second
    assert AuditEntry.objects.count() == before + 1


def test_assessors_of_a_centre_include_those_of_its_directorate() -> None:
    names = [person.username for person in with_role(Role.Kind.ASSESSOR, at=site(CENTRE))]
    assert sorted(names) == ["dalia", "samir"]
    assert not with_role(Role.Kind.ASSESSOR, at=site(OTHER)).exists()
