"""Batches: cases that a chair confirmed together."""

import uuid6
from django.conf import settings
from django.db import models


class IssueBatch(models.Model):
    """What the chair of a committee confirmed at one time. How far it is, is counted from the facts, never kept."""

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.site} {self.confirmed_at:%Y-%m-%d %H:%M}"


class BatchCase(models.Model):
    """A case of a batch. ``refusal`` is the code of what stood in its way; such a case waits on as it was."""

    batch = models.ForeignKey(IssueBatch, on_delete=models.PROTECT, related_name="cases")
    case_id = models.PositiveBigIntegerField()
    refusal = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "case_id"], name="a_case_once_in_a_batch"),
            models.UniqueConstraint(fields=["case_id"], condition=models.Q(refusal=""), name="a_case_confirmed_in_one_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.case_id}"
