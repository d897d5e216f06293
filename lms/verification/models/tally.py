"""How often certificates are checked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CheckTally(models.Model):
    """Checks of one certificate in one hour with one outcome, from one kind of place. A number, and nothing of who asked.

    ``certificate`` is empty for checks of numbers that were never issued and of things that are no certificate.
    """

    class Source(models.TextChoices):
        NUMBER = "number", _("number typed")
        CODE = "code", _("code scanned")
        SHARE = "share", _("link of the holder")
        API = "api", _("another system")
        SHEET = "sheet", _("sheet of many")

    certificate = models.ForeignKey("certification.Certificate", null=True, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=20)
    source = models.CharField(max_length=8, choices=Source.choices)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["certificate", "outcome", "source", "hour"], name="one_tally_an_hour"),
            models.UniqueConstraint(
                fields=["outcome", "source", "hour"], condition=Q(certificate=None), name="one_tally_an_hour_of_none"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.outcome} {self.hour:%Y-%m-%d %H}: {self.count}"
