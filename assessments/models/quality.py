"""Quality of judging: which sheets are looked at again, and clips that show whether somebody judges as the trade agreed."""

from datetime import date
from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SamplingRuleQuerySet(models.QuerySet["SamplingRule"]):
    """Ways to choose rules."""

    def in_force(self, day: date) -> Self:
        """Those that hold on a day, the newest first."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=day), first_day__lte=day).order_by("-first_day", "-pk")


class SamplingRule(models.Model):
    """Which sealed sheets a quality reviewer looks at, from a day on. The newest in force counts.

    The first ``new_sheets`` sheets of an assessor in a trade are all looked at; then those within ``near`` per cent of the pass
    mark, those with a critical fail where ``critical``, and ``share`` per cent of the rest, drawn by the sheet's own id.
    """

    new_sheets = models.PositiveSmallIntegerField(_("first sheets of a new assessor"), default=3)
    near = models.PositiveSmallIntegerField(_("within so many points of the pass mark"), default=3)
    critical = models.BooleanField(_("every critical fail"), default=True)
    share = models.PositiveSmallIntegerField(_("per cent of all others"), default=15)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = SamplingRuleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sampling from {self.first_day}"


class QualityLook(models.Model):
    """A sealed sheet that somebody else looks at. ``leased_until``: while one reviewer has it open nobody else begins it."""

    class Why(models.TextChoices):
        NEW_ASSESSOR = "new_assessor", _("a new assessor")
        CRITICAL = "critical", _("a critical fail")
        NEAR_LINE = "near_line", _("near the pass mark")
        DRAWN = "drawn", _("drawn by chance")

    class Verdict(models.TextChoices):
        AGREE = "agree", _("judged as the rubric says")
        DISAGREE = "disagree", _("not judged as the rubric says")

    class Action(models.TextChoices):
        NONE = "none", _("nothing further")
        TALK = "talk", _("talk with the assessor")
        ANCHORS = "anchors", _("the assessor judges anchor clips again")
        SECOND = "second", _("a second assessor judges their next tasks as well")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    sheet = models.OneToOneField("assessments.MarkSheet", on_delete=models.PROTECT, related_name="look")
    why = models.CharField(max_length=14, choices=Why.choices)
    drawn_at = models.DateTimeField()
    leased_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    leased_until = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    finding = models.CharField(max_length=1000, blank=True)
    action = models.CharField(max_length=10, choices=Action.choices, blank=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict="disagree") | (~Q(finding="") & ~Q(action="")), name="a_disagreement_says_why_and_what_next"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.why}"


class AnchorClip(models.Model):
    """Work that the trade's best assessors judged together: a new assessor judges it too before scoring candidates.

    ``marks``: ``{aspect: marks}`` that were agreed on. Somebody judges well who is within ``within`` per cent on the whole and no
    more than a description away on any line.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    task_version = models.ForeignKey("assessments.PracticalTaskVersion", on_delete=models.PROTECT, related_name="anchors")
    title = models.CharField(max_length=120)
    shows = models.TextField(blank=True)  # what a clip does not show: measures taken, what was said
    asset = models.ForeignKey("media.Asset", null=True, on_delete=models.PROTECT, related_name="+")
    marks = models.JSONField()
    within = models.PositiveSmallIntegerField(default=8)
    first_day = models.DateField()
    retired_on = models.DateField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class AnchorTry(models.Model):
    """An assessor judged an anchor clip. Append-only."""

    clip = models.ForeignKey(AnchorClip, on_delete=models.PROTECT, related_name="tries")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="anchor_tries")
    marks = models.JSONField()
    good = models.BooleanField()
    off_by = models.DecimalField(max_digits=5, decimal_places=2)  # per cent, theirs less the agreed one
    lines_apart = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["assessor", "clip"])]

    def __str__(self) -> str:
        return f"{self.assessor} on {self.clip}"
