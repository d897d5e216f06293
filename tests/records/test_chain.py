"""The chains: appended once, one after the other, and any changed byte is found where it is."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from assessments.models import Answer, AspectFact, AssessmentCase, Attempt, Evidence, MarkSheet, Paper, PaperItem
from assessments.models import PracticalAssignment as Assignment
from lms.certification.actions import reinstate, revoke, suspend
from lms.certification.models import AwardDecision, Certificate, Reinstatement, Revocation, Suspension
from lms.credentials.actions import grant_licence, withdraw_licence
from lms.credentials.models import LicenceWithdrawal
from lms.outbox.models import Delivery
from lms.people.models import Person
from lms.records import registry, rules
from lms.records.actions import append, publish_heads
from lms.records.models import ChainEntry, ChainHead, DailyHead
from lms.records.queries import verify_records
from tests.records.append_many import FIRSTS, PERSONS, append_from, known_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything() -> Certificate:
    """A certificate of the demo, its licence withdrawn; suspended, in force again, and revoked; and yesterday's heads."""
    tarek, found = Person.objects.get(username="tarek"), Certificate.objects.get(person__username="trainee24")
    licence = grant_licence(certificate=found, by=tarek)
    withdraw_licence(licence=licence, reason="rules_broken", words="شكوى", by=tarek)
    suspend(certificate=found, reason="under_review", words="بلاغ", by=tarek)
    reinstate(certificate=found, words="انتهى", by=tarek)
    revoke(certificate=found, reason="fraud", words="تزوير", by=tarek)
    publish_heads(day=timezone.localdate(), now=timezone.now() + timedelta(days=2))
    publish_heads(day=timezone.localdate() + timedelta(days=1), now=timezone.now() + timedelta(days=2))
    return found


def test_the_demo_is_intact_and_every_site_counts_from_one(everything: Certificate) -> None:
    report = verify_records()
    assert (report.outcome, report.records) == ("intact", ChainEntry.objects.count())
    positions = list(ChainEntry.objects.filter(site_code="GZ-C1").order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1)) and len(positions) > 15
    assert {head.position for head in DailyHead.objects.filter(site_code="GZ-C1")} == {len(positions)}


def test_hashes_worked_out_by_hand() -> None:
    moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    document = {"b": Decimal("70.00"), "a": "منى", "at": moment, "on": date(2026, 11, 22), "none": None}
    text = '{"a":"منى","at":"2026-11-22T12:00:00+00:00","b":"70.00","none":null,"on":"2026-11-22"}'
    assert rules.canonical(document) == text.encode()
    entry = rules.Entry("GZ-C1", 1, "level_decided", 7, "d" * 64, rules.GENESIS, moment)
    # printf 'GZ-C1\n1\nlevel_decided\n7\ndddd…\n0000…\n2026-11-22T12:00:00+00:00' | sha256sum
    assert rules.hash_of(entry) == "b737aa3fa84401ba624d36d6282c76a68531705ac61e4dd7913bc33130f4ab07"


def test_recording_twice_is_recording_once(everything: Certificate) -> None:
    before = ChainEntry.objects.count()
    again = append(site_code="AS-C1", kind="certificate_issued", record_id=everything.pk)
    assert (again.site_code, ChainEntry.objects.count()) == ("GZ-C1", before)


def test_what_is_not_there_cannot_be_recorded() -> None:
    for kind, record_id in (("certificate_issued", 987_654), ("nonsense", 1)):
        with pytest.raises(LookupError), transaction.atomic():
            append(site_code="GZ-C1", kind=kind, record_id=record_id)


def test_what_is_undone_leaves_no_link() -> None:
    before = ChainEntry.objects.count()
    found = Certificate.objects.get(person__username="trainee24")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        suspend(certificate=found, reason="under_review", words="-", by=Person.objects.get(username="tarek"))
        raise ZeroDivisionError
    assert ChainEntry.objects.count() == before and verify_records().outcome == "intact"


@pytest.fixture
def people_recorded() -> Iterator[None]:
    """A kind of record for these tests: persons, in no chain as yet."""
    known_kind()
    yield
    registry._kinds.pop("test_person")


def test_a_clock_that_is_behind_does_not_turn_the_chain_around(everything: Certificate, people_recorded: None) -> None:
    newest = ChainHead.objects.get(site_code="GZ-C1").at
    assert newest is not None
    found = Certificate.objects.get(person__username="trainee25")
    DailyHead.objects.all().delete()  # the day goes on
    append(site_code="GZ-C1", kind="test_person", record_id=found.person_id, now=newest - timedelta(hours=3))
    assert ChainHead.objects.get(site_code="GZ-C1").at == newest
    assert verify_records().outcome == "intact"


# Tables that the chain holds, with the kind under which a change in them is found.
COVERED: list[tuple[type[models.Model], str]] = [
    (MarkSheet, "mark_sheet_sealed"),
    (AspectFact, "mark_sheet_sealed"),
    (Evidence, "mark_sheet_sealed"),
    (AssessmentCase, "judgement_confirmed"),
    (Assignment, "judgement_confirmed"),
    (Attempt, "judgement_confirmed"),
    (Answer, "judgement_confirmed"),
    (Paper, "judgement_confirmed"),
    (PaperItem, "judgement_confirmed"),
    (AwardDecision, "level_decided"),
    (Certificate, "certificate_issued"),
    (Revocation, "certificate_revoked"),
    (Suspension, "certificate_suspended"),
    (Reinstatement, "certificate_reinstated"),
    (LicenceWithdrawal, "licence_withdrawn"),
    (ChainEntry, ""),
    (ChainHead, ""),
    (DailyHead, ""),
]
NOT_HELD = {("certificate", "pdf")}  # drawn after the fact was recorded; its own hash is kept with it


def columns() -> Iterator[Any]:
    for model, kind in COVERED:
        for field in model._meta.concrete_fields:
            if (model._meta.model_name, field.attname) not in NOT_HELD:
                yield pytest.param(model, field, kind, id=f"{model._meta.model_name}.{field.attname}")


@pytest.mark.parametrize(("model", "field", "kind"), columns())
def test_one_changed_byte_in_any_column_is_found_where_it_is(
    everything: Certificate, model: type[models.Model], field: models.Field[Any, Any], kind: str
) -> None:
    if model is Evidence:
        photograph()
    row = row_of(model, everything)
    try:
        with transaction.atomic():  # undone at its end: a key that points nowhere must not reach the commit
            model._default_manager.filter(pk=row.pk).update(**{field.attname: other(field, getattr(row, field.attname))})
            report = verify_records()
            transaction.set_rollback(True)
    except IntegrityError:
        return  # the database itself does not let it through
    if model is ChainEntry and field.attname == "id":
        return  # the surrogate key means nothing: the place in the chain is site and position
    if model in (ChainHead, DailyHead) and field.attname == "id":
        return
    assert report.outcome == "broken"
    where = report.breaks[0]
    if kind:
        assert (where.what, where.kind) in {("record_changed", kind), ("record_missing", kind)}
        assert where.record == holder(model, row)
    elif model is ChainEntry:
        assert {"GZ-C1", "GZ-C2"} & {one.site for one in report.breaks} and row.position in {
            one.position for one in report.breaks
        }


def row_of(model: type[models.Model], certificate: Certificate) -> Any:
    """A row that belongs to the certificate's case, or the middle of a chain."""
    case = certificate.decision.case_id
    paths: dict[type[models.Model], dict[str, Any]] = {
        MarkSheet: {"assignment__case": case},
        AspectFact: {"sheet__assignment__case": case},
        Evidence: {"sheet__assignment__case__person__username": "trainee03"},
        AssessmentCase: {"pk": case},
        Assignment: {"case": case},
        Attempt: {"sitting__candidates__case": case, "person": certificate.person},
        Answer: {"attempt__sitting__candidates__case": case, "attempt__person": certificate.person},
        Paper: {"attempt__sitting__candidates__case": case, "attempt__person": certificate.person},
        PaperItem: {"paper__attempt__sitting__candidates__case": case, "paper__attempt__person": certificate.person},
        AwardDecision: {"case_id": case},
        Certificate: {"pk": certificate.pk},
        ChainEntry: {"site_code": "GZ-C1", "position": 4},
        ChainHead: {"site_code": "GZ-C1"},
        DailyHead: {"site_code": "GZ-C1", "day__gt": timezone.localdate()},
    }
    return model._default_manager.filter(**paths.get(model, {})).order_by("pk").first()


def holder(model: type[models.Model], row: Any) -> int:
    """The record whose entry holds the row."""
    if model in (AspectFact, Evidence):
        return int(row.sheet_id)
    if model is Assignment:
        return int(row.case_id)
    if model in (Attempt, Answer, Paper, PaperItem):
        attempt = {Attempt: lambda: row, Answer: lambda: row.attempt, Paper: lambda: row.attempt}.get(
            model, lambda: row.paper.attempt
        )()
        return int(attempt.sitting.candidates.get(person=attempt.person).case_id)
    return int(row.pk)


def photograph() -> None:
    """A sealed sheet of the demo with a photograph, recorded anew."""
    from media.models import Asset

    sheet = MarkSheet.objects.get(assignment__case__person__username="trainee03")
    youssef = Person.objects.get(username="youssef")
    asset = Asset.objects.create(title="x", kind="image", state="ready", uploaded_by=youssef, bytes=4, digest="a" * 64)
    Evidence.objects.create(uuid=uuid4(), sheet=sheet, asset=asset, taken_at=timezone.now())
    document = registry.kind_named("mark_sheet_sealed").documents([sheet.pk])[sheet.pk]  # type: ignore[union-attr]
    entry = ChainEntry.objects.get(kind="mark_sheet_sealed", record_id=sheet.pk)
    rechain(entry, rules.digest_of(document))
    assert verify_records().outcome == "intact"


def rechain(changed: ChainEntry, digest: str) -> None:
    """Write a site's chain anew from an entry on, as somebody with the whole database could; published heads go."""
    DailyHead.objects.filter(site_code=changed.site_code).delete()
    previous = changed.previous
    for entry in ChainEntry.objects.filter(site_code=changed.site_code, position__gte=changed.position).order_by("position"):
        entry.digest = digest if entry.pk == changed.pk else entry.digest
        entry.previous = previous
        values = {name: getattr(entry, name) for name in rules.Entry.__dataclass_fields__}
        entry.hash = previous = rules.hash_of(rules.Entry(**values))
        entry.save()
    ChainHead.objects.filter(site_code=changed.site_code).update(hash=previous)


def other(field: models.Field[Any, Any], value: Any) -> Any:
    """A value that differs as little as it can."""
    changes: list[tuple[type[models.Field[Any, Any]], Callable[[], Any]]] = [
        (models.BooleanField, lambda: not value),
        (models.DateTimeField, lambda: (value or timezone.now()) + timedelta(microseconds=1)),
        (models.DateField, lambda: (value or timezone.localdate()) + timedelta(days=1)),
        (models.DecimalField, lambda: (value or Decimal(0)) + Decimal("0.01")),
        (models.UUIDField, uuid4),
        (models.JSONField, lambda: {"x": value}),
        (models.CharField, lambda: f"{value[:-1]}{'0' if value[-1:] != '0' else '1'}"),
        (models.PositiveSmallIntegerField, lambda: (value or 0) + 7),
        (models.Field, lambda: (value or 0) + 90_000),
    ]
    return next(change() for kind, change in changes if isinstance(field, kind))


@pytest.mark.parametrize("position", [1, 5, "last"])
def test_a_removed_entry_is_missed(everything: Certificate, position: int | str) -> None:
    last = ChainHead.objects.get(site_code="GZ-C1").position
    gone = last if position == "last" else position
    ChainEntry.objects.filter(site_code="GZ-C1", position=gone).delete()
    first = verify_records().breaks[0]
    expected = ("entry_missing", gone) if gone != last else (f"daily_head_changed {timezone.localdate()}", last)
    assert (first.what, first.position) == expected


def test_a_record_that_was_slipped_in_is_found(everything: Certificate) -> None:
    forged = Certificate.objects.create(
        serial="W26-RAC1-999999-0", decision=AwardDecision.objects.filter(earned=False).first(), person=everything.person,
        content=everything.content, digest=everything.digest, issued_on=everything.issued_on,
    )  # fmt: skip
    report = verify_records()
    assert [one.as_json() for one in report.breaks] == [
        {"what": "record_not_chained", "kind": "certificate_issued", "record": forged.pk}
    ]


def test_an_entry_beyond_the_head_is_found(everything: Certificate) -> None:
    head = ChainHead.objects.get(site_code="GZ-C1")
    ChainEntry.objects.create(
        site_code="GZ-C1",
        position=head.position + 1,
        kind="x",
        record_id=1,
        digest="",
        previous=head.hash,
        at=timezone.now(),
        hash="",
    )
    assert (verify_records().breaks[0].what, verify_records().breaks[0].position) == ("entry_added", head.position + 1)


def test_a_chain_written_anew_differs_from_its_published_head(everything: Certificate) -> None:
    kept = DailyHead.objects.earliest("day")
    Certificate.objects.filter(pk=everything.pk).update(serial="W26-RAC1-111111-0")
    document = registry.kind_named("certificate_issued").documents([everything.pk])[everything.pk]  # type: ignore[union-attr]
    rechain(ChainEntry.objects.get(kind="certificate_issued", record_id=everything.pk), rules.digest_of(document))
    assert verify_records().outcome == "intact", "a forger with the whole database can write it anew"
    kept.pk = None
    kept.save()
    assert verify_records().breaks[0].what == f"daily_head_changed {kept.day}", "but not what was published"


def test_bytes_that_cannot_be_read_are_found(everything: Certificate) -> None:
    if connection.vendor != "sqlite":
        return  # the other engine keeps such bytes out itself
    with connection.cursor() as cursor:
        cursor.execute("UPDATE certification_certificate SET issued_on = '2026-99-99' WHERE id = %s", [everything.pk])
    assert [(one.what, one.record) for one in verify_records().breaks] == [("record_changed", everything.pk)]


def test_the_command_says_it_in_json_and_by_its_exit(everything: Certificate) -> None:
    out = StringIO()
    call_command("verify_records", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"records": ChainEntry.objects.count(), "outcome": "intact", "where": None}
    Certificate.objects.filter(pk=everything.pk).update(issued_on=date(2020, 1, 1))
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify_records", "--json", stdout=out)
    said = json.loads(out.getvalue())
    entry = ChainEntry.objects.get(kind="certificate_issued", record_id=everything.pk)
    assert (left.value.code, said["outcome"]) == (1, "broken")
    assert said["where"] == {
        "what": "record_changed", "site": "GZ-C1", "position": entry.position, "kind": entry.kind, "record": everything.pk
    }  # fmt: skip


def test_heads_are_published_when_the_day_is_over_and_once(everything: Certificate) -> None:
    today = timezone.localdate()
    assert publish_heads(day=today + timedelta(days=2)) == 0, "that day is not over"
    assert publish_heads(day=today, now=timezone.now() + timedelta(days=2)) == 0, "they were published before"
    kinds = Delivery.objects.filter(kind__startswith="records.DayOver").values_list("payload__day", flat=True)
    assert {today.isoformat(), (today + timedelta(days=1)).isoformat()} <= set(kinds), "the next day is asked for in turn"


def test_the_public_page_and_its_json(client: Client, everything: Certificate) -> None:
    said = client.get("/records/heads.json").json()
    head = ChainHead.objects.get(site_code="GZ-C1")
    assert {"site": "GZ-C1", "position": head.position, "hash": head.hash} in said["heads"]
    assert said["digest"] == rules.digest_of_heads(said["heads"]) and said["days"][0] == said["day"]
    page = client.get("/en/records/").content.decode()
    assert head.hash in page and said["digest"] in page and "Giza" in page
    assert client.get("/records/heads.json?day=x").status_code == 404
    assert client.get("/records/heads.json?day=2020-01-01").json()["heads"] == []


def test_the_page_counts_in_arabic(client: Client, everything: Certificate) -> None:
    head = ChainHead.objects.get(site_code="GZ-C1")
    assert 10 < head.position < 100 and f"{head.position} سجلًا" in client.get("/ar/records/").content.decode()


def test_before_the_first_day_is_over_the_page_says_so(client: Client) -> None:
    assert "Nothing is published" in client.get("/en/records/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_threads_wait_for_each_other_where_the_engine_locks_rows(people_recorded: None) -> None:
    Person.objects.bulk_create(Person(username=f"p{number}") for number in range(PERSONS))
    faults: list[BaseException] = []

    def work(first: int) -> None:
        try:
            append_from(first)
        except BaseException as fault:
            faults.append(fault)
            raise
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[first]) for first in FIRSTS if connection.vendor == "postgresql" or first == 0]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    ours = ChainEntry.objects.filter(site_code="ONE").order_by("position")
    assert list(ours.values_list("position", flat=True)) == list(range(1, PERSONS + 1))
    assert verify_records().outcome == "intact"
