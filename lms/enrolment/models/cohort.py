"""Cohorts: the people who take a course together."""

from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q

from lms.people.access import Visitor, sites_where
from lms.people.models import Person, Role


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Ways to choose cohorts."""

    def visible_to(self, person: Visitor) -> Self:
        """Cohorts a member of staff may see: those they teach, and those of sites they manage."""
        if not isinstance(person, Person):
            return self.none()
        condition = Q(instructor=person)
        for path in sites_where(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
            condition |= Q(site__path__startswith=path)
        return self.filter(condition)


class Cohort(models.Model):
    """A group at one site with one instructor, on one release of a course.

    ``release`` is what newly placed trainees start on. ``capacity`` counts seats in the workshop.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    code = models.CharField(max_length=30, unique=True)
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="cohorts")
    release = models.ForeignKey("courses.Release", on_delete=models.PROTECT, related_name="cohorts")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="cohorts")
    instructor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cohorts_taught")
    capacity = models.PositiveSmallIntegerField(default=20)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="cohort_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.code
