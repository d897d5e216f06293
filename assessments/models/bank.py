"""The question bank."""

from django.conf import settings
from django.db import models


class Question(models.Model):
    """A question under one code for as long as the bank exists; what it says is its versions."""

    code = models.CharField(max_length=30, unique=True)
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="questions")
    current = models.OneToOneField("assessments.QuestionVersion", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code


class QuestionVersion(models.Model):
    """One wording of a question, never edited: an improvement is a new version, and drawn papers keep the old one.

    What a candidate may see (``stem``, ``content``) and what they may not see (``answer``, ``feedback``) are separate
    columns, so that a delivery need not even read the key. The shape of ``content`` and ``answer`` is that of the
    question type (``assessments/questions/<type>.py``).
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    unit = models.CharField(max_length=20)
    lesson = models.CharField(max_length=20, blank=True)
    marks = models.PositiveSmallIntegerField()
    safety_critical = models.BooleanField(default=False)
    stem = models.JSONField()
    content = models.JSONField()
    answer = models.JSONField()
    feedback = models.JSONField()
    picture = models.TextField(blank=True)  # a small SVG drawing; it travels inside the page and so works offline
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="one_question_version_per_number")]
        indexes = [models.Index(fields=["level", "unit"])]

    def __str__(self) -> str:
        return f"{self.question.code} v{self.number}"
