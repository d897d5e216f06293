"""The register of a class: computed from the facts once the class has ended, corrected only by new rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from classrooms.models.live_class import LiveClass
from classrooms.rules.register import Attended


class AttendanceStatus(models.TextChoices):
    """The four words of the register, as read by people."""

    PRESENT = Attended.PRESENT.value, _("Present")
    LATE = Attended.LATE.value, _("Late")
    LEFT_EARLY = Attended.LEFT_EARLY.value, _("Left early")
    ABSENT = Attended.ABSENT.value, _("Absent")


class Register(models.Model):
    """The attendance of one class, with the thresholds that were in force."""

    live_class = models.OneToOneField(LiveClass, on_delete=models.PROTECT, related_name="register")
    thresholds = models.JSONField()
    drawn_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.live_class)


class Attendance(models.Model):
    """One line: a trainee's stays in the room, and what they amount to."""

    class Source(models.TextChoices):
        """How it is known: from the moments of the room, or from the instructor's word in a classroom with walls."""

        ROOM = "room", _("the live room")
        ROLL = "roll", _("names called in the classroom")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="lines")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=12, choices=AttendanceStatus)
    seconds = models.PositiveIntegerField()
    source = models.CharField(max_length=8, choices=Source, default=Source.ROOM)
    checks_asked = models.PositiveSmallIntegerField(default=0)
    checks_answered = models.PositiveSmallIntegerField(default=0)
    intervals = models.JSONField(default=list, help_text="[[came_at, went_at], ...] as ISO 8601 in UTC")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "person"], name="one_line_per_person_and_register"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.status}"


class AttendanceCorrection(models.Model):
    """What the instructor corrected, and why. The newest correction of a line is what holds."""

    line = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="corrections")
    status = models.CharField(max_length=12, choices=AttendanceStatus)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.status}: {self.reason}"
