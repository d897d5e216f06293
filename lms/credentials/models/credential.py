"""The signed forms of a certificate."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Credential(models.Model):
    """One certificate, or a licence that rests on it, in its signed forms, made once by the worker and kept as they were made.

    The forms say what the certificate's frozen content says; later changes of names, schemes, templates or keys never reach
    them. ``template`` is the version of the paper. Each step of issuing notes its moment, in this order: ``created_at``,
    ``signed_at``, ``listed_at``, ``sealed_at``, ``told_at``. A step that has its moment is never done again. ``uuid`` is
    drawn at random: whoever knows the address was given it.
    """

    class Kind(models.TextChoices):
        SKILL_LEVEL = "skill_level", _("skill level")
        LICENCE = "licence", _("licence to practise")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    serial = models.CharField(max_length=24, unique=True)
    certificate = models.ForeignKey("certification.Certificate", on_delete=models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey("credentials.StatusList", on_delete=models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField()
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    template = models.CharField(max_length=40)
    # The JSON credential as it is served, the text in the QR, the sealed PDF; each with its SHA-256.
    document = models.TextField(blank=True)
    code = models.TextField(blank=True)
    pdf = models.FileField(upload_to="credentials/", blank=True)
    document_digest = models.CharField(max_length=64, blank=True)
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    pdf_digest = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    signed_at = models.DateTimeField(null=True)
    listed_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "kind"], name="one_credential_of_a_kind"),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_credential_per_status_entry"),
        ]

    def __str__(self) -> str:
        return self.serial
