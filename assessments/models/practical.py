"""Practical tasks, and who judges whom, where and when."""

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticalTask(models.Model):
    """A practical task under one code; what it asks is its versions."""

    code = models.CharField(max_length=20, unique=True)
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="practical_tasks")
    level = models.CharField(max_length=10)
    current = models.OneToOneField("assessments.PracticalTaskVersion", null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.code


class PracticalTaskVersion(models.Model):
    """One wording of a task, never edited once used.

    ``rubric``: ``[{id, criterion, method, marks, bands: [{marks, ar, en}, … from full to none], measure?, checklist?}]``, the
    last two as ``rules.aspects`` says;
    ``critical_fails``: ``[{id, action: stop_assessment|fail, ar, en}]``. The rubric's marks sum to ``total_marks``.
    """

    task = models.ForeignKey(PracticalTask, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.JSONField()
    instructions = models.JSONField()
    materials = models.JSONField(default=list)
    equipment = models.JSONField(default=list)  # codes of tools in the trade's standard
    minutes = models.PositiveSmallIntegerField()
    total_marks = models.PositiveSmallIntegerField()
    rubric = models.JSONField()
    critical_fails = models.JSONField(default=list)
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical JSON of all the above, quoted on sealed sheets

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "number"], name="one_task_version_per_number")]

    def __str__(self) -> str:
        return f"{self.task.code} v{self.number}"


class PracticalAssignment(models.Model):
    """A candidate does a task at a site at a time, before one assessor or two."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("handed in")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    case = models.ForeignKey("assessments.AssessmentCase", on_delete=models.PROTECT, related_name="assignments")
    task_version = models.ForeignKey(PracticalTaskVersion, on_delete=models.PROTECT, related_name="assignments")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # What the sealed sheets together say; derived, set when the last one is sealed.
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    outcome = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "task_version"], name="a_task_once_in_a_case")]

    def __str__(self) -> str:
        return f"{self.task_version} {self.at:%Y-%m-%d}"
