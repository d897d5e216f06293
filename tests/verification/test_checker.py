"""The checker that runs in the browser, against codes that a second implementation made."""

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import cbor2
import pytest

from tests.verification import issuer
from tests.verification.checker import ask, outcomes, verdicts

KEY, STATUS, OTHER = issuer.Signer("code"), issuer.Signer("status"), issuer.Signer("code")
KEYS = issuer.pinned(KEY.pinned(), STATUS.pinned())
CODE = issuer.code(KEY)
LIST = {1: issuer.status_list(STATUS, revoked=(5,), suspended=(6, 7))}


def signed(payload: Any, signer: issuer.Signer = KEY) -> str:
    return issuer.text(signer.sign(payload if isinstance(payload, bytes) else cbor2.dumps(payload, canonical=True)))


def test_a_genuine_code_is_valid_as_of_the_list_and_its_content_is_read() -> None:
    found = verdicts([ask(CODE, keys=KEYS, lists=LIST)])[0]
    assert found["outcome"] == "valid_as_of"
    assert found["listedAt"] == issuer.NOW.timestamp() * 1000
    assert found["content"] == {
        "serial": "W26-TLR3-004718-Y", "name": "سلمى أحمد الشافعي", "trade": "TLR", "tradeName": "التفصيل والخياطة",
        "scheme": "D266", "level": "L3", "levelName": "ماهر", "issuedOn": 20772, "expiresOn": 22597, "list": 1, "index": 94567,
        "licence": False,
    }  # fmt: skip


FRESH, STALE = {"lists": LIST}, {"lists": LIST, "now": issuer.NOW + timedelta(days=7, seconds=1)}
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "in small letters": (CODE.lower(), FRESH, "valid_as_of"),
    "only the Base32": (CODE.split("#")[1], FRESH, "valid_as_of"),
    "does not run out": (issuer.code(KEY, c9=None), FRESH, "valid_as_of"),
    "a licence": (issuer.code(KEY, c12=1), FRESH, "valid_as_of"),
    "no list": (CODE, {}, "status_unknown"),
    "another list": (issuer.code(KEY, c10=2), FRESH, "status_unknown"),
    "an old list": (CODE, STALE, "status_unknown"),
    "revoked": (issuer.code(KEY, c11=5), FRESH, "revoked"),
    "revoked, by an old list": (issuer.code(KEY, c11=5), STALE, "revoked"),
    "revoked and expired": (issuer.code(KEY, c11=5, c9=20800), {**FRESH, "now": issuer.NOW + timedelta(days=365)}, "revoked"),
    "suspended": (issuer.code(KEY, c11=6), FRESH, "suspended"),
    "suspended and expired": (issuer.code(KEY, c11=6, c9=20778), FRESH, "suspended"),
    "neighbour of a revoked one": (issuer.code(KEY, c11=4), FRESH, "valid_as_of"),
    "its last day": (issuer.code(KEY, c9=issuer.days(date(2026, 11, 22))), FRESH, "valid_as_of"),
    "the day after": (issuer.code(KEY, c9=issuer.days(date(2026, 11, 21))), FRESH, "expired"),
    "expired, no list": (issuer.code(KEY, c9=issuer.days(date(2026, 11, 21))), {}, "expired"),
    "issued tomorrow": (issuer.code(KEY, c8=issuer.days(date(2026, 11, 23))), FRESH, "bad_signature"),
    "issued today": (issuer.code(KEY, c8=issuer.days(date(2026, 11, 22))), FRESH, "valid_as_of"),
    "unknown key": (issuer.code(OTHER), FRESH, "unknown_key"),
    "key of another purpose": (issuer.code(STATUS), FRESH, "unknown_key"),
    "another host": (issuer.code(KEY, host="evil.example"), FRESH, "not_ours"),
    "another host and key": (issuer.code(OTHER, host="evil.example"), FRESH, "not_ours"),
    "empty": ("", FRESH, "malformed"),
    "an address": ("https://warsha.example/", FRESH, "malformed"),
    "another page of ours": ("https://warsha.example/verify/W26-TLR3-004718-Y/", FRESH, "malformed"),
    "cut off": (CODE[:-8], FRESH, "malformed"),
    "longer": (CODE + "AAAAAAAA", FRESH, "malformed"),
    "not Base32": (CODE[:-1] + "1", FRESH, "malformed"),
    "no claims": (signed({}), FRESH, "malformed"),
    "a claim is missing": (signed(issuer.claims(c1=None)), FRESH, "malformed"),
    "a claim too many": (signed(issuer.claims(c13=1)), FRESH, "malformed"),
    "a claim of another type": (signed(issuer.claims(c8="2026-11-15")), FRESH, "malformed"),
    "a kind nobody knows": (signed(issuer.claims(c12=2)), FRESH, "malformed"),
    "not a map": (signed(["W26-TLR3-004718-Y"]), FRESH, "malformed"),
    "a float": (signed(issuer.claims(c8=1.5)), FRESH, "malformed"),
    "keys out of order": (signed(cbor2.dumps(dict(reversed(issuer.claims().items())))), FRESH, "malformed"),
    "far in the future": (signed(issuer.claims(c8=100_001)), FRESH, "malformed"),
    "too long": (signed(issuer.claims(c2="س" * 150)), FRESH, "malformed"),
}  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """All cases in one run of Node."""
    found = outcomes([ask(text, keys=KEYS, **means) for text, means, _expected in CASES.values()])
    return dict(zip(CASES, found, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_outcome(answers: dict[str, str], name: str) -> None:
    assert answers[name] == CASES[name][2]


def test_no_flipped_bit_of_a_code_is_taken_for_genuine() -> None:
    encoded = CODE.split("#")[1]
    genuine = base64.b32decode(encoded + "=" * (-len(encoded) % 8))
    changed = [bytes([*genuine[:at], genuine[at] ^ 1 << at % 8, *genuine[at + 1 :]]) for at in range(len(genuine))]
    found = outcomes([ask(issuer.text(one), keys=KEYS, lists=LIST) for one in changed])
    assert set(found) == {"malformed", "unknown_key", "bad_signature"}


def cose(protected: bytes, unprotected: dict[int, Any], payload: bytes, signature: bytes, tag: int = 18) -> str:
    return issuer.text(cbor2.dumps(cbor2.CBORTag(tag, [protected, unprotected, payload, signature]), canonical=True))


PAYLOAD = cbor2.dumps(issuer.claims(), canonical=True)
HEADERS: dict[str, Callable[[], str]] = {
    "no tag": lambda: issuer.text(cbor2.dumps([cbor2.dumps({1: -7, 4: KEY.kid}), {}, PAYLOAD, bytes(64)])),
    "another tag": lambda: cose(cbor2.dumps({1: -7, 4: KEY.kid}), {}, PAYLOAD, bytes(64), tag=98),
    "kid unprotected": lambda: cose(cbor2.dumps({1: -7}), {4: KEY.kid}, PAYLOAD, bytes(64)),
    "another algorithm": lambda: cose(cbor2.dumps({1: -8, 4: KEY.kid}), {}, PAYLOAD, bytes(64)),
    "no signature": lambda: cose(cbor2.dumps({1: -7, 4: KEY.kid}), {}, PAYLOAD, b""),
    "a short kid": lambda: cose(cbor2.dumps({1: -7, 4: KEY.kid[:4]}), {}, PAYLOAD, bytes(64)),
}


def test_headers_that_name_more_or_less_are_refused() -> None:
    found = outcomes([ask(make(), keys=KEYS, lists=LIST) for make in HEADERS.values()])
    assert dict(zip(HEADERS, found, strict=True)) == dict.fromkeys(HEADERS, "malformed")


def test_a_signature_of_nothing_is_no_signature() -> None:
    zero = cose(cbor2.dumps({1: -7, 4: KEY.kid}, canonical=True), {}, PAYLOAD, bytes(64))
    assert outcomes([ask(zero, keys=KEYS, lists=LIST)]) == ["bad_signature"]


def test_what_an_unproved_code_says_is_not_told() -> None:
    found = verdicts([ask(issuer.code(OTHER), keys=KEYS), ask(issuer.code(KEY, host="evil.example"), keys=KEYS)])
    assert [set(one) for one in found] == [{"outcome"}, {"outcome"}]


@pytest.mark.parametrize(
    ("compromised", "expected"),
    [
        ("2026-11-16T00:00:00Z", "valid_as_of"),
        ("2026-11-15T09:00:00Z", "bad_signature"),
        ("2026-01-01T00:00:00Z", "bad_signature"),
    ],
)
def test_a_compromised_key_counts_for_codes_issued_before_that_day(compromised: str, expected: str) -> None:
    keys = issuer.pinned(KEY.pinned(compromised_at=compromised), STATUS.pinned())
    assert outcomes([ask(CODE, keys=keys, lists=LIST)]) == [expected]


def test_a_replaced_key_keeps_its_codes_good() -> None:
    keys = issuer.pinned(KEY.pinned(not_after="2026-11-20T00:00:00Z"), OTHER.pinned(), STATUS.pinned())
    assert outcomes([ask(code, keys=keys, lists=LIST) for code in (CODE, issuer.code(OTHER))]) == ["valid_as_of", "valid_as_of"]


def test_a_list_that_is_not_signed_by_the_status_key_counts_for_nothing() -> None:
    forged = issuer.Signer("status")
    lists = {
        "forged": issuer.status_list(forged),
        "signed with the key of codes": issuer.status_list(KEY),
        "changed": LIST[1][:-1] + bytes([LIST[1][-1] ^ 1]),
        "cut off": LIST[1][:-1],
        "no list": b"<html>",
        "empty": b"",
    }
    found = outcomes([ask(CODE, keys=KEYS, lists={1: data}) for data in lists.values()])
    assert dict(zip(lists, found, strict=True)) == dict.fromkeys(lists, "status_unknown")


def test_a_list_that_unfolds_into_too_much_or_too_little_counts_for_nothing() -> None:
    import gzip

    def of(bits: bytes) -> bytes:
        until = int(datetime(2026, 11, 29, tzinfo=UTC).timestamp())
        packed = gzip.compress(bits, mtime=0)
        return STATUS.sign(cbor2.dumps({1: 1, 2: 1, 3: until, 4: packed, 5: packed}, canonical=True))

    found = outcomes([ask(CODE, keys=KEYS, lists={1: of(bytes(size))}) for size in (50_000_000, 16_383, 16_384)])
    assert found == ["status_unknown", "status_unknown", "valid_as_of"]


def test_days_are_counted_in_cairo() -> None:
    """At 22:30 UTC on 21 November it is 00:30 on the 22nd in Cairo: what is issued that day is accepted."""
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    codes = [issuer.code(KEY, c8=issuer.days(date(2026, 11, 22))), issuer.code(KEY, c9=issuer.days(date(2026, 11, 21)))]
    assert outcomes([ask(code, keys=KEYS, lists=LIST, now=late) for code in codes]) == ["valid_as_of", "expired"]
