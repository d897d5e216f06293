"""Enrolments: a person learns a course."""

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Enrolment(models.Model):
    """One person in one cohort, on the release they started on until they are moved.

    ``completed_at`` is set once every lesson is done; it is derived from progress and can be rebuilt.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("learning")
        COMPLETED = "completed", _("completed")
        LEFT = "left", _("left")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey("enrolment.Cohort", on_delete=models.PROTECT, related_name="enrolments")
    release = models.ForeignKey("courses.Release", on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "cohort"], name="one_enrolment_per_cohort")]

    def __str__(self) -> str:
        return f"{self.person} in {self.cohort}"
