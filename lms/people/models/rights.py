"""A person's rights over what is held about them: consent, export, correction, retention."""

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentFact(models.Model):
    """A person gave a consent or took it back. Rows are only ever added; the newest counts.

    ``wording`` is the version of the sentence that they read: a new sentence asks anew.
    """

    class Purpose(models.TextChoices):
        JOB_PLATFORMS = "job_platforms", _("show my certificates to job platforms of the ministry")
        PHOTO_ON_CHECKS = "photo_on_checks", _("show my photo to whoever checks my certificate online")
        SHARE_LINKS = "share_links", _("show a certificate to whoever has a link that I made")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    given = models.BooleanField()
    wording = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "at"])]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.given}"


class DataExport(models.Model):
    """A copy of what is held about a person, made by the worker, kept for a few days. ``done`` of ``total`` parts are written."""

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField()
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    file = models.FileField(upload_to="exports/", blank=True)

    def __str__(self) -> str:
        return str(self.uuid)


class CorrectionRequest(models.Model):
    """A person says that something held about them is wrong; the manager of their governorate answers."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        DONE = "done", _("corrected")
        DECLINED = "declined", _("not corrected")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="correction_requests")
    words = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="open"), name="one_open_correction_request_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.state}"


class RetentionRule(models.Model):
    """How long an account is kept after its person last signed in, in years, from a day on. The newest in force counts."""

    years = models.PositiveSmallIntegerField()
    in_force_on = models.DateField(unique=True)
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.years} ({self.in_force_on})"
