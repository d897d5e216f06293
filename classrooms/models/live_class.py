"""The class itself and its slides."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from lms.enrolment.models import Cohort


class LiveClass(models.Model):
    """One meeting of a cohort with its instructor: planned, open, then closed for good."""

    class State(models.TextChoices):
        """Where the class is in its life; it only moves forward."""

        SCHEDULED = "scheduled", _("Planned")
        OPEN = "open", _("Live now")
        CLOSED = "closed", _("Ended")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="live_classes")
    lesson_code = models.CharField(max_length=20)
    title_ar = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    instructor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="classes_taught")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: The reminders that went out, so that none goes out twice: see ``rules.timetable.REMINDERS``.
    reminded = models.JSONField(default=list)
    #: The number of the newest fact. Whoever writes a fact holds this row's lock, so numbers have no gaps.
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__range=(5, 480)), name="live_class_minutes_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_code} {self.title_ar}"

    @property
    def held_on(self) -> date:
        """The day of the class where it is held."""
        return timezone.localdate(self.starts_at)


class Slide(models.Model):
    """One page of the deck. `blocks` is a list of {"kind": "text" | "points" | "comparison" | "picture", ...}."""

    class Kind(models.TextChoices):
        """How the slide is laid out."""

        TITLE = "title", _("Title")
        POINTS = "points", _("Points")
        COMPARISON = "comparison", _("Comparison")
        PICTURE = "picture", _("Picture")
        CLOSING = "closing", _("Closing")

    live_class = models.ForeignKey(LiveClass, on_delete=models.CASCADE, related_name="slides")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.POINTS)
    title_ar = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    blocks = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["live_class", "position"], name="one_slide_at_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title_ar}"
