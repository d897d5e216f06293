"""Results: what an attempt earned, in versions; faulty questions marked anew; appeals."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ResultVersion(models.Model):
    """What a paper or a practical task earned, as of one decision. Append-only: the newest version is the result, the older ones
    say how it came.

    ``lines`` holds the marks of each place of a paper (``{"1": "2.00"}``) or of each line of a task. Only tasks have an
    ``outcome`` and ``critical``, the codes of the critical fails that stand. Versions after the committee's confirmation
    stand beside the confirmed rows and never change them.
    """

    class Cause(models.TextChoices):
        MARKED = "marked", _("marked by rule")
        LATE_ANSWERS = "late_answers", _("answers written in time arrived late")
        LATE_SET_ASIDE = "late_set_aside", _("late answers were set aside")
        REGRADED = "regraded", _("a question was faulty")
        APPEAL = "appeal", _("an appeal was upheld")
        AGREED = "agreed", _("the assessors agreed")
        CHAIR = "chair", _("the chair decided")

    attempt = models.ForeignKey("assessments.Attempt", null=True, on_delete=models.PROTECT, related_name="results")
    assignment = models.ForeignKey("assessments.PracticalAssignment", null=True, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=20, choices=Cause.choices)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    marks = models.DecimalField(max_digits=6, decimal_places=2)
    total_marks = models.PositiveSmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    lines = models.JSONField()
    outcome = models.CharField(max_length=24, blank=True)
    critical = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="one_result_per_number"),
            models.UniqueConstraint(fields=["assignment", "number"], name="one_task_result_per_number"),
            models.CheckConstraint(
                condition=Q(attempt__isnull=False) ^ Q(assignment__isnull=False), name="a_result_of_a_paper_or_a_task"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=["marked", "late_answers"]) | ~Q(reason=""), name="a_new_result_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id or self.assignment_id} result {self.number}"


class Regrading(models.Model):
    """A question proved faulty: how every answer to one of its versions is marked from now on, and why. The newest counts."""

    class Method(models.TextChoices):
        FULL_MARKS = "full_marks", _("everybody gets its marks")
        OTHER_KEY = "other_key", _("another answer is right")
        BOTH_KEYS = "both_keys", _("another answer is right too")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    version = models.ForeignKey("assessments.QuestionVersion", on_delete=models.PROTECT, related_name="regradings")
    method = models.CharField(max_length=12, choices=Method.choices)
    answer = models.JSONField(null=True)  # the other key, in the shape of the question's type
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="a_regrading_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.version} regraded: {self.method}"


class Appeal(models.Model):
    """A candidate says a released result is wrong (تظلّم): of a paper, or of a practical task.

    ``position`` names a question and ``aspect`` a line of the task; none means the whole.
    """

    class State(models.TextChoices):
        FILED = "filed", _("waits for a reviewer")
        UPHELD = "upheld", _("upheld: the result changed")
        REJECTED = "rejected", _("looked into: the result stands")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appeals")
    attempt = models.ForeignKey("assessments.Attempt", null=True, on_delete=models.PROTECT, related_name="appeals")
    assignment = models.ForeignKey("assessments.PracticalAssignment", null=True, on_delete=models.PROTECT, related_name="appeals")
    position = models.PositiveSmallIntegerField(null=True)
    aspect = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FILED)
    filed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=1000, blank=True)
    result = models.OneToOneField(ResultVersion, null=True, on_delete=models.PROTECT, related_name="appeal")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt"], condition=Q(state="filed"), name="one_open_appeal_per_attempt"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(state="filed"), name="one_open_appeal_per_task"),
            models.CheckConstraint(
                condition=Q(attempt__isnull=False) ^ Q(assignment__isnull=False), name="an_appeal_of_a_paper_or_a_task"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "rejected"]) | ~Q(decision=""), name="a_decided_appeal_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal {self.uuid}: {self.state}"
