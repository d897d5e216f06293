"""What assessors agree on when their sheets lie too far apart, and what the chair decides when they cannot."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AgreementRecord(models.Model):
    """Marks for every line of a task, with the reason, signed by everybody who judged it, or by the chair alone.

    Proposed by one assessor it binds nobody; ``standing_at`` is set when the other signs, or when the chair decides.
    ``sheets`` are the seals of the sheets it rests on: a correction afterwards makes it void. ``lines``: ``{aspect: marks}``.
    """

    class Kind(models.TextChoices):
        ASSESSORS = "assessors", _("the assessors agreed")
        CHAIR = "chair", _("the chair decided")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    assignment = models.ForeignKey("assessments.PracticalAssignment", on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    lines = models.JSONField()
    critical = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    sheets = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    standing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="one_agreement_per_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_agreement_has_a_reason"),
            models.CheckConstraint(
                condition=Q(standing_at__isnull=True) | Q(kind="chair") | Q(signed_by__isnull=False),
                name="an_agreement_is_signed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} agreement {self.number}"
