"""Days of practical tests: what each place has, who comes, and who is where when."""

from typing import Self

import uuid6
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.people.models import Site


class StationCount(models.Model):
    """How many stations of a trade a site has: benches at which one candidate works."""

    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="station_counts")
    trade = models.ForeignKey("courses.Trade", on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "trade"], name="one_station_count_per_site_and_trade")]

    def __str__(self) -> str:
        return f"{self.site} {self.trade_id}: {self.count}"


class ToolCount(models.Model):
    """How many of a tool a site lends from station to station, as of a vacuum pump. ``tool`` is its code in the trade's standard;
    a tool without a count stands at every station."""

    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="tool_counts")
    tool = models.CharField(max_length=20)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "tool"], name="one_tool_count_per_site_and_tool")]

    def __str__(self) -> str:
        return f"{self.site} {self.tool}: {self.count}"


class TestDayQuerySet(models.QuerySet["TestDay"]):
    """Ways to choose days."""

    def below(self, paths: list[str]) -> Self:
        """Days of the sites with these paths, and of those below them."""
        found = models.Q(pk__in=[])
        for path in paths:
            found |= models.Q(site__path__startswith=path)
        return self.filter(found)


class TestDay(models.Model):
    """One day on which candidates of a directorate, or of one centre, do practical tasks.

    Planned by the worker (``asked_at`` to ``planned_at``, ``slots_found`` says how far), looked at and changed, then published:
    from then on its slots are practical assignments and people have been told. ``left`` says, by case id, why a candidate has no
    slot; codes of ``rules.timetable`` and of refusals.
    """

    __test__ = False

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PLANNING = "planning", _("being planned")
        PLANNED = "planned", _("planned")
        PUBLISHED = "published", _("published")

    uuid = models.UUIDField(default=uuid6.uuid7, unique=True, editable=False)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    date = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    changeover = models.PositiveSmallIntegerField(default=15)  # minutes between two tests at a station
    may_travel = models.BooleanField(default=True)  # candidates may be sent to another place of the day
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    slots_found = models.PositiveSmallIntegerField(default=0)
    wanted = models.PositiveSmallIntegerField(default=0)
    left = models.JSONField(default=dict)

    objects = TestDayQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.site} {self.date}"


class DayPlace(models.Model):
    """A centre or van that is open on a day; ``closed_at`` when it broke down, with the reason that people read."""

    day = models.ForeignKey(TestDay, on_delete=models.CASCADE, related_name="places")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "site"], name="a_place_once_in_a_day")]

    def __str__(self) -> str:
        return f"{self.site} {self.day}"


class DayAssessor(models.Model):
    """An assessor who comes on a day and watches so many candidates at once."""

    day = models.ForeignKey(TestDay, on_delete=models.CASCADE, related_name="assessors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at_once = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="an_assessor_once_in_a_day")]

    def __str__(self) -> str:
        return f"{self.person} {self.day}"


class TestSlot(models.Model):
    """A candidate's place, station and time on a day, and who watches. ``assignment`` once it is published."""

    __test__ = False

    day = models.ForeignKey(TestDay, on_delete=models.CASCADE, related_name="slots")
    case = models.ForeignKey("assessments.AssessmentCase", on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey("assessments.PracticalTask", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    station = models.PositiveSmallIntegerField()
    assessors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    assignment = models.OneToOneField(
        "assessments.PracticalAssignment", null=True, on_delete=models.SET_NULL, related_name="slot"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "case"], name="a_case_once_in_a_day")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.starts_at:%H:%M}"
