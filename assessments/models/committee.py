"""Committees and fees: who sits beside the chair, and what was paid."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CommitteeMember(models.Model):
    """Somebody who sits on the committee of a site and of every site below it, from a day on.

    ``last_day`` None: until further notice. ``role`` is the code of a role that a scheme asks for, ``role_name`` its words on
    that day. Members come from employers, unions and directorates: they need no account.
    """

    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    role = models.SlugField(max_length=80)
    role_name = models.JSONField()
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=120, blank=True)  # the organisation that sent them
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["site", "role"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.role}, {self.site})"


class FeeFact(models.Model):
    """The fee of a case was paid, or need not be, or what was noted is taken back. Rows are only ever added; the newest counts.

    ``amount`` is in Egyptian pounds. ``exemption`` is the scheme's own ``{"code", "ar", "en"}``; ``reason`` says what was seen.
    """

    class Kind(models.TextChoices):
        PAID = "paid", _("paid")
        EXEMPT = "exempt", _("exempt")
        TAKEN_BACK = "taken_back", _("taken back")

    case = models.ForeignKey("assessments.AssessmentCase", on_delete=models.PROTECT, related_name="fee_facts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    amount = models.DecimalField(max_digits=7, decimal_places=2)
    receipt = models.CharField(max_length=40, blank=True, db_index=True)
    exemption = models.JSONField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case}: {self.kind}"
