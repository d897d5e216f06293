"""A sitting: who watches, who sits where, what a person needs, which device answers, and what is given while it runs."""

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments import actions, queries, rules, sealing
from assessments.actions.presence import Happened, Report
from assessments.models import Answer, Attempt, Candidate, ExamSitting, Extension, PresenceFact
from assessments.rules.watching import chairs, standing
from lms.people.models import Person
from lms.refusals import Refusal
from tests.assessments.conftest import some_value

pytestmark = pytest.mark.django_db
DEVICE, OTHER = "a" * 32, "b" * 32


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def need(person: Person, by: Person, now: datetime, **what: Any) -> None:
    asked = {"extra_percent": 0, "larger_text": False, "audio": False, "reader": False, "basis": "-", "last_day": None} | what
    actions.accommodate(person=person, first_day=now.date() - timedelta(days=1), by=by, now=now, **asked)


@pytest.mark.parametrize(
    ("limit", "percent", "given", "extra"),
    [(25, 0, 0, 0), (25, 25, 0, 7), (25, 25, 10, 17), (40, 25, 0, 10), (25, 1, 0, 1), (25, 100, 5, 30)],
)
def test_extra_time_is_rounded_up_to_a_whole_minute(limit: int, percent: int, given: int, extra: int) -> None:
    assert rules.extra_minutes(limit=limit, percent=percent, given=given) == extra


@pytest.mark.parametrize(
    ("taken", "capacity", "given"),
    [
        ([None, None, None], None, [1, 2, 3]),
        ([None, None, None], 6, [1, 3, 5]),
        ([None, None, None], 5, [1, 2, 3]),
        ([None, 1, None], None, [2, 1, 3]),
        ([None, 9], None, [1, 9]),
        ([], 4, []),
    ],
)
def test_chairs_are_numbered_with_a_gap_where_the_room_allows(
    taken: list[int | None], capacity: int | None, given: list[int]
) -> None:
    assert chairs(taken, capacity) == given


def test_what_the_board_says_of_a_chair(now: datetime) -> None:
    well: dict[str, Any] = {"begun": True, "handed_in": False, "deadline_at": now + timedelta(minutes=5), "seen_at": now}
    well |= {"place_since": now, "focused": True, "now": now}
    assert standing(**well) == "working"
    for change, word in [
        ({"begun": False, "deadline_at": None, "seen_at": None}, "absent"),
        ({"handed_in": True}, "handed_in"),
        ({"deadline_at": now - timedelta(seconds=1)}, "over"),
        ({"seen_at": now - timedelta(seconds=51)}, "lost"),
        ({"seen_at": None}, "lost"),
        ({"focused": False}, "away"),
        ({"place_since": now - timedelta(minutes=7)}, "stuck"),
    ]:
        assert standing(**(well | change)) == word


def test_a_need_lengthens_every_paper_from_its_day_on(seat: Candidate, now: datetime, person: Callable[[str], Person]) -> None:
    hoda = person("hoda")
    need(seat.person, hoda, now - timedelta(days=30), extra_percent=100, last_day=now.date() - timedelta(days=10))  # over
    need(seat.person, hoda, now, extra_percent=20)
    Candidate.objects.filter(pk=seat.pk).update(extra_minutes=3)
    attempt = actions.begin_official(seat=seat, start_code="123456", now=now)
    assert attempt.deadline_at == now + timedelta(minutes=25 + 5 + 3)


def test_a_need_is_noted_with_a_document_by_somebody_else(
    seat: Candidate, now: datetime, person: Callable[[str], Person]
) -> None:
    hoda = person("hoda")
    assert code(lambda: need(seat.person, seat.person, now, extra_percent=25)) == "own_accommodation"
    assert code(lambda: need(seat.person, hoda, now, extra_percent=25, basis=" ")) == "basis_missing"
    assert code(lambda: need(seat.person, hoda, now, extra_percent=101)) == "percent_out_of_range"
    assert code(lambda: need(seat.person, hoda, now)) == "nothing_needed"


def test_minutes_given_while_it_runs_move_the_deadline_and_reach_the_phone(
    attempt: Attempt, seat: Candidate, now: datetime, person: Callable[[str], Person], signed_in: Callable[[str], Client]
) -> None:
    hoda, before = person("hoda"), attempt.deadline_at
    assert actions.extend(candidates=[seat], minutes=10, reason="power cut", by=hoda, now=now) == 1
    assert actions.extend(candidates=[seat], minutes=5, reason="again", by=hoda, now=now) == 1
    attempt.refresh_from_db()
    assert attempt.deadline_at == before + timedelta(minutes=15)
    client = signed_in(attempt.person.username)
    body = json.dumps({"place": 1, "waiting": 0, "focused": True, "happened": []})
    said = client.post(f"/api/v1/attempts/{attempt.uuid}/presence", body, "application/json").json()
    assert said["deadline"] == attempt.deadline_at.isoformat()
    answer = {"uuid": str(uuid4()), "sequence": 1, "device_at": now.isoformat(), "value": None}
    said = client.put(f"/api/v1/attempts/{attempt.uuid}/answers/1", json.dumps(answer), "application/json").json()
    assert said["deadline"] == attempt.deadline_at.isoformat()


def test_the_end_of_the_window_never_cuts_given_minutes(
    seat: Candidate, now: datetime, sitting: ExamSitting, person: Callable[[str], Person]
) -> None:
    late = sitting.ends_at - timedelta(minutes=5)
    attempt = actions.begin_official(seat=seat, start_code="123456", now=late)
    assert attempt.deadline_at == sitting.ends_at
    actions.extend(candidates=[seat], minutes=7, reason="-", by=person("hoda"), now=late)
    attempt.refresh_from_db()
    assert attempt.deadline_at == sitting.ends_at + timedelta(minutes=7)


def test_who_has_handed_in_gets_no_minutes(
    attempt: Attempt, seat: Candidate, now: datetime, person: Callable[[str], Person]
) -> None:
    actions.submit_attempt(attempt=attempt, now=now)
    hoda = person("hoda")
    assert actions.extend(candidates=[seat], minutes=10, reason="-", by=hoda, now=now) == 0
    assert not Extension.objects.exists()
    assert code(lambda: actions.extend(candidates=[seat], minutes=0, reason="-", by=hoda, now=now)) == "minutes_out_of_range"
    assert code(lambda: actions.extend(candidates=[seat], minutes=5, reason=" ", by=hoda, now=now)) == "reason_missing"


def test_one_device_answers_and_a_second_needs_the_code(
    seat: Candidate, now: datetime, signed_in: Callable[[str], Client], person: Callable[[str], Person]
) -> None:
    first, second = signed_in(seat.person.username), signed_in(seat.person.username)
    first.post(f"/ar/exams/sittings/{seat.sitting.uuid}/", {"start_code": "123456"})
    attempt = Attempt.objects.get(person=seat.person, sitting=seat.sitting)
    page = f"/ar/exams/{attempt.uuid}/"
    assert first.get(page).status_code == 200
    assert second.get(page).headers["Location"] == f"{page}other-device/"
    assert second.post(f"{page}other-device/", {"code": "000000"}).status_code == 422  # no code was offered
    board = signed_in("hoda")
    board.post(f"/ar/sittings/{seat.sitting.uuid}/{seat.pk}/takeover/")
    seat.refresh_from_db()
    assert seat.takeover_code in board.get(f"/ar/sittings/{seat.sitting.uuid}/").content.decode()
    assert second.post(f"{page}other-device/", {"code": seat.takeover_code}).headers["Location"] == page
    assert second.get(page).status_code == 200
    assert first.get(page).headers["Location"] == f"{page}other-device/"
    seat.refresh_from_db()
    assert seat.takeover_code == ""  # good once
    kinds = set(PresenceFact.objects.filter(attempt=attempt).values_list("kind", flat=True))
    assert kinds == {"other_device", "taken_over"}


def test_what_the_first_device_wrote_before_still_counts_and_later_does_not(
    attempt: Attempt, now: datetime, put: Callable[..., Any], signed_in: Callable[[str], Client]
) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(device=OTHER, device_since=now + timedelta(seconds=30))
    client = signed_in(attempt.person.username)
    client.cookies["device"] = DEVICE
    answer = Answer.objects.select_related("item__version").get(attempt=attempt, position=1)

    def send(seconds: int, sequence: int) -> Any:
        from assessments.actions.answers import AnswerNote, save_answer

        at = now + timedelta(seconds=seconds)
        note = AnswerNote(uuid=uuid4(), sequence=sequence, device_at=at, value=some_value(answer))
        later = now + timedelta(minutes=2)
        return save_answer(person=attempt.person, attempt_uuid=attempt.uuid, position=1, note=note, now=later, device=DEVICE)

    assert send(20, 1).sequence == 1
    assert code(lambda: send(40, 2)) == "other_device"


def test_a_takeover_code_is_good_for_five_tries_and_ten_minutes(
    attempt: Attempt, seat: Candidate, now: datetime, person: Callable[[str], Person]
) -> None:
    hoda = person("hoda")

    def attempt_with(typed: str, at: datetime) -> Callable[[], Any]:
        return lambda: actions.take_over(attempt=attempt, code=typed, device=OTHER, now=at)

    good = actions.offer_takeover(candidate=seat, by=hoda, now=now)
    assert code(attempt_with(good, now + timedelta(minutes=11))) == "wrong_takeover_code"
    good = actions.offer_takeover(candidate=seat, by=hoda, now=now)
    for _try in range(5):
        assert code(attempt_with("wrong", now)) == "wrong_takeover_code"
    assert code(attempt_with(good, now)) == "wrong_takeover_code"
    good = actions.offer_takeover(candidate=seat, by=hoda, now=now)
    assert attempt_with(good, now)().device == OTHER


def test_the_board_tells_who_needs_somebody(
    attempt: Attempt, seat: Candidate, now: datetime, person: Callable[[str], Person]
) -> None:
    lost = Happened(uuid=uuid4(), kind="focus_lost", device_at=now)
    report = Report(place=3, waiting=2, focused=True, happened=[lost, lost])
    actions.note_presence(attempt=attempt, device=DEVICE, report=report, now=now)
    actions.note_presence(attempt=attempt, device=DEVICE, report=report, now=now + timedelta(seconds=15))
    chair = queries.board_of(seat.sitting, now=now + timedelta(seconds=20)).chairs[0]
    assert (chair.state, chair.presence.place, chair.presence.waiting, chair.counts) == ("working", 3, 2, {"focus_lost": 1})
    later = now + timedelta(minutes=7)
    actions.note_presence(attempt=attempt, device=DEVICE, report=report, now=later)
    assert queries.board_of(seat.sitting, now=later).chairs[0].state == "stuck"
    assert queries.board_of(seat.sitting, now=later + timedelta(minutes=1)).chairs[0].state == "lost"


def test_identity_is_asked_for_where_the_level_says_so(seat: Candidate, now: datetime, person: Callable[[str], Person]) -> None:
    policy = seat.case.policy
    policy.identity_first = True
    policy.save()
    begin = lambda: actions.begin_official(seat=seat, start_code="123456", now=now)  # noqa: E731
    assert code(begin) == "identity_unchecked"
    check = lambda by, document: actions.check_identity(candidate=seat, document=document, by=by, now=now)  # noqa: E731
    assert code(lambda: check(person("hoda"), "a friend")) == "document_unknown"
    assert code(lambda: check(seat.person, "passport")) == "own_identity"
    check(person("hoda"), "national_id")
    assert begin().person == seat.person


def sealed(attempt: Attempt, facts: list[dict[str, Any]]) -> bytes:
    """A file as frontend/exam/sealed.ts makes it, made by another library."""
    ours = ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(sealing.public_key()))
    info = f"warsha answers {attempt.uuid}".encode()
    key = HKDF(hashes.SHA256(), 32, salt=b"", info=info).derive(ours.exchange(ec.ECDH(), theirs))
    nonce, plain = b"n" * 12, json.dumps(facts).encode()
    data = AESGCM(key).encrypt(nonce, plain, str(attempt.uuid).encode())
    point = ours.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    parts = {"key": point, "nonce": nonce, "data": data}
    return json.dumps(
        {"v": 1, "attempt": str(attempt.uuid), **{k: base64.b64encode(v).decode() for k, v in parts.items()}}
    ).encode()


def test_answers_come_in_as_a_sealed_file_and_twice_is_once(
    attempt: Attempt, now: datetime, signed_in: Callable[[str], Client]
) -> None:
    places = list(Answer.objects.filter(attempt=attempt).select_related("item__version").order_by("position"))
    facts = [
        {"uuid": str(uuid4()), "sequence": n, "device_at": now.isoformat(), "value": some_value(one), "position": one.position}
        for n, one in enumerate(places, start=1)
    ]
    data = sealed(attempt, [*facts, {"nonsense": 1}, {**facts[0], "uuid": str(uuid4()), "value": {"a": {}}}])
    for _again in range(2):
        answer = signed_in("hoda").post(f"/ar/sittings/{attempt.sitting.uuid}/sealed/", {"file": SimpleUploadedFile("a", data)})
        assert answer.status_code == 302
    assert Answer.objects.filter(attempt=attempt).exclude(fact_uuid=None).count() == len(places)
    assert attempt.facts.count() == len(places)
    assert PresenceFact.objects.filter(attempt=attempt, kind="imported").count() == 1


def test_a_changed_or_foreign_file_is_refused(attempt: Attempt, now: datetime, person: Callable[[str], Person]) -> None:
    hoda, whole = person("hoda"), sealed(attempt, [])
    box = json.loads(whole)
    for data, said in [
        (b"", "not_sealed_answers"),
        (b"[]", "not_sealed_answers"),
        (json.dumps(box | {"data": base64.b64encode(b"x" * 40).decode()}).encode(), "not_sealed_answers"),
        (json.dumps(box | {"attempt": str(uuid4())}).encode(), "not_sealed_answers"),
        (json.dumps(box | {"key": base64.b64encode(b"\x04" + b"1" * 64).decode()}).encode(), "not_sealed_answers"),
    ]:
        assert code(lambda d=data: actions.take_in_answers(sitting=attempt.sitting, data=d, by=hoda, now=now)) == said  # type: ignore[misc]
    other = ExamSitting.objects.exclude(pk=attempt.sitting_id).first()
    assert code(lambda: actions.take_in_answers(sitting=other, data=whole, by=hoda, now=now)) == "other_sitting"


def test_the_board_costs_the_same_for_more_chairs(
    attempt: Attempt, sitting: ExamSitting, now: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        queries.board_of(sitting, now=now)
    Candidate.objects.create(sitting=sitting, person=Person.objects.get(username="trainee09"))
    Candidate.objects.create(sitting=sitting, person=Person.objects.get(username="trainee10"))
    with django_assert_num_queries(4):
        assert len(queries.board_of(sitting, now=now).chairs) == 3
