"""Prior learning: units that somebody knows already, and how that was shown."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PriorLearning(models.Model):
    """A person says that they master a unit of a trade, by evidence or by a diagnostic paper; somebody accepts or refuses it.

    What is accepted is taken out of every plan and every theory paper of the person in that trade.
    """

    class Basis(models.TextChoices):
        EVIDENCE = "evidence", _("by papers and work shown")
        DIAGNOSTIC = "diagnostic", _("by a diagnostic paper")

    class State(models.TextChoices):
        CLAIMED = "claimed", _("waits for a decision")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("not accepted")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="prior_learning")
    case = models.ForeignKey("assessments.AssessmentCase", on_delete=models.PROTECT, related_name="prior_learning")
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=20)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    words = models.CharField(max_length=1000, blank=True)
    attempt = models.ForeignKey("assessments.Attempt", null=True, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.CLAIMED)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "trade", "unit"],
                condition=Q(state__in=["claimed", "accepted"]),
                name="one_standing_claim_per_unit",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_claim_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.unit}: {self.state}"
