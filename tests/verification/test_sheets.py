"""Sheets of many numbers: honest ones, strange ones, hostile ones."""

import csv
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lms.certification.actions import revoke
from lms.certification.models import Certificate
from lms.certification.rules import check_sign
from lms.outbox.actions import deliver_all
from lms.outbox.models import Delivery
from lms.people.models import Person
from lms.refusals import Refusal
from lms.verification import queries, tables
from lms.verification.actions import check_sheet, take_sheet
from lms.verification.models import CheckTally, Sheet

NEVER = f"W26-TLR1-000000-{check_sign('W26-TLR1-000000')}"
SLIP = NEVER[:-1] + ("2" if NEVER[-1] != "2" else "3")


def xlsx(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal_of(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        tables.read(data)
    return caught.value.code


# --- Reading and writing, without database ----------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
def test_a_csv_is_read_however_people_save_it(separator: str, encoding: str) -> None:
    text = separator.join(["الاسم", "الرقم"]) + "\r\n" + separator.join(["سلمى", "W26-TLR3-004718-Y"]) + "\r\n\r\n"
    table = tables.read(text.encode(encoding))
    assert table.rows == [["الاسم", "الرقم"], ["سلمى", "W26-TLR3-004718-Y"]] and table.separator == separator


def test_a_workbook_is_read_as_values() -> None:
    table = tables.read(xlsx([["No.", "Number"], [1, "W26-TLR3-004718-Y"], [None, None], [2.0, "=1+1"]]))
    assert table.rows[:2] == [["No.", "Number"], ["1", "W26-TLR3-004718-Y"]]
    assert table.rows[2] == ["2", ""], "a formula that was never worked out has no value"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_formula_goes_out(cell: str) -> None:
    written = tables.write(tables.Table("csv", rows=[[cell]]))
    assert next(csv.reader(io.StringIO(written.decode("utf-8-sig"))))[0].startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(tables.write(tables.Table("xlsx", rows=[[cell]]))))
    assert book.active["A1"].data_type != "f" and book.active["A1"].value == cell


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(300):
            file.writestr(f"{number}", b"")
    return out.getvalue()


def with_entities() -> bytes:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(8)
    )
    source, out = io.BytesIO(xlsx([["W26-TLR3-004718-Y"]])), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            body = old.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                body = (entities + "]><worksheet>&i;</worksheet>").encode()
            new.writestr(entry, body)
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (bomb, "sheet_too_large"),
    "many entries": (many_entries, "sheet_too_large"),
    "too many bytes": (lambda: b"a" * (tables.MAX_BYTES + 1), "sheet_too_large"),
    "too many rows": (lambda: b"W26-TLR3-004718-Y\n" * 1002, "sheet_too_long"),
    "too many rows in a workbook": (lambda: xlsx([["W26-TLR3-004718-Y"]] * 1002), "sheet_too_long"),
    "entities in entities": (with_entities, "sheet_unreadable"),
    "a ZIP that is no workbook": (lambda: b"PK\x03\x04nonsense", "sheet_unreadable"),
    "a cut workbook": (lambda: xlsx([["a"]])[:900], "sheet_unreadable"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "sheet_unreadable"),
    "nothing": (lambda: b"", "sheet_empty"),
    "empty rows": (lambda: b",,,\n,,\n", "sheet_empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(name: str) -> None:
    make, code = HOSTILE[name]
    assert refusal_of(make()) == code and code in tables.FAULTS


def test_a_thousand_rows_and_a_head_are_taken() -> None:
    assert len(tables.read(b"number\n" + b"W26-TLR3-004718-Y\n" * 1000).rows) == 1001


# --- The whole way ----------------------------------------------------------------------------------------------------


@pytest.fixture
def valid(db: None) -> Certificate:
    return Certificate.objects.get(person__username="trainee24")


@pytest.fixture
def revoked(db: None) -> Certificate:
    found = Certificate.objects.get(person__username="trainee25")
    revoke(certificate=found, reason="fraud", words="-", by=Person.objects.get(username="tarek"))
    return found


def hand_in(client: Client, data: bytes, name: str = "workers.csv", language: str = "en") -> str:
    headers = {"Accept-Language": language}
    answer = client.post("/verify/sheets/", {"file": SimpleUploadedFile(name, data)}, headers=headers)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_the_same_sheet_comes_back_with_what_the_register_says(client: Client, valid: Certificate, revoked: Certificate) -> None:
    typed = valid.serial.lower().replace("-", " ")
    rows = [["Worker", "Number"], ["One", typed], ["Two", revoked.serial], ["Three", NEVER], ["Four", SLIP], ["=2+2", ""]]
    address = hand_in(client, "\n".join(";".join(row) for row in rows).encode())
    assert "waits for its turn" in client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert client.get(f"{address}progress").json() == {"state": "waiting", "rows": 0, "done": 0, "percent": 0}
    assert client.get(f"{address}result").status_code == 302
    deliver_all()
    assert client.get(f"{address}progress").json() == {"state": "ready", "rows": 5, "done": 5, "percent": 100}
    page = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "valid, of 5 rows" in page and "workers.csv" in page
    answer = client.get(f"{address}result")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="workers-checked.csv"'
    made = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    name = valid.content["name"]["en"] or valid.content["name"]["ar"]
    assert made[0] == ["Worker", "Number", "Result", "Name", "Trade", "Level", "Valid until"]
    assert made[1][:4] == ["One", typed, "Valid", name] and made[1][6] == valid.expires_on.isoformat()
    assert made[2][:3] == ["Two", revoked.serial, "Revoked"]
    assert [row[2] for row in made[3:]] == ["No such certificate", "The number has a slip in it", "No number"]
    assert made[5][0] == "'=2+2"


def test_a_workbook_comes_back_as_a_workbook_in_arabic(client: Client, valid: Certificate) -> None:
    address = hand_in(client, xlsx([[valid.serial]]), "عمال.xlsx", language="ar")
    deliver_all()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{address}result").streaming_content)))
    rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows[0] == ["", "النتيجة", "الاسم", "المهنة", "المستوى", "سارية حتى"] or rows[0][1] == "النتيجة"
    assert rows[1][:3] == [valid.serial, "سارية", valid.content["name"]["ar"]]


def test_a_sheet_that_cannot_be_read_says_why(client: Client, db: None) -> None:
    address = hand_in(client, b"name,age\nSalma,30\n")
    deliver_all()
    page = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    assert "No column of this sheet holds certificate numbers" in page and "sheet_without_numbers" in page


def test_a_file_that_is_too_large_is_refused_at_the_door(client: Client, db: None) -> None:
    big = SimpleUploadedFile("big.csv", b"a" * (tables.MAX_BYTES + 1))
    answer = client.post("/verify/sheets/", {"file": big}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422 and "larger than 2 MB" in answer.content.decode()
    assert not Sheet.objects.exists()


def test_five_sheets_an_hour(client: Client, db: None) -> None:
    for _turn in range(5):
        hand_in(client, b"W26-TLR3-004718-Y")
    file = SimpleUploadedFile("a.csv", b"W26-TLR3-004718-Y")
    answer = client.post("/verify/sheets/", {"file": file}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (429, "too_many_checks", "3600")


def test_after_a_day_nothing_is_left(client: Client, valid: Certificate) -> None:
    address = hand_in(client, valid.serial.encode())
    deliver_all()
    sheet = Sheet.objects.get()
    files = [sheet.upload.name, sheet.result.name]
    assert all(default_storage.exists(name) for name in files)
    Sheet.objects.update(expires_at=timezone.now())
    assert client.get(address).status_code == 404, "the address ends with its hour, even before the worker sweeps"
    Delivery.objects.filter(kind="verification.SheetExpired").update(due_at=timezone.now())
    deliver_all()
    assert not Sheet.objects.exists() and not any(default_storage.exists(name) for name in files)


def test_a_sheet_that_is_checked_twice_is_counted_once(valid: Certificate) -> None:
    sheet = take_sheet(file=SimpleUploadedFile("a.csv", f"{valid.serial}\n{valid.serial}\n".encode()))
    check_sheet(sheet_id=sheet.pk)
    check_sheet(sheet_id=sheet.pk)
    tally = CheckTally.objects.get(source="sheet")
    assert (tally.certificate_id, tally.outcome, tally.count) == (valid.pk, "valid", 2)


def test_nobody_else_s_sheet_can_be_guessed(client: Client, db: None) -> None:
    hand_in(client, b"W26-TLR3-004718-Y")
    assert len(Sheet.objects.get().token) == 43
    assert client.get("/verify/sheets/1/").status_code == 404
    assert client.get(f"/verify/sheets/{'A' * 300}/").status_code == 404


def test_many_rows_cost_as_many_reads_as_one(db: None) -> None:
    from django.db import connection

    serials = list(Certificate.objects.values_list("serial", flat=True)[:3])
    counts = []
    for wanted in (serials[:1], serials):
        with CaptureQueriesContext(connection) as asked:
            queries.lines_of(wanted)
        counts.append(len(asked))
    assert len(serials) > 1 and counts[0] == counts[1]
