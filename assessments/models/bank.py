"""The question bank."""

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """A question under one code for as long as the bank exists; what it says is its versions.

    ``use`` decides which papers draw it: a question of official papers alone is never shown, with its key, after practice.
    ``most_papers``: how many official papers may hold it before too many have seen it; none means any number.
    """

    class Use(models.TextChoices):
        PRACTICE = "practice", _("practice papers")
        OFFICIAL = "official", _("official papers")
        BOTH = "both", _("practice and official papers")

    code = models.CharField(max_length=30, unique=True)
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="questions")
    current = models.OneToOneField("assessments.QuestionVersion", null=True, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=10, choices=Use.choices, default=Use.OFFICIAL)
    most_papers = models.PositiveIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)
    imported_with = models.ForeignKey("assessments.QuestionFile", null=True, on_delete=models.SET_NULL, related_name="questions")

    def __str__(self) -> str:
        return self.code


class QuestionVersion(models.Model):
    """One wording of a question. Once a paper holds it, it is never edited: an improvement is a new version, and drawn papers
    keep the old one. ``criterion`` is one of the standard's; ``difficulty`` is its author's guess.

    What a candidate may see (``stem``, ``content``) and what they may not see (``answer``, ``feedback``) are separate
    columns, so that a delivery need not even read the key. The shape of ``content`` and ``answer`` is that of the
    question type (``assessments/questions/<type>.py``).
    """

    class Difficulty(models.IntegerChoices):
        EASY = 1, _("easy")
        MIDDLING = 2, _("of medium difficulty")
        HARD = 3, _("hard")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    unit = models.CharField(max_length=20)
    criterion = models.CharField(max_length=30, blank=True)
    difficulty = models.PositiveSmallIntegerField(choices=Difficulty.choices, null=True)
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


class QuestionFile(models.Model):
    """A file of another system, looked at before it is taken in. ``data`` is emptied when it was taken in or left."""

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
