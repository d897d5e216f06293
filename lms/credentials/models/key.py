"""The public halves of the signing keys."""

from django.db import models


class Key(models.Model):
    """A public key that signs, or once signed, for one purpose. The private half is in the key store, never here.

    ``kid`` is the name under which the key store keeps the private half. ``certificate`` (PEM) is what the seal on a PDF
    shows; the other purposes have none. A key signs from ``not_before`` until it is retired, and what it signed stays good.
    ``compromised_at`` is the moment from which nothing that it signed counts.
    """

    class Purpose(models.TextChoices):
        CREDENTIAL = "credential", "the JSON credential"
        CODE = "code", "the code in the QR"
        STATUS = "status", "status lists"
        SEAL = "seal", "the seal on the PDF"
        AUTHORITY = "authority", "certificates of the seal, where the platform is its own authority"
        CHAIN = "chain", "heads of the record chains"

    kid = models.CharField(max_length=16, unique=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    algorithm = models.CharField(max_length=6)
    jwk = models.JSONField()
    certificate = models.TextField(blank=True)
    not_before = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "algorithm"], condition=models.Q(retired_at=None), name="one_signing_key_per_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.kid}"
