"""The audit trail: append-only."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One thing that a person, or the system, did to one record.

    Rows are only ever added, by ``audit.actions.record``. The target is kept as words, not as a foreign key, so that the
    entry outlives what it speaks of. ``actor`` is empty where the system acted by itself.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_label}"
