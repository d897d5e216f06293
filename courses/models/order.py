"""Releases that were ordered: compiled by the worker, with progress."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q


class ReleaseOrder(models.Model):
    """An editor's order for a release, and how far it is: ``done`` of ``total`` lessons are compiled.

    One order of a course is open at a time. ``reason`` says in both languages why a release was refused, under ``code``.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        AT_WORK = "at_work"
        MADE = "made"
        REFUSED = "refused"

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="orders")
    note = models.CharField(max_length=300, blank=True)
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    release = models.ForeignKey("courses.Release", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    reason = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=Q(state__in=["waiting", "at_work"]), name="one_open_order_per_course"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.state}"

    @property
    def open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.AT_WORK)

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)
