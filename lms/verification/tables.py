"""Tables from strangers, read and written with caution: CSV and XLSX. Knows neither database nor request.

A spreadsheet is a ZIP of XML: before anything is parsed, its entries are counted and measured unfolded. Formulas are read as
the values that were saved with them and never written: a cell that begins like one is written as text.
"""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.refusals import Refusal

MAX_BYTES = 2_000_000
MAX_UNFOLDED = 30_000_000
MAX_ENTRIES = 200
MAX_ROWS = 1000
MAX_COLUMNS = 60
MAX_CELL = 2000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
ZIP = b"PK\x03\x04"
FAULTS = {
    "sheet_too_large": _("The file is larger than 2 MB. Split it, or remove pictures."),
    "sheet_unreadable": _("This file is not a sheet we can read. Save it as XLSX or CSV."),
    "sheet_too_long": _("The sheet has more than 1,000 rows. Split it into several."),
    "sheet_empty": _("The sheet has no rows."),
    "sheet_without_numbers": _("No column of this sheet holds certificate numbers. They look like W26-TLR3-004718-Y."),
}
# What people's programs write: Excel's Unicode text, UTF-8, and the Windows code page for Arabic.
ENCODINGS = ("utf-8-sig", "cp1256")


def refused(code: str) -> Refusal:
    """The refusal of a file, by its code in ``FAULTS``."""
    return Refusal(code, FAULTS[code], status=422)


@dataclass
class Table:
    """Rows of text. ``kind`` is ``csv`` or ``xlsx``; ``separator`` is the CSV's."""

    kind: str
    rows: list[list[str]] = field(default_factory=list)
    separator: str = ","


def read(data: bytes) -> Table:
    """The table in a file; refuses ``sheet_too_large``, ``sheet_unreadable``, ``sheet_too_long``, ``sheet_empty``."""
    if len(data) > MAX_BYTES:
        raise refused("sheet_too_large")
    table = _read_xlsx(data) if data[:4] == ZIP else _read_csv(data)
    if not table.rows:
        raise refused("sheet_empty")
    return table


def write(table: Table) -> bytes:
    """The same kind of file."""
    return _write_xlsx(table) if table.kind == "xlsx" else _write_csv(table)


def _take(table: Table, cells: list[Any]) -> None:
    """Add a row of text, unless nothing is in it; whole numbers lose the ``.0`` that spreadsheets give them."""
    texts = [_text(cell)[:MAX_CELL] for cell in cells[:MAX_COLUMNS]]
    if any(texts):
        if len(table.rows) > MAX_ROWS:
            raise refused("sheet_too_long")
        table.rows.append(texts)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(sign for sign in str(cell) if sign.isprintable() or sign == "\n").strip()


def _read_csv(data: bytes) -> Table:
    if b"\0" in data:
        raise refused("sheet_unreadable")
    text = _decoded(data)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    table = Table("csv", separator=separator)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            _take(table, list(cells))
    except csv.Error as fault:
        raise refused("sheet_unreadable") from fault
    return table


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused("sheet_unreadable")


def _read_xlsx(data: bytes) -> Table:
    from openpyxl import load_workbook

    _measure(data)
    table = Table("xlsx")
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        for cells in sheet.iter_rows(values_only=True):
            _take(table, list(cells))
        book.close()
    except Refusal:
        raise
    except Exception as fault:
        raise refused("sheet_unreadable") from fault
    return table


def _measure(data: bytes) -> None:
    """Refuse a ZIP that would unfold into more than a sheet of this many rows can be."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise refused("sheet_unreadable") from fault
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNFOLDED:
        raise refused("sheet_too_large")


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _write_csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=table.separator).writerows([_safe(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")  # Excel knows UTF-8 by its mark


def _write_xlsx(table: Table) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for row in table.rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"  # a text, whatever it begins with
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
