"""What the rule said of a confirmed case."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from lms.certification.models.certificate import Certificate


class AwardDecision(models.Model):
    """One confirmed assessment case and what the rule in force made of it. Written once, never changed.

    ``case_id`` names the case in assessments. A result that is revised after the confirmation is decided anew beside the first
    decision: ``revises`` names it, ``result_id`` the version of the result (0 for the first). A case and a result being unique
    together makes hearing of either twice harmless. ``rule`` is the copy of the rule that decided, of the day of the confirmation
    in both; ``reasons`` the codes of the conditions that were not met.
    """

    case_id = models.PositiveBigIntegerField()
    result_id = models.PositiveBigIntegerField(default=0)
    revises = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="revised_by")
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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case_id", "result_id"], name="one_decision_per_result")]

    def __str__(self) -> str:
        return f"{self.person}: {self.trade} {self.level}"

    @property
    def certificate(self) -> "Certificate | None":
        """The certificate that stands for this decision: the newest, when it was corrected. None when nothing was earned."""
        return max(self.certificates.all(), key=lambda found: found.pk, default=None)
