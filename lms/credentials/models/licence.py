"""A licence to practise that was taken back, while the certificate it rests on stands."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LicenceWithdrawal(models.Model):
    """A licence is taken back, for good. The class of the reason is public, the words are not."""

    class Reason(models.TextChoices):
        RULES_BROKEN = "rules_broken", _("the rules of the trade were broken")
        HOLDER_ASKED = "holder_asked", _("its holder gave it back")
        GRANTED_IN_ERROR = "granted_in_error", _("granted in error")

    licence = models.OneToOneField("credentials.Credential", on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    words = models.CharField(max_length=300)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.licence}: {self.reason}"
