"""Text messages (SMS) on their way to a phone."""

import uuid6
from django.db import models


class TextMessage(models.Model):
    """One SMS. In the demo it is printed on the console and shown on the developer page instead of being sent."""

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    mobile = models.CharField(max_length=16)
    text = models.CharField(max_length=320)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"SMS to {self.mobile}"
