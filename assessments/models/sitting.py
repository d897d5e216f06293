"""Sittings: when and where an official theory paper is taken, who sits where, and who watches over it."""

from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.people.access import Visitor, sites_where
from lms.people.models import Role


class SittingQuerySet(models.QuerySet["ExamSitting"]):
    """Ways to choose sittings."""

    def visible_to(self, person: Visitor) -> Self:
        """Sittings at the sites where the person chairs or manages."""
        condition = Q(pk__in=[])
        for path in sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
            condition |= Q(site__path__startswith=path)
        return self.filter(condition)


class ExamSitting(models.Model):
    """A window of time at one site. The invigilator reads ``start_code`` out when everyone is seated.

    Results stay closed until ``released_at``. ``capacity``: how many seats the room has; none means nobody counted.
    """

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="sittings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    start_code = models.CharField(max_length=8)
    capacity = models.PositiveSmallIntegerField(null=True)
    sealed_key = models.CharField(max_length=24, blank=True)  # opens the sealed papers of a centre without a link
    invigilators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="invigilates")
    released_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="sitting_ends_after_it_starts")]
        indexes = [models.Index(fields=["site", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.trade.code} {self.level} {self.starts_at:%Y-%m-%d %H:%M}"


class Candidate(models.Model):
    """A seat in a sitting. ``extra_minutes`` are minutes given for this sitting; what the person always needs comes on top.

    ``seat`` is the number of the chair. Whoever compared face and document is named; a takeover code lets another device go on
    and is good once, until ``takeover_until``.
    """

    class Document(models.TextChoices):
        NATIONAL_ID = "national_id", _("national identity card")
        PASSPORT = "passport", _("passport")
        OTHER = "other", _("another document with a photo")

    sitting = models.ForeignKey(ExamSitting, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sittings")
    case = models.ForeignKey("assessments.AssessmentCase", null=True, on_delete=models.PROTECT, related_name="seats")
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    seat = models.PositiveSmallIntegerField(null=True)
    identity_document = models.CharField(max_length=12, choices=Document.choices, blank=True)
    identity_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    identity_at = models.DateTimeField(null=True)
    takeover_code = models.CharField(max_length=8, blank=True)
    takeover_until = models.DateTimeField(null=True)
    takeover_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person"], name="one_seat_per_sitting"),
            models.UniqueConstraint(fields=["sitting", "seat"], condition=Q(seat__isnull=False), name="one_person_on_a_chair"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.sitting}"


class Extension(models.Model):
    """Minutes given to a candidate while they sit, with the reason. Append-only; their sum moves the deadline."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="extensions")
    minutes = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason="") & Q(minutes__gt=0), name="an_extension_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.minutes} min"


class SealedPaper(models.Model):
    """A paper drawn days before for a candidate of a centre without a link. It goes onto their phone encrypted, without any
    key to its questions, and opens with the sitting's key. ``attempt_uuid`` is the attempt's name from then on."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="sealed_paper")
    paper = models.OneToOneField("assessments.Paper", on_delete=models.PROTECT, related_name="sealed_paper")
    attempt_uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    prepared_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sealed paper of {self.candidate}"
