"""What an assessor notes on an open sheet: judgements and photographs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import AspectFact, Evidence, MarkSheet, PracticalAssignment
from assessments.rules.aspects import FoundUnreadable, marks_of
from assessments.rules.outcome import between_bands
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
    sheet = locked(sheet)
    if sheet.sealed_at is not None:
        if AspectFact.objects.filter(uuid=note.uuid, sheet=sheet).exists():
            return
        raise sheet_sealed()
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
        raise sheet_sealed()
    asset = take_in(path=path, name=name, by=sheet.assessor)  # reads and writes files, so outside the transaction
    with transaction.atomic():
        sheet = locked(sheet)
        if sheet.sealed_at is not None:
            raise sheet_sealed()
        evidence, _new = Evidence.objects.get_or_create(
            uuid=uuid, defaults={"sheet": sheet, "aspect": aspect, "asset": asset, "taken_at": min(taken_at, now)}
        )
        _begin(sheet, now)
    return evidence


def locked(sheet: MarkSheet) -> MarkSheet:
    """The sheet, locked with its assignment: two assessors who seal at once settle one after the other."""
    PracticalAssignment.objects.select_for_update().get(pk=sheet.assignment_id)
    return (
        MarkSheet.objects.select_for_update(of=("self",))
        .select_related("assessor", "assignment__case__policy", "assignment__case__site", "assignment__site")
        .select_related("assignment__task_version__task")
        .get(pk=sheet.pk)
    )


def sheet_sealed() -> Refusal:
    """The refusal for whoever would change a sealed sheet."""
    return Refusal("sheet_sealed", _("This sheet is sealed. A correction is a new sheet with a reason."))
