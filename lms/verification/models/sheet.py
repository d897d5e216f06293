"""Sheets of many numbers."""

import secrets

from django.db import models


def token() -> str:
    """32 random bytes in an address."""
    return secrets.token_urlsafe(32)


class Sheet(models.Model):
    """A table of certificate numbers that somebody wants checked: read by the worker, gone after a day.

    ``token`` is the address of its progress and its result. ``fault`` is the code of what kept it from being read.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        REFUSED = "refused"

    token = models.CharField(max_length=43, unique=True, default=token)
    name = models.CharField(max_length=120)
    upload = models.FileField(upload_to="sheets/")
    result = models.FileField(upload_to="sheets/", blank=True)
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    valid = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
