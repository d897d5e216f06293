"""Appends persons to one chain, in an order of its own: ``python -m tests.records.append_many FIRST``.

Run beside others of its kind against one database file.
"""

import sys

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from lms.people.models import Person
from lms.records import registry
from lms.records.actions import append

PERSONS = 24
FIRSTS = (0, 6, 12, 18)  # where each of four begins


def known_kind() -> None:
    """Persons as a kind of record that no app has."""
    kind = registry.RecordKind("test_person", "", lambda ids: registry.columns(Person, ids), Person.objects.none)
    registry.register(kind)


def append_from(first: int) -> None:
    """Append every person, beginning with number ``first``."""
    ids = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:PERSONS])
    for record_id in ids[first:] + ids[:first]:
        append(site_code="ONE", kind="test_person", record_id=record_id)


if __name__ == "__main__":
    known_kind()
    append_from(int(sys.argv[1]))
