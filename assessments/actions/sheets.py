"""Seal mark sheets, see what they say together, correct them."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.actions.bank import digest_of
from assessments.actions.judgements import locked
from assessments.actions.quality import sample
from assessments.actions.states import refresh_case
from assessments.actions.task_results import keep_task_result
from assessments.models import AspectFact, AssessmentCase, Evidence, EvidenceClip, MarkSheet, PracticalAssignment, ResultVersion
from assessments.queries.lines import noted_fact
from assessments.records import SHEET
from assessments.rules.scores import rounded
from lms.audit.actions import record
from lms.records.actions import append
from lms.refusals import Refusal


@transaction.atomic
def seal_sheet(*, sheet: MarkSheet, now: datetime) -> MarkSheet:
    """Seal and hand in: from here on the sheet never changes. Sealing again changes nothing.

    Refuses ``aspects_missing`` and names them. When the last sheet of the assignment is sealed, its outcome is set.
    """
    sheet = locked(sheet)
    if sheet.sealed_at is not None:
        return sheet
    version, policy = sheet.assignment.task_version, sheet.assignment.case.policy
    judged = rules.fold(noted(sheet))
    result = rules.outcome(judged, rubric=version.rubric, critical_fails=version.critical_fails, least=policy.practical_least)
    if not result.can_be_sealed:
        raise Refusal("aspects_missing", _("Some lines have no marks yet. Mark them, then seal."), missing=list(result.unjudged))
    sheet.marks, sheet.percent, sheet.outcome = result.marks, result.percent, result.outcome
    sheet.critical_fail, sheet.sealed_at = bool(result.critical), now
    sheet.document = _document(sheet, judged)
    sheet.digest = digest_of(sheet.document)
    sheet.save()
    record(actor=sheet.assessor, verb="sheet.sealed", target=sheet, detail={"outcome": sheet.outcome, "digest": sheet.digest})
    append(site_code=sheet.assignment.site.code, kind=SHEET, record_id=sheet.pk)
    sample(sheet, now=now)
    settle(sheet.assignment, now=now)
    return sheet


def noted(sheet: MarkSheet) -> list[rules.Noted]:
    """The facts of a sheet as plain values."""
    rows = AspectFact.objects.filter(sheet=sheet).order_by("sequence", "uuid")
    return [noted_fact(row) for row in rows]


def _document(sheet: MarkSheet, judged: rules.Judged) -> dict[str, object]:
    version = sheet.assignment.task_version
    return {
        "task": version.task.code,
        "task_digest": version.digest,
        "assessor": sheet.assessor_id,
        "candidate": sheet.assignment.case.person_id,
        "marks": {code: str(marks) for code, marks in judged.marks.items()},
        "found": {code: found for code, found in judged.found.items() if found},
        "reasons": {code: reason for code, reason in judged.reasons.items() if reason},
        "critical": list(judged.critical),
        "evidence": sorted(Evidence.objects.filter(sheet=sheet).values_list("asset__digest", flat=True)),
        "clips": sorted(EvidenceClip.objects.filter(sheet=sheet).values_list("digest", flat=True)),
        "percent": str(sheet.percent),
        "outcome": sheet.outcome,
        "sealed_at": sheet.sealed_at.isoformat() if sheet.sealed_at else "",
    }


def settle(assignment: PracticalAssignment, *, now: datetime) -> None:
    """Set what the sheets together say, once every assessor's newest sheet is sealed. Sheets that lie too far apart give no
    result: the assessors agree, or the chair decides."""
    live = list(MarkSheet.objects.filter(assignment=assignment, correction=None).order_by("pk"))
    if any(sheet.sealed_at is None for sheet in live):
        return
    policy, rubric = assignment.case.policy, assignment.task_version.rubric
    said = [(sheet.percent, sheet.outcome) for sheet in live if sheet.percent is not None]
    marks = [marks_on(sheet) for sheet in live]
    lines_apart = len(rules.apart(marks, rubric, steps=policy.steps_apart))
    agreement = rules.agree(said, tolerance=policy.tolerance, lines_apart=lines_apart)
    if not agreement.agreed:
        assignment.state, assignment.percent, assignment.outcome = PracticalAssignment.State.DONE, None, ""
        assignment.save(update_fields=["state", "percent", "outcome"])
        refresh_case(case=assignment.case)
        return
    together = {code: _mean([one[code] for one in marks if code in one]) for code in set().union(*marks)}
    critical = sorted({code for sheet in live for code in (sheet.document or {}).get("critical", [])})
    keep_task_result(
        assignment=assignment,
        lines=together,
        critical=critical,
        cause=ResultVersion.Cause.MARKED,
        at=now,
        percent=agreement.percent,
    )


def marks_on(sheet: MarkSheet) -> dict[str, Decimal]:
    """The marks of a sealed sheet by line."""
    return {code: Decimal(marks) for code, marks in (sheet.document or {}).get("marks", {}).items()}


def _mean(marks: list[Decimal]) -> Decimal:
    return rounded(Fraction(sum(marks, Decimal(0))) / len(marks))


@transaction.atomic
def correct_sheet(*, sheet: MarkSheet, reason: str, now: datetime) -> MarkSheet:
    """A new sheet beside a sealed one, begun with its marks. Asking twice gives the same new sheet.

    Refuses ``reason_missing``, ``sheet_not_sealed`` and ``case_confirmed``.
    """
    sheet = locked(sheet)
    if not reason.strip():
        raise Refusal("reason_missing", _("Write why the sheet is corrected."), status=422)
    if sheet.sealed_at is None:
        raise Refusal("sheet_not_sealed", _("This sheet is not sealed. Change it directly."))
    if sheet.assignment.case.state in (AssessmentCase.State.CONFIRMED, AssessmentCase.State.WITHDRAWN):
        raise Refusal("case_confirmed", _("The committee has confirmed this result. It changes only through an appeal."))
    if begun := MarkSheet.objects.filter(corrects=sheet).first():
        return begun
    new = MarkSheet.objects.create(
        assignment=sheet.assignment, assessor=sheet.assessor, number=sheet.number + 1, corrects=sheet, reason=reason.strip()
    )
    _carry_over(sheet, new, now)
    PracticalAssignment.objects.filter(pk=sheet.assignment_id).update(
        state=PracticalAssignment.State.IN_PROGRESS, percent=None, outcome=""
    )
    refresh_case(case=sheet.assignment.case)
    record(actor=sheet.assessor, verb="sheet.corrected", target=sheet, detail={"reason": reason.strip()})
    return new


def _carry_over(old: MarkSheet, new: MarkSheet, now: datetime) -> None:
    AspectFact.objects.bulk_create(
        AspectFact(
            uuid=uuid5(new.uuid, str(fact.uuid)),
            sheet=new,
            kind=fact.kind,
            aspect=fact.aspect,
            marks=fact.marks,
            found=fact.found,
            reason=fact.reason,
            sequence=fact.sequence,
            device_at=fact.device_at,
            received_at=now,
        )
        for fact in AspectFact.objects.filter(sheet=old)
    )
    Evidence.objects.bulk_create(
        Evidence(
            uuid=uuid5(new.uuid, str(kept.uuid)), sheet=new, aspect=kept.aspect, asset_id=kept.asset_id, taken_at=kept.taken_at
        )
        for kept in Evidence.objects.filter(sheet=old)
    )
