"""Judge practical work: note aspects, add evidence, seal, correct."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.actions.bank import digest_of
from assessments.actions.quality import sample
from assessments.actions.states import refresh_case
from assessments.actions.task_results import keep_task_result
from assessments.models import AspectFact, AssessmentCase, Evidence, EvidenceClip, MarkSheet, PracticalAssignment, ResultVersion
from assessments.queries.lines import noted_fact
from assessments.records import SHEET
from assessments.rules.aspects import FoundUnreadable, marks_of
from assessments.rules.outcome import between_bands
from assessments.rules.scores import rounded
from lms.audit.actions import record
from lms.records.actions import append
from lms.refusals import Refusal
from media.actions.assets import take_in


@dataclass(frozen=True, kw_only=True)
class AspectNote:
    """A judgement as a device sends it."""

    uuid: UUID
    kind: str
    aspect: str
    sequence: int
    device_at: datetime
    marks: Decimal | None = None
    found: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@transaction.atomic
def note_aspect(*, sheet: MarkSheet, note: AspectNote, now: datetime) -> None:
    """Keep one judgement. The same fact again changes nothing, even when the sheet was sealed in the meantime.

    What was measured or ticked decides the marks, whatever the device says. Refuses ``sheet_sealed``, ``aspect_unknown``,
    ``found_unreadable``, ``found_missing`` (nothing measured or ticked, and no reason), ``marks_out_of_range`` and
    ``reason_missing`` (marks between two bands that come of nothing found).
    """
    sheet = _locked(sheet)
    if sheet.sealed_at is not None:
        if AspectFact.objects.filter(uuid=note.uuid, sheet=sheet).exists():
            return
        raise _sealed()
    marks = _checked_marks(sheet, note)
    fact = AspectFact(sheet=sheet, uuid=note.uuid, kind=note.kind, aspect=note.aspect, marks=marks, found=dict(note.found))
    fact.reason, fact.sequence = note.reason.strip(), note.sequence
    fact.device_at, fact.received_at = min(note.device_at, now), now
    AspectFact.objects.bulk_create([fact], ignore_conflicts=True)
    _begin(sheet, now)


def _checked_marks(sheet: MarkSheet, note: AspectNote) -> Decimal | None:
    """The marks of a judgement, or why it cannot be."""
    version = sheet.assignment.task_version
    if note.kind != AspectFact.Kind.MARKED:
        if note.aspect not in {fail["id"] for fail in version.critical_fails}:
            raise Refusal("aspect_unknown", _("This task has no such line."), status=422)
        return None
    line = next((line for line in version.rubric if line["id"] == note.aspect), None)
    if line is None:
        raise Refusal("aspect_unknown", _("This task has no such line."), status=422)
    if note.found:
        return _marks_found(line, note.found)
    if ("measure" in line or "checklist" in line) and not note.reason.strip():
        raise Refusal("found_missing", _("Measure it or tick the list, or write why that was not possible."), status=422)
    if note.marks is None or not 0 <= note.marks <= line["marks"]:
        sentence = _("Give marks from 0 to %(most)s.") % {"most": line["marks"]}
        raise Refusal("marks_out_of_range", sentence, status=422)
    if between_bands(note.marks, line) and not note.reason.strip():
        raise Refusal("reason_missing", _("Marks between two descriptions need a reason. Write it in a few words."), status=422)
    return note.marks


def _marks_found(line: Mapping[str, Any], found: Mapping[str, Any]) -> Decimal:
    try:
        return marks_of(line, found)
    except FoundUnreadable as wrong:
        raise Refusal(
            "found_unreadable", _("This is not a measurement of this line. Type the number again."), status=422
        ) from wrong


def _begin(sheet: MarkSheet, now: datetime) -> None:
    if sheet.started_at is None:
        MarkSheet.objects.filter(pk=sheet.pk).update(started_at=now)
    if sheet.assignment.state == PracticalAssignment.State.WAITING:
        PracticalAssignment.objects.filter(pk=sheet.assignment_id).update(state=PracticalAssignment.State.IN_PROGRESS)


def add_evidence(
    *, sheet: MarkSheet, uuid: UUID, path: Path, name: str, aspect: str, taken_at: datetime, now: datetime
) -> Evidence:
    """Keep a photograph; the file at ``path`` is used up. The same ``uuid`` again is the same photograph.

    Refuses ``sheet_sealed``, and whatever the media library refuses.
    """
    if kept := Evidence.objects.filter(uuid=uuid, sheet=sheet).first():
        return kept
    if sheet.sealed_at is not None:
        raise _sealed()
    asset = take_in(path=path, name=name, by=sheet.assessor)  # reads and writes files, so outside the transaction
    with transaction.atomic():
        sheet = _locked(sheet)
        if sheet.sealed_at is not None:
            raise _sealed()
        evidence, _new = Evidence.objects.get_or_create(
            uuid=uuid, defaults={"sheet": sheet, "aspect": aspect, "asset": asset, "taken_at": min(taken_at, now)}
        )
        _begin(sheet, now)
    return evidence


@transaction.atomic
def seal_sheet(*, sheet: MarkSheet, now: datetime) -> MarkSheet:
    """Seal and hand in: from here on the sheet never changes. Sealing again changes nothing.

    Refuses ``aspects_missing`` and names them. When the last sheet of the assignment is sealed, its outcome is set.
    """
    sheet = _locked(sheet)
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
    sheet = _locked(sheet)
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


def _locked(sheet: MarkSheet) -> MarkSheet:
    """The sheet, locked with its assignment: two assessors who seal at once settle one after the other."""
    PracticalAssignment.objects.select_for_update().get(pk=sheet.assignment_id)
    return (
        MarkSheet.objects.select_for_update(of=("self",))
        .select_related("assessor", "assignment__case__policy", "assignment__case__site", "assignment__site")
        .select_related("assignment__task_version__task")
        .get(pk=sheet.pk)
    )


def _sealed() -> Refusal:
    return Refusal("sheet_sealed", _("This sheet is sealed. A correction is a new sheet with a reason."))
