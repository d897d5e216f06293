"""Links with which holders show a certificate."""

import uuid6
from django.db import models


class Share(models.Model):
    """A holder's consent that whoever has the link sees the certificate, until it expires or is withdrawn.

    ``consent`` is the sentence the holder agreed to, word for word, at ``made_at``; ``withdrawn_at`` ends it early. The token
    cannot be guessed. It is kept in the clear, for the holder may copy the link again; it opens nothing but what anyone
    reads with the certificate's number.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    certificate = models.ForeignKey("certification.Certificate", on_delete=models.CASCADE, related_name="shares")
    token = models.CharField(max_length=43, unique=True)
    consent = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["certificate", "-made_at"])]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.uuid}"
