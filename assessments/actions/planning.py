"""Plan: sittings, seats, practical tasks and their assessors."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.actions.quality import check_anchors
from assessments.actions.retests import check_case_retest
from assessments.actions.states import refresh_case
from assessments.models import (
    AssessmentCase,
    Attempt,
    Candidate,
    ExamSitting,
    LevelPolicy,
    MarkSheet,
    PracticalAssignment,
    PracticalTask,
)
from assessments.queries.terms import assessors_asked
from courses.models import Trade
from lms.audit.actions import record
from lms.enrolment.models import Enrolment
from lms.people.access import holds, not_allowed
from lms.people.models import Person, Role, Site
from lms.refusals import Refusal


@transaction.atomic
def open_sitting(
    *, trade: Trade, level: str, site: Site, starts_at: datetime, ends_at: datetime, by: Person, start_code: str = ""
) -> ExamSitting:
    """Plan a sitting; the start code is drawn here unless given, and shown to staff only."""
    if ends_at <= starts_at:
        raise Refusal("ends_before_start", _("The end must come after the start."), status=422)
    code = start_code or f"{secrets.randbelow(10**6):06d}"
    sitting = ExamSitting.objects.create(
        trade=trade, level=level, site=site, starts_at=starts_at, ends_at=ends_at, start_code=code
    )
    record(actor=by, verb="sitting.planned", target=sitting, detail={"site": site.code})
    return sitting


@transaction.atomic
def seat_candidate(*, case: AssessmentCase, sitting: ExamSitting, by: Person, extra_minutes: int = 0) -> Candidate:
    """Give the case's person a seat; twice is one seat.

    Refuses ``sitting_of_other_level``, ``case_closed``, ``retest_too_early`` and ``retests_used_up``.
    """
    case = _open_case(case)
    if (sitting.trade_id, sitting.level) != (case.policy.trade_id, case.policy.level):
        raise Refusal("sitting_of_other_level", _("This sitting is for another trade or level. Choose another one."), status=422)
    check_case_retest(case, on=sitting.starts_at)
    seat, new = Candidate.objects.get_or_create(
        sitting=sitting, person=case.person, defaults={"case": case, "extra_minutes": extra_minutes}
    )
    if new:
        record(actor=by, verb="candidate.seated", target=case, detail={"sitting": str(sitting.uuid), "extra": extra_minutes})
        refresh_case(case=case)
    return seat


@transaction.atomic
def assign_practical(
    *, case: AssessmentCase, task: PracticalTask, site: Site, at: datetime, assessors: list[Person], by: Person
) -> PracticalAssignment:
    """Plan a task before its assessors; each gets a sheet of their own.

    Refuses ``task_of_other_level``, ``task_assigned``, ``assessors_missing``, ``retest_too_early``, ``retests_used_up``, and
    for an assessor ``not_allowed`` (does not work at that site) or ``own_trainee``.
    """
    case = _open_case(case)
    if task.code not in case.policy.tasks or task.current is None:
        raise Refusal("task_of_other_level", _("This task belongs to another level. Choose another one."), status=422)
    if case.assignments.filter(task_version__task=task).exists():
        raise Refusal("task_assigned", _("This task is planned already."))
    check_case_retest(case, on=at)
    if len({assessor.pk for assessor in assessors}) < assessors_asked(case, on=at):
        raise Refusal(
            "assessors_missing", _("This level needs more assessors for a task. Choose another one as well."), status=422
        )
    for assessor in assessors:
        check_assessor(assessor=assessor, candidate=case.person, site=site, policy=case.policy, now=at)
    assignment = PracticalAssignment.objects.create(case=case, task_version=task.current, site=site, at=at, assigned_by=by)
    MarkSheet.objects.bulk_create(MarkSheet(assignment=assignment, assessor=assessor) for assessor in assessors)
    names = [assessor.username for assessor in assessors]
    record(actor=by, verb="practical.assigned", target=case, detail={"task": task.code, "assessors": names})
    refresh_case(case=case)
    return assignment


@transaction.atomic
def move_practical(
    *, assignment: PracticalAssignment, site: Site, at: datetime, assessors: list[Person], by: Person, reason: str, now: datetime
) -> PracticalAssignment:
    """Another place, time or assessors for a task that nobody has begun. Twice the same is once.

    Refuses ``task_begun``, ``sheet_leased``, and for an assessor what ``check_assessor`` refuses.
    """
    assignment = _untouched(assignment, now)
    case = assignment.case
    for assessor in assessors:
        check_assessor(assessor=assessor, candidate=case.person, site=site, policy=case.policy, now=at)
    detail = {"from": [assignment.site.code, assignment.at.isoformat()], "to": [site.code, at.isoformat()], "reason": reason}
    assignment.site, assignment.at = site, at
    assignment.save(update_fields=["site", "at"])
    wanted = {assessor.pk for assessor in assessors}
    assignment.sheets.exclude(assessor__in=wanted).delete()
    there = set(assignment.sheets.values_list("assessor", flat=True))
    MarkSheet.objects.bulk_create(MarkSheet(assignment=assignment, assessor_id=key) for key in sorted(wanted - there))
    record(actor=by, verb="practical.moved", target=case, detail=detail)
    return assignment


@transaction.atomic
def call_off_practical(*, assignment: PracticalAssignment, by: Person, reason: str, now: datetime) -> None:
    """A task that nobody has begun does not take place; its case waits for a new one. Refuses as ``move_practical`` does."""
    assignment = _untouched(assignment, now)
    case, detail = assignment.case, {"task": assignment.task_version.task.code, "at": assignment.at.isoformat(), "reason": reason}
    assignment.sheets.all().delete()
    assignment.delete()
    record(actor=by, verb="practical.called_off", target=case, detail=detail)
    refresh_case(case=case)


def _untouched(assignment: PracticalAssignment, now: datetime) -> PracticalAssignment:
    locked = PracticalAssignment.objects.select_for_update(of=("self",)).select_related("case__policy", "case__person", "site")
    found = locked.select_related("task_version__task").get(pk=assignment.pk)
    if found.state != PracticalAssignment.State.WAITING or found.sheets.exclude(started_at=None).exists():
        raise Refusal("task_begun", _("This task has been begun. It stays as it is."))
    if found.sheets.filter(leased_until__gt=now).exists():
        raise Refusal("sheet_leased", _("This sheet is open on its assessor's tablet, which may hold marks. Ask them first."))
    return found


def check_assessor(
    *, assessor: Person, candidate: Person, site: Site, policy: LevelPolicy | None = None, now: datetime | None = None
) -> None:
    """Refuses ``not_allowed`` for an assessor of other sites, ``own_trainee`` for somebody they taught, or themselves, and
    ``anchors_missing`` where the policy asks for anchor clips."""
    if not holds(assessor, Role.Kind.ASSESSOR, site=site):
        raise not_allowed()
    taught = Enrolment.objects.filter(person=candidate, cohort__instructor=assessor).exists()
    if taught or assessor.pk == candidate.pk:
        raise Refusal("own_trainee", _("An assessor never judges someone they taught. Choose another assessor."), status=422)
    if policy is not None and now is not None:
        check_anchors(assessor=assessor, policy=policy, now=now)


@transaction.atomic
def release_results(*, sitting: ExamSitting, by: Person, now: datetime) -> int:
    """Show the results of a sitting to its candidates. Returns how many papers that opens."""
    sitting = ExamSitting.objects.select_for_update().get(pk=sitting.pk)
    if now < sitting.ends_at:
        raise Refusal("sitting_not_over", _("The sitting is still running. Release the results after it ends."))
    if sitting.released_at is None:
        sitting.released_at = now
        sitting.save(update_fields=["released_at"])
        record(actor=by, verb="results.released", target=sitting)
    return Attempt.objects.filter(sitting=sitting, released_at=None).exclude(submitted_at=None).update(released_at=now)


def _open_case(case: AssessmentCase) -> AssessmentCase:
    case = AssessmentCase.objects.select_for_update(of=("self",)).select_related("policy__trade", "person").get(pk=case.pk)
    if case.state in (AssessmentCase.State.CONFIRMED, AssessmentCase.State.WITHDRAWN):
        raise Refusal("case_closed", _("This case is closed. Open a new one to assess again."))
    return case
