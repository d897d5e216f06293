"""The doors of days of practical tests: whoever chairs or manages where the day is."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from assessments.access import COMMITTEE
from lms.audit.looks import note
from lms.people.access import Visitor, holds, require_role, sites_where
from lms.people.models import Person, Site
from lms.test_days.models import TestDay


def may_plan(person: Visitor) -> bool:
    """Whether days of practical tests are one of the person's places."""
    return isinstance(person, Person) and holds(person, *COMMITTEE)


def planner(person: Visitor) -> Person:
    """Somebody who plans days somewhere; refuses ``not_allowed``."""
    return require_role(person, *COMMITTEE)


def days_to_plan(person: Visitor) -> QuerySet[TestDay]:
    """Days of the person's sites."""
    return TestDay.objects.below(sites_where(planner(person), *COMMITTEE)).select_related("site")


def day_to_plan(*, person: Visitor, uuid: UUID) -> TestDay:
    """A day of a site where the person chairs or manages."""
    found = TestDay.objects.select_related("site", "made_by").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    require_role(person, *COMMITTEE, site=found.site)
    note("test_day", *found.slots.values_list("case__person", flat=True))
    return found


def site_to_count(*, person: Visitor, code: str) -> Site:
    """A centre or van whose stations the person may count."""
    found = Site.objects.teaching().filter(code=code).first()
    if found is None:
        raise Http404
    require_role(person, *COMMITTEE, site=found)
    return found


def planning_sites(person: Visitor) -> QuerySet[Site]:
    """Sites the person may make a day for: those of the role and all below it."""
    found = Site.objects.none()
    for path in sites_where(planner(person), *COMMITTEE):
        found = found | Site.objects.filter(path__startswith=path)
    return found.order_by("path")
