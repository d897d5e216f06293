"""A person's photo of themselves."""

from uuid import uuid4

from django.conf import settings
from django.db import models


def drawn_name(photo: "Photo", filename: str) -> str:
    """Where the picture lies: a drawn name, which says nothing of whose it is nor of what the person's file was called."""
    return f"photos/{uuid4().hex}.jpg"


class Photo(models.Model):
    """The one photo that a person gave: square, re-encoded by us, in private storage. Nobody but the person may change it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="photo")
    file = models.FileField(upload_to=drawn_name)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file.name or ""
