"""Daily heads, signed: a stranger can check them with the published addresses alone, and every change of them is found."""

import base64
import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client
from django.utils import timezone

from lms.credentials.actions import mark_compromised, rotate_key, sign_heads
from lms.credentials.keystore import KeyMissing
from lms.credentials.models import Key
from lms.outbox.actions import deliver_all
from lms.records.actions import publish_heads
from lms.records.models import ChainEntry, ChainHead, DailyHead, SignedHeads
from lms.records.queries import verify_records

pytestmark = pytest.mark.django_db
DAYS = 3


@pytest.fixture
def days(db: None) -> list[date]:
    """Three days whose heads are published and signed, the first of them today."""
    today = timezone.localdate()
    found = [today + timedelta(days=number) for number in range(DAYS)]
    for day in found:
        publish_heads(day=day, now=timezone.now() + timedelta(days=DAYS + 1))
    deliver_all()
    return found


def broken() -> list[str]:
    return [one.what for one in verify_records().breaks]


def said(day: date) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SignedHeads.objects.get(day=day).statement)
    return found


def stranger(client: Client, day: date, previous: dict[str, str] | None) -> dict[str, str]:
    """docs/how-to/check-certificates.md, step by step, without a line of ours: the day and its digest, or an error."""
    said = client.get(f"/records/heads.json?day={day}").json()
    heads = json.dumps({"heads": sorted(said["heads"], key=lambda head: head["site"])}, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(heads.encode()).hexdigest()
    signed = said["signed"]
    statement = json.loads(signed["statement"])
    assert statement == {"issuer": "did:web:warsha.example", "day": str(day), "digest": digest, "previous": previous}
    keys = client.get("/credentials/keys.json").json()["keys"]
    [key] = [key for key in keys if key["kid"] == signed["kid"] and key["purpose"] == "chain"]
    point, signature = (base64.urlsafe_b64decode(text + "==") for text in (key["jwk"]["x"], signed["signature"]))
    Ed25519PublicKey.from_public_bytes(point).verify(signature, signed["statement"].encode())
    return {"day": str(day), "digest": digest}


def test_a_stranger_can_check_every_day_and_that_none_is_missing(days: list[date], client: Client) -> None:
    previous = None
    for day in days:
        previous = stranger(client, day, previous)
    assert broken() == []
    page = client.get("/en/records/").content.decode()
    newest = SignedHeads.objects.get(day=days[-1])
    assert "Signed by the ministry" in page and newest.signature in page and newest.kid in page
    assert "وقّعتها الوزارة" in client.get("/ar/records/").content.decode()


def test_signing_again_changes_nothing(days: list[date]) -> None:
    before = list(SignedHeads.objects.values_list("signature", "signed_at"))
    assert not sign_heads(day=days[0]) and not sign_heads(day=days[0] - timedelta(days=1))
    assert list(SignedHeads.objects.values_list("signature", "signed_at")) == before


def test_a_changed_head_is_found_by_everybody(days: list[date], client: Client) -> None:
    row = DailyHead.objects.filter(day=days[1]).order_by("site_code")[0]
    DailyHead.objects.filter(pk=row.pk).update(hash="f" * 64)
    wrong = [f"heads_signature_wrong {days[1]}", f"heads_signature_wrong {days[2]}"]
    assert broken() == [f"daily_head_changed {days[1]}", *wrong], "the next day names this one's digest"
    with pytest.raises(AssertionError):
        stranger(client, days[1], {"day": str(days[0]), "digest": said(days[0])["digest"]})


def test_a_chain_written_anew_with_its_heads_is_found_by_the_signature(days: list[date]) -> None:
    """Somebody with the whole database, but without the key."""
    head = ChainHead.objects.filter(position__gt=0).order_by("site_code")[0]
    ChainEntry.objects.filter(site_code=head.site_code).delete()
    ChainHead.objects.filter(pk=head.pk).delete()
    DailyHead.objects.filter(site_code=head.site_code).delete()
    assert {f"heads_signature_wrong {day}" for day in days} <= set(broken())


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "A" * 86},
        {"signature": "not base64 ü"},
        {"kid": "0" * 16},
        {"statement": "{}"},
        {"statement": "nothing"},
        {"statement": "[]"},
        {"signed_at": timezone.now() - timedelta(days=4000)},
    ],
)
def test_a_changed_signature_is_found(days: list[date], change: dict[str, Any]) -> None:
    SignedHeads.objects.filter(day=days[0]).update(**change)
    assert broken() == [f"heads_signature_wrong {days[0]}"]


def test_another_day_s_signature_does_not_do(days: list[date], client: Client) -> None:
    first = SignedHeads.objects.get(day=days[0])
    SignedHeads.objects.filter(day=days[1]).update(signature=first.signature)
    assert broken() == [f"heads_signature_wrong {days[1]}"]
    with pytest.raises(InvalidSignature):
        stranger(client, days[1], {"day": str(days[0]), "digest": said(days[0])["digest"]})


def test_a_missing_day_is_found(days: list[date]) -> None:
    DailyHead.objects.filter(day=days[1]).delete()
    wrong = [f"heads_signature_wrong {day}" for day in days[1:]]
    assert broken() == [f"daily_head_missing {days[1]}", *wrong]
    SignedHeads.objects.filter(day=days[1]).delete()
    assert broken() == [f"daily_head_missing {days[1]}", f"heads_signature_wrong {days[2]}"]


def test_a_day_that_nobody_signed_is_told_after_two_days(days: list[date]) -> None:
    SignedHeads.objects.all().delete()
    assert broken() == [], "the worker may still come to it"
    from lms.records.queries.signatures import signature_breaks

    late = [one.what for one in signature_breaks(today=days[0] + timedelta(days=3))]
    assert late == [f"heads_unsigned {days[0]}"]


def test_days_outlive_the_key_and_a_stolen_key_signs_no_more(days: list[date]) -> None:
    rotate_key(purpose="chain")
    following = days[-1] + timedelta(days=1)
    publish_heads(day=following, now=timezone.now() + timedelta(days=DAYS + 2))
    deliver_all()
    assert len(set(SignedHeads.objects.values_list("kid", flat=True))) == 2 and broken() == []
    newest = SignedHeads.objects.get(day=following)
    mark_compromised(kid=newest.kid, at=newest.signed_at - timedelta(seconds=1))
    assert broken() == [f"heads_signature_wrong {following}"]


def test_a_key_of_another_purpose_does_not_count(days: list[date]) -> None:
    SignedHeads.objects.filter(day=days[0]).update(kid=Key.objects.get(purpose="credential", retired_at=None).kid)
    assert broken() == [f"heads_signature_wrong {days[0]}"]


def test_without_the_key_the_heads_wait(db: None, client: Client, settings: Any, tmp_path: Any) -> None:
    publish_heads(day=timezone.localdate(), now=timezone.now() + timedelta(days=2))
    settings.SIGNING_KEYS_URL = (tmp_path / "not here").as_uri()
    with pytest.raises(KeyMissing):
        sign_heads(day=timezone.localdate())
    assert client.get("/records/heads.json").json()["signed"] is None
    assert "Waits for the ministry" in client.get("/en/records/").content.decode()
