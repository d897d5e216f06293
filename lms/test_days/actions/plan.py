"""Work a day's timetable out, in the worker, and keep what came of it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.actions import call_off_practical, move_practical
from lms.outbox.actions import publish
from lms.people.models import Person, Site
from lms.refusals import Refusal
from lms.test_days.events import SlotLost, SlotTold
from lms.test_days.models import TestDay, TestSlot
from lms.test_days.queries import asked_of
from lms.test_days.queries.asked import Asked, at
from lms.test_days.rules import Slot, Timetable


def plan_day(*, day_id: int, asked_at: str) -> None:
    """Find a slot for everybody who waits, or, once the day is published, for those whose place closed. A wish that a newer one
    overtook changes nothing, nor does the same one again."""
    from lms.test_days.rules.timetable import timetable  # loads the solver, which only the worker needs

    day = TestDay.objects.select_related("site", "made_by").filter(pk=day_id, state=TestDay.State.PLANNING).first()
    if day is None or day.asked_at is None or day.asked_at.isoformat() != asked_at:
        return
    asked = asked_of(day)
    TestDay.objects.filter(pk=day_id).update(wanted=len(asked.day.tests) + len(asked.left))

    def progress(found: int) -> None:
        TestDay.objects.filter(pk=day_id).update(slots_found=found)

    found = timetable(asked.day, kept=asked.kept, progress=progress)
    _keep(day_id, asked_at, asked, found)


@transaction.atomic
def _keep(day_id: int, asked_at: str, asked: Asked, found: Timetable) -> None:
    day = TestDay.objects.select_for_update().select_related("made_by").get(pk=day_id)
    if day.asked_at is None or day.asked_at.isoformat() != asked_at:
        return
    day.left = {str(key): code for key, code in {**asked.left, **found.left}.items()}
    kept = {slot.test for slot in asked.kept}
    new = [slot for slot in found.slots if slot.test not in kept]
    if day.published_at:
        _move(day, asked, new)
        day.state = TestDay.State.PUBLISHED
    else:
        day.slots.all().delete()
        for slot in new:
            _write(day, asked, slot, TestSlot(day=day, case_id=slot.test))
        day.state = TestDay.State.PLANNED
    day.planned_at, day.slots_found = timezone.now(), day.slots.count()
    day.save(update_fields=["left", "state", "planned_at", "slots_found"])


def _move(day: TestDay, asked: Asked, new: Sequence[Slot]) -> None:
    """Published slots of a closed place: each to its new time, or off."""
    by_case, reason = {slot.test: slot for slot in new}, _reason(day)
    kept = {slot.test for slot in asked.kept}
    for row in day.slots.exclude(case__in=kept).select_related("case", "assignment__task_version__task", "site"):
        if row.assignment is None:
            continue
        try:
            with transaction.atomic():
                if row.case_id in by_case:
                    _write(day, asked, by_case[row.case_id], row)
                    move_practical(
                        assignment=row.assignment,
                        site=row.site,
                        at=row.starts_at,
                        assessors=list(row.assessors.all()),
                        by=day.made_by,
                        reason=reason,
                        now=timezone.now(),
                    )
                    publish(SlotTold(slot_id=row.pk, moved=True))
                else:
                    _call_off(day, row, reason)
        except Refusal as refusal:  # somebody began it in the meantime: it stays where it is
            day.left[str(row.case_id)] = refusal.code


def _call_off(day: TestDay, row: TestSlot, reason: str) -> None:
    assignment = row.assignment
    row.delete()
    assert assignment is not None
    call_off_practical(assignment=assignment, by=day.made_by, reason=reason, now=timezone.now())
    publish(SlotLost(day_id=day.pk, person_id=row.case.person_id))


def _reason(day: TestDay) -> str:
    closed = day.places.exclude(closed_at=None).order_by("-closed_at").first()
    return closed.reason if closed else ""


def _write(day: TestDay, asked: Asked, slot: Slot, row: TestSlot) -> None:
    task = asked.tasks[slot.test]
    row.task, row.site, row.station = task, Site.objects.get(code=slot.place), slot.station
    row.starts_at = at(day, day.opens.replace(hour=slot.start // 60, minute=slot.start % 60))
    row.ends_at = row.starts_at + timedelta(minutes=task.current.minutes if task.current else 0)
    row.save()
    row.assessors.set(Person.objects.filter(pk__in=slot.examiners))
