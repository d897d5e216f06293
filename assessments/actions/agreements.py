"""Agree on marks where two sheets lie too far apart; the chair decides what the assessors cannot."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.actions.task_results import keep_task_result
from assessments.models import AgreementRecord, AssessmentCase, MarkSheet, PracticalAssignment, ResultVersion
from lms.audit.actions import record
from lms.people.access import holds, not_allowed
from lms.people.models import Person, Role
from lms.refusals import Refusal

Marks = Mapping[str, Decimal]


@transaction.atomic
def propose_agreement(
    *, assignment: PracticalAssignment, marks: Marks, critical: list[str], reason: str, by: Person, now: datetime
) -> AgreementRecord:
    """Marks that one assessor proposes; they stand when every other one signs. A new proposal takes the place of an open one.

    Refuses ``not_allowed`` (did not judge it), ``nothing_to_agree``, ``reason_missing``, ``marks_impossible``,
    ``aspects_missing`` and ``aspect_unknown``.
    """
    assignment = _apart(assignment)
    live = _live(assignment)
    if by.pk not in {sheet.assessor_id for sheet in live}:
        raise not_allowed()
    kind = AgreementRecord.Kind.ASSESSORS
    return _write(assignment, live, kind=kind, marks=marks, critical=critical, reason=reason, by=by, now=now)


@transaction.atomic
def sign_agreement(*, agreement: AgreementRecord, by: Person, now: datetime) -> AgreementRecord:
    """The other assessor signs: the marks stand and the task has its outcome. Signing again changes nothing.

    Refuses ``not_allowed``, ``own_proposal`` and ``agreement_void`` (a sheet was corrected since, or a newer proposal waits).
    """
    assignment = _locked(agreement.assignment)
    agreement = AgreementRecord.objects.select_for_update().get(pk=agreement.pk)
    if agreement.standing_at is not None:
        return agreement
    live = _live(assignment)
    if by.pk not in {sheet.assessor_id for sheet in live}:
        raise not_allowed()
    if by.pk == agreement.by_id:
        raise Refusal("own_proposal", _("The other assessor signs what you proposed."), status=403)
    newer = AgreementRecord.objects.filter(assignment=assignment, number__gt=agreement.number).exists()
    if newer or agreement.kind != AgreementRecord.Kind.ASSESSORS or agreement.sheets != _seals(live) or assignment.outcome:
        raise Refusal("agreement_void", _("Something changed since this was proposed. Look at it again."))
    agreement.signed_by = by
    _stand(agreement, assignment, now)
    return agreement


@transaction.atomic
def decide_as_chair(
    *, assignment: PracticalAssignment, marks: Marks, critical: list[str], reason: str, by: Person, now: datetime
) -> AgreementRecord:
    """The chair decides, with reasons. Refuses ``not_allowed``, ``own_judgement`` and what ``propose_agreement`` refuses."""
    assignment = _apart(assignment)
    if not holds(by, Role.Kind.CHAIR, site=assignment.site):
        raise not_allowed()
    if assignment.sheets.filter(assessor=by).exists() or assignment.case.person_id == by.pk:
        raise Refusal("own_judgement", _("Who marked this person does not decide. Ask another chair."), status=403)
    live = _live(assignment)
    kind = AgreementRecord.Kind.CHAIR
    made = _write(assignment, live, kind=kind, marks=marks, critical=critical, reason=reason, by=by, now=now)
    _stand(made, assignment, now)
    return made


def _locked(assignment: PracticalAssignment) -> PracticalAssignment:
    found = PracticalAssignment.objects.select_for_update(of=("self",))
    return found.select_related("case__policy", "case__site", "site", "task_version").get(pk=assignment.pk)


def _apart(assignment: PracticalAssignment) -> PracticalAssignment:
    assignment = _locked(assignment)
    closed = assignment.case.state in (AssessmentCase.State.CONFIRMED, AssessmentCase.State.WITHDRAWN)
    if closed or assignment.outcome or any(sheet.sealed_at is None for sheet in _live(assignment)):
        raise Refusal("nothing_to_agree", _("There is nothing to agree on: not every sheet is sealed, or they agree already."))
    return assignment


def _live(assignment: PracticalAssignment) -> list[MarkSheet]:
    return list(MarkSheet.objects.filter(assignment=assignment, correction=None).order_by("pk"))


def _seals(live: list[MarkSheet]) -> list[str]:
    return [sheet.digest for sheet in live]


def _write(
    assignment: PracticalAssignment,
    live: list[MarkSheet],
    *,
    kind: str,
    marks: Marks,
    critical: list[str],
    reason: str,
    by: Person,
    now: datetime,
) -> AgreementRecord:
    if not reason.strip():
        raise Refusal("reason_missing", _("Write what you saw, and why these marks."), status=422)
    check_lines(assignment, marks, critical)
    made = AgreementRecord.objects.create(
        assignment=assignment,
        number=assignment.agreements.count() + 1,
        kind=kind,
        lines={code: str(given) for code, given in sorted(marks.items())},
        critical=sorted(critical),
        reason=reason.strip()[:500],
        sheets=_seals(live),
        by=by,
        at=now,
    )
    record(actor=by, verb=f"agreement.{'proposed' if kind == 'assessors' else 'decided'}", target=made, detail={"kind": kind})
    return made


def check_lines(assignment: PracticalAssignment, marks: Marks, critical: list[str]) -> None:
    """Refuses ``aspect_unknown``, ``marks_impossible`` and ``aspects_missing``."""
    version = assignment.task_version
    most = {line["id"]: line["marks"] for line in version.rubric}
    fails = {fail["id"]: fail["action"] for fail in version.critical_fails}
    if set(marks) - set(most) or set(critical) - set(fails):
        raise Refusal("aspect_unknown", _("This task has no such line."), status=422)
    if any(not 0 <= given <= most[code] for code, given in marks.items()):
        raise Refusal("marks_impossible", _("Marks lie between 0 and what the line is worth."), status=422)
    stopped = any(fails[code] == "stop_assessment" for code in critical)
    if set(most) - set(marks) and not stopped:
        missing = sorted(set(most) - set(marks))
        raise Refusal("aspects_missing", _("Some lines have no marks yet. Mark them, then sign."), missing=missing)


def _stand(agreement: AgreementRecord, assignment: PracticalAssignment, now: datetime) -> None:
    agreement.standing_at = now
    agreement.save(update_fields=["standing_at", "signed_by"])
    chair = agreement.kind == AgreementRecord.Kind.CHAIR
    keep_task_result(
        assignment=assignment,
        lines={code: Decimal(given) for code, given in agreement.lines.items()},
        critical=agreement.critical,
        cause=ResultVersion.Cause.CHAIR if chair else ResultVersion.Cause.AGREED,
        at=now,
        by=agreement.by,
        reason=agreement.reason,
    )
    record(actor=agreement.signed_by or agreement.by, verb="agreement.signed", target=agreement)
