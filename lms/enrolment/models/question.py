"""Questions of trainees to their instructor."""

from django.conf import settings
from django.db import models


class LearnerQuestion(models.Model):
    """A question asked at a place of a lesson, and its answer.

    ``uuid`` is that of the fact it came as. ``anchor`` is the id of the place on the lesson page, empty for the lesson
    as a whole; ``passage`` keeps the words that stood there; ``second`` is the moment of the film, where one was playing.
    """

    uuid = models.UUIDField(unique=True)
    enrolment = models.ForeignKey("enrolment.Enrolment", on_delete=models.PROTECT, related_name="questions")
    lesson_code = models.CharField(max_length=20)
    anchor = models.CharField(max_length=60, blank=True)
    passage = models.CharField(max_length=300, blank=True)
    second = models.PositiveIntegerField(null=True)
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["enrolment", "lesson_code"])]

    def __str__(self) -> str:
        return f"{self.lesson_code}: {self.text[:40]}"

    @property
    def clock(self) -> str:
        """The moment of the film as 1:05; empty without one."""
        return "" if self.second is None else f"{self.second // 60}:{self.second % 60:02d}"
