"""Sittings: when and where an official theory paper is taken."""

from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lms.people.access import Visitor, sites_where
from lms.people.models import Role


class SittingQuerySet(models.QuerySet["ExamSitting"]):
    """Ways to choose sittings."""

    def visible_to(self, person: Visitor) -> Self:
        """Sittings at the sites where the person chairs or manages."""
        condition = Q(pk__in=[])
        for path in sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
            condition |= Q(site__path__startswith=path)
        return self.filter(condition)


class ExamSitting(models.Model):
    """A window of time at one site. The invigilator reads ``start_code`` out when everyone is seated.

    Results stay closed until ``released_at``.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="sittings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    start_code = models.CharField(max_length=8)
    released_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="sitting_ends_after_it_starts")]
        indexes = [models.Index(fields=["site", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.trade.code} {self.level} {self.starts_at:%Y-%m-%d %H:%M}"


class Candidate(models.Model):
    """A seat in a sitting. Extra minutes belong to the person's need, not to one paper, and are copied here."""

    sitting = models.ForeignKey(ExamSitting, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sittings")
    case = models.ForeignKey("assessments.AssessmentCase", null=True, on_delete=models.PROTECT, related_name="seats")
    extra_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="one_seat_per_sitting")]

    def __str__(self) -> str:
        return f"{self.person} in {self.sitting}"
