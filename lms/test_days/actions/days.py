"""Make a day, ask for its timetable, publish it, close a place of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.actions import assign_practical
from courses.models import Trade
from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person, Site
from lms.refusals import Refusal
from lms.test_days.events import SlotTold, TimetableWanted
from lms.test_days.models import DayAssessor, DayPlace, StationCount, TestDay, TestSlot, ToolCount


@transaction.atomic
def set_counts(*, site: Site, stations: Mapping[Trade, int], tools: Mapping[str, int], by: Person) -> None:
    """What a site has: stations by trade, and lent tools by code. A tool left out stands at every station."""
    for trade, count in stations.items():
        StationCount.objects.update_or_create(site=site, trade=trade, defaults={"count": count})
    ToolCount.objects.filter(site=site).exclude(tool__in=tools).delete()
    for tool, count in tools.items():
        ToolCount.objects.update_or_create(site=site, tool=tool, defaults={"count": count})
    detail = {"stations": {trade.code: count for trade, count in stations.items()}, "tools": dict(tools)}
    record(actor=by, verb="stations.counted", target=site, detail=detail)


@transaction.atomic
def make_day(
    *,
    site: Site,
    date: date,
    opens: time,
    closes: time,
    places: Sequence[Site],
    assessors: Mapping[Person, int],
    by: Person,
    changeover: int = 15,
    may_travel: bool = True,
    today: date,
) -> TestDay:
    """A day of ``site`` and its ``places``; ``assessors`` with how many candidates each watches at once. Its timetable is
    asked for straight away.

    Refuses ``day_over``, ``ends_before_start``, ``places_missing`` and ``assessors_missing``.
    """
    if date < today:
        raise Refusal("day_over", _("This day is over. Choose another one."), status=422)
    if closes <= opens:
        raise Refusal("ends_before_start", _("The end must come after the start."), status=422)
    if not places:
        raise Refusal("places_missing", _("Choose at least one centre or van."), status=422)
    if not assessors:
        raise Refusal("assessors_missing", _("Choose who judges on the day."), status=422)
    day = TestDay.objects.create(
        site=site, date=date, opens=opens, closes=closes, changeover=changeover, may_travel=may_travel, made_by=by
    )
    DayPlace.objects.bulk_create(DayPlace(day=day, site=place) for place in places)
    DayAssessor.objects.bulk_create(DayAssessor(day=day, person=person, at_once=count) for person, count in assessors.items())
    record(actor=by, verb="test_day.made", target=day, detail={"date": date.isoformat(), "places": [one.code for one in places]})
    return want_timetable(day=day, by=by, now=timezone.now())


@transaction.atomic
def want_timetable(*, day: TestDay, by: Person, now: datetime) -> TestDay:
    """Have the timetable of a day worked out anew by the worker. Refuses ``day_published``: people have been told."""
    day = TestDay.objects.select_for_update().get(pk=day.pk)
    if day.published_at:
        raise Refusal("day_published", _("This day is published: people have been told. Close a place instead, if it has to be."))
    return _ask(day, by, now)


def _ask(day: TestDay, by: Person, now: datetime) -> TestDay:
    day.state, day.asked_at, day.slots_found = TestDay.State.PLANNING, now, 0
    day.save(update_fields=["state", "asked_at", "slots_found"])
    publish(TimetableWanted(day_id=day.pk, asked_at=now.isoformat()))
    record(actor=by, verb="timetable.wanted", target=day)
    return day


@transaction.atomic
def publish_day(*, day: TestDay, by: Person) -> int:
    """Make the slots practical assignments and tell everybody; how many. Twice is once.

    Refuses ``timetable_missing``. A case that cannot be assigned any more keeps no slot and the day says why.
    """
    day = TestDay.objects.select_for_update().get(pk=day.pk)
    if day.published_at:
        return day.slots.count()
    if day.state != TestDay.State.PLANNED:
        raise Refusal("timetable_missing", _("The timetable is not ready yet. Wait until it is, then publish it."))
    for slot in day.slots.select_related("case", "task", "site").prefetch_related("assessors"):
        _assign(day, slot, by)
    day.state, day.published_at = TestDay.State.PUBLISHED, timezone.now()
    day.save(update_fields=["state", "published_at", "left"])
    record(actor=by, verb="test_day.published", target=day, detail={"slots": day.slots.count()})
    return day.slots.count()


def _assign(day: TestDay, slot: TestSlot, by: Person) -> None:
    try:
        with transaction.atomic():
            slot.assignment = assign_practical(
                case=slot.case, task=slot.task, site=slot.site, at=slot.starts_at, assessors=list(slot.assessors.all()), by=by
            )
    except Refusal as refusal:  # something came between planning and publishing, as a seat elsewhere
        day.left[str(slot.case_id)] = refusal.code
        slot.delete()
        return
    slot.save(update_fields=["assignment"])
    publish(SlotTold(slot_id=slot.pk, moved=False))


@transaction.atomic
def close_place(*, day: TestDay, site: Site, reason: str, by: Person, now: datetime) -> TestDay:
    """A place of the day is not open after all, as when a van breaks down: whoever has not begun there gets another slot.

    Refuses ``reason_missing`` and ``place_unknown``. Twice is once.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Write what happened: the people concerned read it."), status=422)
    day = TestDay.objects.select_for_update().get(pk=day.pk)
    place = day.places.filter(site=site).first()
    if place is None:
        raise Refusal("place_unknown", _("This place is not part of the day."), status=422)
    if place.closed_at is not None:
        return day
    place.closed_at, place.reason = now, reason.strip()
    place.save(update_fields=["closed_at", "reason"])
    record(actor=by, verb="test_day.place_closed", target=day, detail={"place": site.code, "reason": reason.strip()})
    return _ask(day, by, now)


@transaction.atomic
def discard_day(*, day: TestDay, by: Person) -> None:
    """Throw a day away that nobody has been told of. Refuses ``day_published``."""
    day = TestDay.objects.select_for_update().get(pk=day.pk)
    if day.published_at:
        raise Refusal("day_published", _("This day is published: people have been told. Close a place instead, if it has to be."))
    record(actor=by, verb="test_day.discarded", target=day, detail={"date": day.date.isoformat(), "site": day.site.code})
    day.delete()
