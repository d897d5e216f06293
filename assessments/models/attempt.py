"""Attempts: a person answers a paper."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Attempt(models.Model):
    """One person's go at one paper.

    ``deadline_at`` is fixed when the attempt starts: the earlier of start + limit + extra and window end + extra.
    ``percent`` is set when it is marked. An official result is shown from ``released_at`` on. ``device`` is the one device that
    answers an official paper since ``device_since``; what an earlier one wrote before then still counts.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("practice")
        OFFICIAL = "official", _("official")

    class ClosedBy(models.TextChoices):
        CANDIDATE = "candidate", _("handed in")
        TIME = "time", _("time ran out")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attempts")
    paper = models.OneToOneField("assessments.Paper", on_delete=models.PROTECT, related_name="attempt")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sitting = models.ForeignKey("assessments.ExamSitting", null=True, on_delete=models.PROTECT, related_name="attempts")
    device = models.CharField(max_length=40, blank=True)
    device_since = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=10, choices=ClosedBy.choices, blank=True)
    marks = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    total_marks = models.PositiveSmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sitting"], condition=Q(sitting__isnull=False), name="one_attempt_per_sitting"
            ),
            models.CheckConstraint(
                condition=Q(kind="practice") | Q(sitting__isnull=False), name="official_attempts_have_a_sitting"
            ),
        ]
        indexes = [models.Index(fields=["person", "started_at"])]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.started_at:%Y-%m-%d}"


class Answer(models.Model):
    """The value that counts now for one question: that of the newest fact. Made empty when the attempt starts.

    ``sequence`` is the client's; a fact with a smaller one never overwrites. ``fact_uuid`` settles equal sequences.
    ``marks`` is set when the attempt is marked.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    item = models.ForeignKey("assessments.PaperItem", on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    value = models.JSONField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    fact_uuid = models.UUIDField(null=True)
    saved_at = models.DateTimeField(null=True)
    marks = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="one_answer_per_place")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"


class AnswerFact(models.Model):
    """Somebody answered something. Append-only; the same ``uuid`` twice is one row.

    ``late``: it was written before the deadline by the device's clock but arrived after it. It counts and is flagged; one that
    arrives after the result was released is kept without counting, as is one that the committee set aside.
    """

    uuid = models.UUIDField(unique=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="facts")
    position = models.PositiveSmallIntegerField()
    value = models.JSONField(null=True)
    sequence = models.PositiveIntegerField()
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    counts = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["attempt", "position", "sequence"])]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position} #{self.sequence}"
