"""Certificates: what was true on the day of issue, kept as it was."""

from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q

from lms.certification.models.standing import Suspension


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Ways to read certificates."""

    def with_standing(self) -> Self:
        """With the facts that ``queries.status_of`` asks for, in two more reads however many certificates."""
        standing = Suspension.objects.filter(reinstatement=None)
        return self.select_related("revocation").prefetch_related(
            Prefetch("suspensions", queryset=standing, to_attr="standing_suspensions")
        )


class Certificate(models.Model):
    """A skill-level certificate (شهادة قياس مستوى المهارة).

    ``content`` holds names of the person, trade, level, scheme and site as they were on the day of issue, in both
    languages, with the template's version; later changes of name or scheme never change an issued certificate.
    ``digest`` is the SHA-256 of the canonical content with serial and dates. Its signed forms are
    made above, in ``lms.credentials``.

    A decision has one certificate; a corrected one names the certificate it ``replaces``, which is revoked for that reason.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    serial = models.CharField(max_length=24, unique=True)
    decision = models.ForeignKey("certification.AwardDecision", on_delete=models.PROTECT, related_name="certificates")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replacement")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certificates")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision"], condition=Q(replaces=None), name="one_certificate_per_decision")
        ]

    def __str__(self) -> str:
        return self.serial
