"""Cases: one person is assessed for one level of one trade."""

from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.people.access import Visitor, sites_where
from lms.people.models import Role


class LevelPolicy(models.Model):
    """How a level of a trade is assessed, from a day on. Data, never code: the ministry's ladder changes.

    The least per cent in each part is kept here because each part is judged here; what both parts together earn is
    decided by certification. ``tolerance`` is how far two assessors may differ, in per cent of the task, ``steps_apart`` in
    descriptions of one line. ``identity_first``: nobody begins a paper before face and document were compared.
    ``appeal_days``: how long a result may be appealed. ``anchors``: how many anchor clips of the trade somebody must judge well
    before they may score.
    """

    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="level_policies")
    level = models.CharField(max_length=10)
    name = models.JSONField()
    effective_from = models.DateField()
    tasks = models.JSONField(default=list)
    theory_least = models.PositiveSmallIntegerField()
    practical_least = models.PositiveSmallIntegerField()
    assessors = models.PositiveSmallIntegerField(default=1)
    tolerance = models.PositiveSmallIntegerField(default=10)
    steps_apart = models.PositiveSmallIntegerField(default=1)
    identity_first = models.BooleanField(default=False)
    appeal_days = models.PositiveSmallIntegerField(default=14)
    anchors = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trade", "level", "effective_from"], name="one_level_policy_per_day")]

    def __str__(self) -> str:
        return f"{self.trade.code} {self.level}"


class CaseQuerySet(models.QuerySet["AssessmentCase"]):
    """Ways to choose cases."""

    def visible_to(self, person: Visitor) -> Self:
        """Cases of the sites where the person chairs or manages."""
        condition = Q(pk__in=[])
        for path in sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
            condition |= Q(site__path__startswith=path)
        return self.filter(condition)


class AssessmentCase(models.Model):
    """The unit of confirmation: a theory attempt and practical sheets that the committee confirms together."""

    class State(models.TextChoices):
        OPEN = "open", _("being planned")
        RUNNING = "running", _("being assessed")
        READY = "ready", _("waits for the committee")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessment_cases")
    policy = models.ForeignKey(LevelPolicy, on_delete=models.PROTECT, related_name="cases")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    sent_back_reason = models.CharField(max_length=300, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    theory_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    practical_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    critical_fail = models.BooleanField(default=False)
    committee = models.JSONField(default=dict)  # who judged it with the chair, kept at the confirmation

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "policy"], condition=Q(state__in=["open", "running", "ready"]), name="one_open_case_per_level"
            )
        ]
        indexes = [models.Index(fields=["site", "state"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.policy}"
