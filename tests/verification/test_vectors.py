"""The same codes, the same outcome: vectors.json is read by the page's checker and by the platform's own codec.

The file was made once, by ``python -m tests.verification.test_vectors``, with keys that were thrown away.
"""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from lms.credentials.rules import code, cose
from lms.credentials.rules.cbor import Malformed
from lms.credentials.rules.keys import key_of, kid_of
from tests.verification import issuer
from tests.verification.checker import ask, verdicts

FILE = Path(__file__).with_name("vectors.json")
PROVED = {"valid_as_of", "status_unknown", "revoked", "suspended", "expired"}


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def proof(text: str, keys: dict[str, Any]) -> str:
    """What the platform's codec makes of a text: one of the outcomes that need no register, or ``proved``."""
    try:
        host, data = code.signed_of(text)
        signed = cose.parse(data, at_most=code.MAX_BYTES)
        code.content_of(signed.payload)
    except Malformed:
        return "malformed"
    if host not in (None, keys["host"]):
        return "not_ours"
    key = next((one for one in keys["keys"] if (one["kid"], one["purpose"]) == (signed.kid.hex(), "code")), None)
    if key is None:
        return "unknown_key"
    public = key_of(key["jwk"])
    assert isinstance(public, EllipticCurvePublicKey)
    return "proved" if cose.is_signed_by(signed, public) else "bad_signature"


def test_the_platform_s_codec_agrees_with_the_vectors(vectors: dict[str, Any]) -> None:
    for vector in vectors["codes"]:
        expected = "proved" if vector["outcome"] in PROVED or vector.get("reason") else vector["outcome"]
        assert proof(vector["text"], vectors["keys"]) == expected, vector["name"]


def test_the_page_agrees_with_the_vectors(vectors: dict[str, Any]) -> None:
    lists = {1: base64.b64decode(vectors["list"])}
    now = datetime.fromisoformat(vectors["now"])
    found = verdicts([ask(vector["text"], keys=vectors["keys"], lists=lists, now=now) for vector in vectors["codes"]])
    for vector, verdict in zip(vectors["codes"], found, strict=True):
        assert (verdict["outcome"], verdict.get("reason")) == (vector["outcome"], vector.get("reason")), vector["name"]


def test_the_vectors_are_many_and_of_every_kind(vectors: dict[str, Any]) -> None:
    outcomes = {vector["outcome"] for vector in vectors["codes"]}
    assert outcomes == PROVED | {"bad_signature", "unknown_key", "not_ours", "malformed"}
    assert len(vectors["codes"]) > 200


def test_both_name_a_key_alike(vectors: dict[str, Any]) -> None:
    for key in vectors["keys"]["keys"]:
        assert kid_of(key_of(key["jwk"])) == key["kid"]


def test_both_read_the_same_content(vectors: dict[str, Any]) -> None:
    genuine = vectors["codes"][0]
    page = verdicts([ask(genuine["text"], keys=vectors["keys"])])[0]["content"]
    content = code.content_of(cose.parse(code.signed_of(genuine["text"])[1]).payload)
    assert (page["serial"], page["name"], page["trade"], page["level"], page["list"], page["index"]) == (
        content.serial, content.name, content.trade, content.level, content.list_number, content.index,
    )  # fmt: skip
    assert page["issuedOn"] == issuer.days(content.issued_on)
    assert content.expires_on is not None and page["expiresOn"] == issuer.days(content.expires_on)


def make() -> dict[str, Any]:
    """Fresh vectors."""
    key, status, other = issuer.Signer("code"), issuer.Signer("status"), issuer.Signer("code")
    genuine = issuer.code(key)
    data = code.signed_of(genuine)[1]
    codes = [
        {"name": "genuine", "text": genuine, "outcome": "valid_as_of"},
        {"name": "in small letters", "text": genuine.lower(), "outcome": "valid_as_of"},
        {"name": "does not run out", "text": issuer.code(key, c9=None), "outcome": "valid_as_of"},
        {"name": "a licence", "text": issuer.code(key, c12=1), "outcome": "valid_as_of"},
        {"name": "revoked", "text": issuer.code(key, c11=5), "outcome": "revoked"},
        {"name": "suspended", "text": issuer.code(key, c11=6), "outcome": "suspended"},
        {"name": "expired", "text": issuer.code(key, c9=20778), "outcome": "expired"},
        {"name": "of a list that is not kept", "text": issuer.code(key, c10=2), "outcome": "status_unknown"},
        {"name": "issued tomorrow", "text": issuer.code(key, c8=20780), "outcome": "bad_signature", "reason": "before_issue"},
        {"name": "of another key", "text": issuer.code(other), "outcome": "unknown_key"},
        {"name": "of another host", "text": issuer.code(key, host="evil.example"), "outcome": "not_ours"},
        {"name": "cut off", "text": genuine[:-9], "outcome": "malformed"},
        {"name": "empty", "text": "", "outcome": "malformed"},
        {"name": "another address", "text": "https://warsha.example/", "outcome": "malformed"},
    ]
    keys = issuer.pinned(key.pinned(), status.pinned())
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
        codes.append({"name": f"bit {at % 8} of byte {at} flipped", "text": issuer.text(changed), "outcome": "?"})
    for vector in codes:
        if vector["outcome"] == "?":
            vector["outcome"] = proof(vector["text"], keys)
            assert vector["outcome"] in {"malformed", "unknown_key", "bad_signature"}
    listed = base64.b64encode(issuer.status_list(status, revoked=(5,), suspended=(6,))).decode()
    return {"now": datetime(2026, 11, 22, 10, tzinfo=UTC).isoformat(), "keys": keys, "list": listed, "codes": codes}


if __name__ == "__main__":
    FILE.write_text(json.dumps(make(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
