"""Applications: a person asks for a place in a course."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Application(models.Model):
    """One person's wish for one course at one site, and what became of it."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        PLACED = "placed", _("you have a place")
        DECLINED = "declined", _("no place this time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications")
    course = models.ForeignKey("courses.CoursePage", on_delete=models.PROTECT, related_name="applications")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="applications")
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    applied_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"], condition=Q(status="waiting"), name="one_waiting_application_per_course"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"
