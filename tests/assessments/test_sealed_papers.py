"""Papers for centres without a link: sealed before, opened with a key, begun on the phone, heard of hours later."""

import base64
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.test import Client

from assessments import actions, sealing
from assessments.actions.answers import AnswerNote
from assessments.models import Attempt, Candidate, QuestionVersion, SealedPaper
from lms.people.models import Person
from lms.refusals import Refusal
from tests.assessments.conftest import some_value

pytestmark = pytest.mark.django_db
SECRET = "planted-" + "7f3a" * 8


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


@pytest.fixture
def sealed(seat: Candidate, now: datetime, person: Callable[[str], Person]) -> SealedPaper:
    assert actions.prepare_sealed(sitting=seat.sitting, by=person("hoda"), now=now) == 1
    assert actions.prepare_sealed(sitting=seat.sitting, by=person("hoda"), now=now) == 0  # once is enough
    seat.sitting.refresh_from_db()
    return SealedPaper.objects.get(candidate=seat)


def opened(box: dict[str, Any], key: str) -> str:
    """As frontend/sealed/main.ts opens it."""
    raw = {part: base64.b64decode(box[part]) for part in ("salt", "nonce", "data")}
    plain = re.sub("[^A-Z0-9]", "", key.upper()).encode()
    derived = PBKDF2HMAC(hashes.SHA256(), 32, raw["salt"], int(box["rounds"])).derive(plain)
    return AESGCM(derived).decrypt(raw["nonce"], raw["data"], box["attempt"].encode()).decode()


def test_the_phone_holds_the_questions_sealed_and_never_their_keys(
    sealed: SealedPaper, seat: Candidate, signed_in: Callable[[str], Client]
) -> None:
    versions = QuestionVersion.objects.filter(paper_items__paper=sealed.paper)
    versions.update(feedback={"ar": SECRET, "en": SECRET})
    for version in versions:
        QuestionVersion.objects.filter(pk=version.pk).update(answer=version.answer | {"planted": SECRET})
    box = signed_in(seat.person.username).get(f"/en/exams/sittings/{seat.sitting.uuid}/sealed/").json()
    page = opened(box, seat.sitting.sealed_key.lower().replace("-", " "))  # however it is typed
    assert page.count('class="question"') == sealed.paper.items.count()
    assert SECRET not in page
    assert str(versions[0].stem["en"])[:20] not in json.dumps(box)
    with pytest.raises(InvalidTag):
        opened(box, sealing.new_key())


def test_it_is_heard_of_hours_later_and_sealed_times_count(sealed: SealedPaper, seat: Candidate, now: datetime) -> None:
    evening = now + timedelta(hours=9)
    begin: dict[str, Any] = {"seat": seat, "uuid": sealed.attempt_uuid, "started_at": now, "now": evening}
    assert code(lambda: actions.begin_sealed(key="wrong", **begin)) == "wrong_start_code"
    attempt = actions.begin_sealed(key=seat.sitting.sealed_key, **begin)
    assert actions.begin_sealed(key=seat.sitting.sealed_key, **begin) == attempt
    assert (attempt.uuid, attempt.started_at) == (sealed.attempt_uuid, now)
    assert attempt.deadline_at == now + timedelta(minutes=25)
    first = attempt.answers.select_related("item__version").order_by("position").first()
    note = AnswerNote(uuid=uuid4(), sequence=2, device_at=now + timedelta(minutes=3), value=some_value(first))
    saved = actions.save_answer(person=seat.person, attempt_uuid=attempt.uuid, position=1, note=note, now=evening)
    assert (saved.sequence, saved.late) == (2, True)  # it counts, and the committee sees that it came late
    after = AnswerNote(uuid=uuid4(), sequence=3, device_at=now + timedelta(minutes=26), value=some_value(first, 1))
    late: dict[str, Any] = {"person": seat.person, "attempt_uuid": attempt.uuid, "position": 1, "note": after, "now": evening}
    assert code(lambda: actions.save_answer(**late)) == "time_over"


def test_what_cannot_be_begun(sealed: SealedPaper, seat: Candidate, now: datetime) -> None:
    begin: dict[str, Any] = {"seat": seat, "key": seat.sitting.sealed_key, "now": now + timedelta(hours=9)}
    assert code(lambda: actions.begin_sealed(uuid=uuid4(), started_at=now, **begin)) == "no_sealed_paper"
    outside = {"uuid": sealed.attempt_uuid, "started_at": seat.sitting.starts_at - timedelta(seconds=1)}
    assert code(lambda: actions.begin_sealed(**outside, **begin)) == "sitting_not_open"
    actions.begin_official(seat=seat, start_code="123456", now=now)
    assert code(lambda: actions.begin_sealed(uuid=sealed.attempt_uuid, started_at=now, **begin)) == "begun_elsewhere"


def test_from_the_board_to_the_phone_over_the_wire(seat: Candidate, now: datetime, signed_in: Callable[[str], Client]) -> None:
    board, phone = signed_in("hoda"), signed_in(seat.person.username)
    board.post(f"/en/sittings/{seat.sitting.uuid}/seal-papers/")
    seat.sitting.refresh_from_db()
    assert seat.sitting.sealed_key in board.get(f"/en/sittings/{seat.sitting.uuid}/").content.decode()
    page = phone.get(f"/en/exams/sittings/{seat.sitting.uuid}/").content.decode()
    assert "sealed paper" in page and seat.sitting.sealed_key not in page
    box = phone.get(f"/en/exams/sittings/{seat.sitting.uuid}/sealed/").json()
    body = {"uuid": box["attempt"], "key": seat.sitting.sealed_key, "started_at": now.isoformat()}
    assert phone.post(box["begun"], json.dumps(body), "application/json").json()["uuid"] == box["attempt"]
    assert phone.get(box["path"]).status_code == 200
    assert Attempt.objects.get(uuid=box["attempt"]).device == phone.cookies["device"].value
