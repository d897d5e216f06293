"""Calling the roll of a class that is held in a classroom with walls."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from classrooms.actions.life import record_past_class
from classrooms.models import Attendance, LiveClass
from classrooms.refusals import refuse
from classrooms.rules import timetable
from classrooms.rules.register import THRESHOLDS
from lms.audit.actions import record
from lms.enrolment.models import Enrolment
from lms.people.models import Person


@transaction.atomic
def call_roll(
    *, live_class: LiveClass, present: Collection[int], late: Collection[int], actor: Person, now: datetime
) -> LiveClass:
    """Note who is in the classroom (ids of people; `late` ones came after the start), and draw up the register from it.

    The class counts as held from its planned start to its planned end; what turns out otherwise is corrected in the
    register. Refuses `not_allowed`, `too_early` (before the doors of a class open), `class_is_live` when it was opened
    as a live class, `class_closed`, and `unknown_person` for people who are not of the group.
    """
    if live_class.instructor_id != actor.pk:
        raise refuse("not_allowed")
    held = LiveClass.objects.select_for_update().get(pk=live_class.pk)
    if held.state == LiveClass.State.CLOSED:
        raise refuse("class_closed")
    if held.state == LiveClass.State.OPEN:
        raise refuse("class_is_live")
    if now < held.starts_at - timetable.EARLY:
        raise refuse("too_early")
    members = Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(cohort_id=held.cohort_id)
    people = {member.person_id: member.person for member in members.select_related("person")}
    if not set(present) | set(late) <= people.keys():
        raise refuse("unknown_person")
    opened_at, closed_at = timetable.span(held.starts_at, held.minutes)
    came_late = opened_at + timedelta(minutes=THRESHOLDS.late_after_minutes + 1)
    stays = [(people[pk], came_late if pk in late else opened_at, closed_at) for pk in sorted(set(present) | set(late))]
    record(actor=actor, verb="live_class.roll_called", target=held, detail={"present": len(stays), "late": len(set(late))})
    return record_past_class(
        live_class=held, opened_at=opened_at, closed_at=closed_at, stays=stays, source=Attendance.Source.ROLL
    )
