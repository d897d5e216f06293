"""A file on its way in."""

from django.conf import settings
from django.db import models
from uuid6 import uuid7


class Upload(models.Model):
    """An unfinished upload (tus 1.0). How much has arrived is told by the file itself, never by a column:

    the file is synced to the disk before the sender hears that a piece has arrived, so nothing said is ever lost.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    length = models.PositiveBigIntegerField()  # bytes the sender promised
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    parts = models.CharField(max_length=300, blank=True)  # the bucket's number for a file that comes in parts straight to it
    arrived_at = models.DateTimeField(null=True)  # when its parts were made one file
    refusal_code = models.CharField(max_length=40, blank=True)
    asset = models.ForeignKey("media.Asset", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"
