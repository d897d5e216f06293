"""Days as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, QuerySet
from django.utils import timezone

from assessments.models import AssessmentCase
from courses.models import Standard, Trade
from lms.people.models import Person, Site
from lms.test_days.models import DayPlace, StationCount, TestDay, TestSlot, ToolCount
from lms.test_days.queries.asked import minute

# Kinds of tools that may be too dear to stand at every station.
LENT = ("machine", "measuring")


@dataclass(frozen=True)
class ShownSlot:
    """A slot with where it lies in the day, in per cent of its length, and its assessors."""

    row: TestSlot
    begins: float
    lasts: float


@dataclass(frozen=True)
class Bench:
    """A station and who is at it, in order of time."""

    trade: Trade
    number: int
    slots: list[ShownSlot]


@dataclass(frozen=True)
class ShownPlace:
    """A place of a day: its benches for the picture, its slots in order of time for the list at the door."""

    place: DayPlace
    benches: list[Bench]
    slots: list[TestSlot]


@dataclass(frozen=True)
class DayView:
    """Everything on the page of a day. ``hours`` are the marks of the picture as (hour, per cent)."""

    places: list[ShownPlace]
    left: list[tuple[AssessmentCase, str]]
    hours: list[tuple[int, float]]
    placed: int
    percent: int
    spare: list[Person]


def days_of(days: QuerySet[TestDay]) -> QuerySet[TestDay]:
    """Days in a list, the newest first, with how many have a slot."""
    return days.annotate(placed=Count("slots")).order_by("-date", "-pk")


def day_view(day: TestDay) -> DayView:
    """A day, place by place; a number of queries that does not grow with its candidates."""
    slots = list(
        day.slots.select_related("case__person", "case__policy__trade", "task__current", "site", "assignment")
        .prefetch_related("assessors")
        .order_by("starts_at", "case__policy__trade__code", "station")
    )
    places = list(day.places.select_related("site").order_by("site__kind", "site__code"))
    why = {int(key): code for key, code in day.left.items()}
    cases = AssessmentCase.objects.filter(pk__in=why).select_related("person", "policy__trade", "site").order_by("person__name")
    used = {person.pk for slot in slots for person in slot.assessors.all()}
    team = day.assessors.select_related("person").order_by("person__name")
    return DayView(
        places=[_place(day, place, [slot for slot in slots if slot.site_id == place.site_id]) for place in places],
        left=[(case, why[case.pk]) for case in cases],
        hours=[
            (hour, _share(day, hour * 60)) for hour in range(day.opens.hour, day.closes.hour + 1) if _share(day, hour * 60) >= 0
        ],
        placed=len(slots),
        percent=100 * day.slots_found // day.wanted if day.wanted else 0,
        spare=[one.person for one in team if one.person_id not in used],
    )


def _place(day: TestDay, place: DayPlace, slots: list[TestSlot]) -> ShownPlace:
    def bench(slot: TestSlot) -> tuple[str, int]:
        return slot.case.policy.trade.code, slot.station

    benches = [
        Bench(group[0].case.policy.trade, number, [_shown(day, slot) for slot in group])
        for (_code, number), found in groupby(sorted(slots, key=bench), key=bench)
        if (group := list(found))
    ]
    return ShownPlace(place, benches, slots)


def _shown(day: TestDay, slot: TestSlot) -> ShownSlot:
    begins, ends = (_share(day, minute(timezone.localtime(moment).time())) for moment in (slot.starts_at, slot.ends_at))
    return ShownSlot(slot, begins, round(ends - begins, 2))


def _share(day: TestDay, minutes: int) -> float:
    opens = minute(day.opens)
    return round(100 * (minutes - opens) / (minute(day.closes) - opens), 2)


def places_of(site: Site) -> QuerySet[Site]:
    """Centres and vans at a site and below it, those with stations first."""
    return Site.objects.teaching().within(site).annotate(stations=Count("station_counts")).order_by("-stations", "kind", "code")


def directorates_of(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Sites that a day can be made for: directorates and centres, not headquarters."""
    return sites.exclude(kind=Site.Kind.HEADQUARTERS)


def site_counts(site: Site) -> tuple[dict[str, int], list[tuple[Trade, str, dict[str, str], int | None]]]:
    """Stations by trade code, and every machine and gauge of every standard with how many the site lends: None where each
    station has its own."""
    stations = {row.trade.code: row.count for row in StationCount.objects.filter(site=site).select_related("trade")}
    lent = {row.tool: row.count for row in ToolCount.objects.filter(site=site)}
    newest = {row.trade_id: row for row in Standard.objects.select_related("trade").order_by("in_force_on")}
    tools = [
        (row.trade, tool["id"], {"ar": tool["ar"], "en": tool["en"]}, lent.get(tool["id"]))
        for row in newest.values()
        for tool in row.document.get("tools", [])
        if tool["kind"] in LENT
    ]
    return stations, tools


def far(day: TestDay, now: datetime) -> bool:
    """Whether planning has taken longer than it ever should, so that the page offers to ask again."""
    return day.state == TestDay.State.PLANNING and day.asked_at is not None and (now - day.asked_at).total_seconds() > 120
