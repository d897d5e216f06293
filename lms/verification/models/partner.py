"""Systems of employers and of the licence service."""

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKey(models.Model):
    """A key with which a partner's system asks the interface. Shown once when it is made; only its SHA-256 is kept.

    A plain hash suffices: the key is 32 random bytes, not a password that somebody chose. ``start`` are its first letters, by
    which people recognise it in a list. ``checks_a_minute`` is agreed with the partner.
    """

    class Scope(models.TextChoices):
        READ = "read", _("look up a certificate by its number")
        CHECK = "check", _("check codes, credentials and PDFs")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80)
    start = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    checks_a_minute = models.PositiveIntegerField(default=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"
