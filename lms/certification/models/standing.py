"""Facts that change where a certificate stands: taken back, suspended, in force again. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revocation(models.Model):
    """A certificate is taken back. The class of the reason is public, the words are not."""

    class Reason(models.TextChoices):
        ISSUED_IN_ERROR = "issued_in_error", _("issued in error")
        FRAUD = "fraud", _("obtained by deceit")
        REPLACED = "replaced", _("replaced by a corrected certificate")

    certificate = models.OneToOneField("certification.Certificate", on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = models.CharField(max_length=300)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.certificate}: {self.reason}"


class Suspension(models.Model):
    """A certificate does not count for a time, from ``suspended_at`` until a ``Reinstatement`` follows.

    The class of the reason is public, the words are not.
    """

    class Reason(models.TextChoices):
        UNDER_REVIEW = "under_review", _("the result is being reviewed")
        IDENTITY_CHECK = "identity_check", _("the holder's identity is being checked")
        MISUSE_REPORTED = "misuse_reported", _("misuse was reported")

    certificate = models.ForeignKey("certification.Certificate", on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = models.CharField(max_length=300)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["certificate", "suspended_at"])]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.reason}"


class Reinstatement(models.Model):
    """A suspended certificate counts again, from ``reinstated_at`` on."""

    suspension = models.OneToOneField(Suspension, on_delete=models.PROTECT, related_name="reinstatement")
    words = models.CharField(max_length=300)
    reinstated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reinstated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.suspension.certificate}: {self.reinstated_at:%Y-%m-%d}"
