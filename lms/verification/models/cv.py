"""The curriculum vitae as PDF."""

import uuid6
from django.conf import settings
from django.db import models


class CVPaper(models.Model):
    """A person's curriculum vitae on paper: drawn by the worker, once for each content and language, kept for a day.

    ``digest`` is that of the content. ``html`` is the page to be drawn, and empty once the file is there.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cv_papers")
    language = models.CharField(max_length=5)
    digest = models.CharField(max_length=64)
    html = models.TextField(blank=True)
    file = models.FileField(upload_to="cv/", blank=True)
    asked_at = models.DateTimeField(db_index=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "language", "digest"], name="one_cv_paper_per_content")]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def place(self) -> str:
        """Where its file is kept: the same place however often it is drawn."""
        return f"cv/{self.uuid}.pdf"
