"""Figures about questions and papers, computed by the worker and replaced each time."""

from django.db import models


class PaperStatistics(models.Model):
    """Figures of the official papers drawn from one blueprint. ``figures`` as ``rules.statistics`` names them."""

    blueprint = models.OneToOneField("assessments.Blueprint", on_delete=models.CASCADE, related_name="statistics")
    attempts = models.PositiveIntegerField()
    figures = models.JSONField()
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.blueprint}: {self.attempts} attempts"


class QuestionStatistics(models.Model):
    """Figures of one wording of a question over all official papers that held it, and what they warn of (``flags``: codes)."""

    version = models.OneToOneField("assessments.QuestionVersion", on_delete=models.CASCADE, related_name="statistics")
    answers = models.PositiveIntegerField()
    figures = models.JSONField()
    flags = models.JSONField(default=list)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id}: {self.answers} answers"
