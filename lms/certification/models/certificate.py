"""Certificates: what was true on the day of issue, kept as it was."""

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Certificate(models.Model):
    """A skill-level certificate (شهادة قياس مستوى المهارة).

    ``content`` holds names of the person, trade, level, scheme and site as they were on the day of issue, in both
    languages, with the template's version; later changes of name or scheme never change an issued certificate.
    ``digest`` is the SHA-256 of the canonical content with serial and dates. The PDF is drawn once and kept.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    serial = models.CharField(max_length=24, unique=True)
    decision = models.OneToOneField("certification.AwardDecision", on_delete=models.PROTECT, related_name="certificate")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    pdf = models.FileField(upload_to="certificates/", blank=True)

    def __str__(self) -> str:
        return self.serial


class Revocation(models.Model):
    """A certificate is taken back. The class of the reason is public, the words are not."""

    class Reason(models.TextChoices):
        ISSUED_IN_ERROR = "issued_in_error", _("issued in error")
        FRAUD = "fraud", _("obtained by deceit")
        REPLACED = "replaced", _("replaced by a corrected certificate")

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = models.CharField(max_length=300)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.certificate}: {self.reason}"
