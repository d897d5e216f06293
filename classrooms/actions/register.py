"""Drawing up the register, and correcting it."""

from dataclasses import asdict
from datetime import datetime
from uuid import uuid5

from django.db import transaction

from classrooms import queries
from classrooms.events import AttendanceRecorded
from classrooms.models import Attendance, AttendanceCorrection, LiveClass, Register
from classrooms.rules import attention
from classrooms.rules import register as rules
from classrooms.rules.register import THRESHOLDS, Attended
from lms.audit.actions import record
from lms.enrolment.actions import ProgressNote, record_progress
from lms.enrolment.models import Enrolment, ProgressFact
from lms.outbox.actions import publish
from lms.people.models import Person


def draw_up_register(*, live_class: LiveClass, now: datetime, source: Attendance.Source = Attendance.Source.ROOM) -> Register:
    """Compute a line for every trainee of the cohort from the facts of an ended class; part of closing it."""
    opened_at, closed_at = live_class.opened_at or now, live_class.closed_at or now
    register = Register.objects.create(live_class=live_class, thresholds=asdict(THRESHOLDS), drawn_up_at=now)
    moves = queries.moves_of(live_class)
    asked, answered = queries.checks_of(live_class)
    enrolments = Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(cohort_id=live_class.cohort_id)
    for enrolment in enrolments.select_related("person").order_by("pk"):
        stays = rules.intervals(moves.get(enrolment.person_id, []), opened_at=opened_at, closed_at=closed_at)
        line = rules.line(stays, opened_at=opened_at, closed_at=closed_at)
        kept = Attendance.objects.create(
            register=register,
            person=enrolment.person,
            status=line.status,
            source=source,
            seconds=line.seconds,
            checks_asked=attention.asked_of(line.intervals, asked.values()),
            checks_answered=answered.get(enrolment.person_id, 0),
            intervals=[[stay.came_at.isoformat(), stay.went_at.isoformat()] for stay in line.intervals],
        )
        _tell(kept, status=line.status, enrolment=enrolment, at=closed_at)
    return register


@transaction.atomic
def correct_attendance(*, line: Attendance, status: Attended, reason: str, actor: Person, now: datetime) -> AttendanceCorrection:
    """Put a corrected status beside a line of the register; the computed one stays, and so does the reason."""
    line = Attendance.objects.select_for_update().select_related("register__live_class", "person").get(pk=line.pk)
    correction = AttendanceCorrection.objects.create(line=line, status=status, reason=reason, by=actor, at=now)
    record(actor=actor, verb="attendance.corrected", target=line, detail={"status": status, "reason": reason})
    live_class = line.register.live_class
    enrolment = Enrolment.objects.filter(cohort_id=live_class.cohort_id, person=line.person).first()
    _tell(line, status=status, enrolment=enrolment, at=live_class.closed_at or now)
    return correction


def _tell(line: Attendance, *, status: Attended, enrolment: Enrolment | None, at: datetime) -> None:
    """Let progress and the platform know. The id of the note follows from the line, so telling twice is one fact."""
    publish(AttendanceRecorded(attendance_id=line.pk, person_id=line.person_id, status=status))
    if enrolment is None or not rules.attended(status):
        return
    note = ProgressNote(
        uuid=uuid5(line.uuid, "attended"),
        lesson_code=line.register.live_class.lesson_code,
        kind=ProgressFact.Kind.ATTENDED,
        device_at=at,
        value={"status": status},
    )
    record_progress(enrolment=enrolment, notes=[note])
