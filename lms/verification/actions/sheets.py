"""Check a sheet of many numbers."""

from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from lms.certification.rules import tidy_serial
from lms.outbox.actions import publish
from lms.refusals import Refusal
from lms.verification import queries, rules, tables
from lms.verification.actions.tallies import count_check
from lms.verification.events import SheetExpired, SheetTaken
from lms.verification.models import CheckTally, Sheet

STEP = 25  # rows that are looked up together, and then noted as done


@transaction.atomic
def take_sheet(*, file: UploadedFile) -> Sheet:
    """Keep a stranger's file for the worker. Refuses ``sheet_too_large``; everything else is found when it is read."""
    if (file.size or 0) > tables.MAX_BYTES:
        raise tables.refused("sheet_too_large")
    sheet = Sheet(
        name=PurePath(file.name or "").name[:120], language=get_language() or "ar", expires_at=timezone.now() + rules.SHEET_LIVES
    )
    sheet.upload.save(sheet.token, ContentFile(file.read()), save=False)
    sheet.save()
    publish(SheetTaken(sheet_id=sheet.pk))
    publish(SheetExpired(sheet_id=sheet.pk), wait=rules.SHEET_LIVES)
    return sheet


def check_sheet(*, sheet_id: int) -> None:
    """Read, check row by row, write. Running it again after a crash begins anew, unless it came to an end."""
    sheet = Sheet.objects.filter(pk=sheet_id).first()
    if sheet is None or sheet.state != Sheet.State.WAITING:
        return
    try:
        with sheet.upload.open("rb") as file:
            table = tables.read(file.read(tables.MAX_BYTES + 1))
        column = _number_column(table)
    except Refusal as refusal:
        Sheet.objects.filter(pk=sheet.pk).update(state=Sheet.State.REFUSED, fault=refusal.code)
        return
    with override(sheet.language):
        _finish(sheet, *_checked(sheet, table, column))


def _checked(sheet: Sheet, table: tables.Table, column: int) -> tuple[tables.Table, dict[tuple[int | None, str], int]]:
    """The table with what was found in four columns more, and how often each certificate was seen."""
    headed = not _looks_like_number(table.rows[0][column] if column < len(table.rows[0]) else "")
    body = table.rows[1:] if headed else table.rows
    width = max(len(row) for row in table.rows)
    Sheet.objects.filter(pk=sheet.pk).update(rows=len(body), done=0, valid=0)
    seen: dict[tuple[int | None, str], int] = {}
    made = tables.Table(table.kind, separator=table.separator)
    head = table.rows[0] if headed else []
    made.rows.append([*head, *[""] * (width - len(head)), *map(str, queries.SHEET_HEADS)])
    for begin in range(0, len(body), STEP):
        part = body[begin : begin + STEP]
        lines = queries.lines_of([row[column] if column < len(row) else "" for row in part])
        for row, line in zip(part, lines, strict=True):
            made.rows.append([*row, *[""] * (width - len(row)), *line.cells])
            seen[line.certificate_id, line.outcome] = seen.get((line.certificate_id, line.outcome), 0) + 1
        Sheet.objects.filter(pk=sheet.pk).update(done=begin + len(part))
    return made, seen


def _finish(sheet: Sheet, made: tables.Table, seen: dict[tuple[int | None, str], int]) -> None:
    written = tables.write(made)
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if sheet.state != Sheet.State.WAITING:
            return
        sheet.result.save(f"{sheet.token}-result", ContentFile(written), save=False)
        sheet.state, sheet.rows = Sheet.State.READY, len(made.rows) - 1
        sheet.done, sheet.valid = sheet.rows, sum(times for (_id, outcome), times in seen.items() if outcome == "valid")
        sheet.save()
        for (certificate_id, outcome), times in seen.items():
            count_check(certificate_id=certificate_id, outcome=outcome, source=CheckTally.Source.SHEET, times=times)


def _looks_like_number(text: str) -> bool:
    parts = tidy_serial(text[:60]).split("-")
    return len(parts) >= 3 and parts[0][:1] == "W" and parts[0][1:].isdigit()


def _number_column(table: tables.Table) -> int:
    """The column in which most cells look like certificate numbers; refuses ``sheet_without_numbers``."""
    counts: dict[int, int] = {}
    for row in table.rows:
        for at, cell in enumerate(row):
            if _looks_like_number(cell):
                counts[at] = counts.get(at, 0) + 1
    if not counts:
        raise tables.refused("sheet_without_numbers")
    return max(counts, key=lambda at: (counts[at], -at))


def forget_sheet(*, sheet_id: int) -> None:
    """Remove a sheet, its file and its result."""
    sheet = Sheet.objects.filter(pk=sheet_id).first()
    if sheet is None:
        return
    for file in (sheet.upload, sheet.result):
        if file:
            file.delete(save=False)
    sheet.delete()
