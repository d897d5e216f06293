"""Mark sheets: what an assessor saw and judged."""

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MarkSheet(models.Model):
    """One assessor's judgement of one assignment. Sealed, it never changes: a correction is a new sheet with a reason.

    Opened on a tablet it is leased until ``leased_until``: marks may lie there without network, so nobody else gets the sheet.
    ``document`` is the fold of the facts at the moment of sealing and ``digest`` its SHA-256.
    """

    class Outcome(models.TextChoices):
        COMPETENT = "competent", _("competent")
        NOT_YET_COMPETENT = "not_yet_competent", _("not yet competent")
        STOPPED_FOR_SAFETY = "stopped_for_safety", _("stopped for safety")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    assignment = models.ForeignKey("assessments.PracticalAssignment", on_delete=models.PROTECT, related_name="sheets")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mark_sheets")
    number = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="correction")
    reason = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    marks = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    critical_fail = models.BooleanField(default=False)
    outcome = models.CharField(max_length=24, choices=Outcome.choices, blank=True)
    document = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "assessor", "number"], name="one_sheet_per_number"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.assessor} #{self.number}"


class AspectFact(models.Model):
    """One thing the assessor noted. Append-only; the same ``uuid`` twice is one row.

    ``aspect`` is a rubric line or a critical fail of the task. For ``marked``: ``marks``; ``found``, what was measured or ticked
    and the marks come of (``rules.aspects``); and between two bands the ``reason``. ``critical_seen`` and ``critical_withdrawn``
    have no marks.
    """

    class Kind(models.TextChoices):
        MARKED = "marked", "marked"
        CRITICAL_SEEN = "critical_seen", "critical fail seen"
        CRITICAL_WITHDRAWN = "critical_withdrawn", "critical fail taken back"

    uuid = models.UUIDField(unique=True)
    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    aspect = models.CharField(max_length=30)
    marks = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    found = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField()
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sheet", "aspect", "sequence"])]

    def __str__(self) -> str:
        return f"{self.aspect} {self.kind}"


class Evidence(models.Model):
    """A photograph of the work, for one aspect or for the whole task."""

    uuid = models.UUIDField(unique=True)
    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="evidence")
    aspect = models.CharField(max_length=30, blank=True)
    asset = models.ForeignKey("media.Asset", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Evidence {self.uuid}"


class EvidenceClip(models.Model):
    """A short film of the work. The device says that it exists, with its SHA-256, before the sheet is sealed; the bytes may come
    days later, over Wi-Fi, in pieces, and must be those.

    ``bookmarks``: ``[{"aspect", "second"}]``, set while filming. ``asset`` is set when the last piece came.
    """

    uuid = models.UUIDField(unique=True)
    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="clips")
    digest = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    bookmarks = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    announced_at = models.DateTimeField(auto_now_add=True)
    asset = models.ForeignKey("media.Asset", null=True, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Clip {self.uuid}"
