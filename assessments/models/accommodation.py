"""What a person needs in an examination."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AccommodationQuerySet(models.QuerySet["Accommodation"]):
    """Ways to choose accommodations."""

    def in_force(self, day: object) -> Self:
        """Those that hold on a day, the newest first."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=day), first_day__lte=day).order_by("-first_day", "-pk")


class Accommodation(models.Model):
    """What somebody needs in every examination from a day on. It belongs to the person; the newest in force counts.

    ``extra_percent`` lengthens every paper. Rows are only ended, never edited: what held on the day of a paper stays known.
    ``basis`` names the document that was seen, never a diagnosis.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accommodations")
    extra_percent = models.PositiveSmallIntegerField(_("extra time, per cent"), default=0)
    larger_text = models.BooleanField(_("larger text"), default=False)
    audio = models.BooleanField(_("questions read aloud"), default=False)
    reader = models.BooleanField(_("a reader beside them"), default=False)
    basis = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = AccommodationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "first_day"])]

    def __str__(self) -> str:
        return f"{self.person} from {self.first_day}"
