"""What the rule said of a confirmed case."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from lms.certification.models.certificate import Certificate


class AwardDecision(models.Model):
    """One confirmed assessment case and what the rule in force made of it. Written once, never changed.

    ``case_id`` names the case in assessments; being unique, it makes hearing of the case twice harmless. ``rule`` is the
    copy of the rule that decided, ``reasons`` the codes of the conditions that were not met.
    """

    case_id = models.PositiveBigIntegerField(unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="award_decisions")
    level = models.ForeignKey("certification.SkillLevel", on_delete=models.PROTECT, related_name="+")
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="+")
    theory = models.DecimalField(max_digits=5, decimal_places=2)
    practical = models.DecimalField(max_digits=5, decimal_places=2)
    overall = models.DecimalField(max_digits=5, decimal_places=2)
    critical_fail = models.BooleanField()
    earned = models.BooleanField()
    reasons = models.JSONField(default=list)
    rule = models.JSONField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}: {self.trade} {self.level}"

    @property
    def certificate(self) -> "Certificate | None":
        """The certificate that stands for this decision: the newest, when it was corrected. None when nothing was earned."""
        return max(self.certificates.all(), key=lambda found: found.pk, default=None)
