"""Public keys, as they are asked for and as they are published."""

from datetime import datetime
from typing import Any
from urllib.parse import urlparse

from django.conf import settings

from lms.credentials.keystore import KeyMissing
from lms.credentials.models import Key
from lms.credentials.rules import keys
from lms.credentials.rules.keys import Trusted, did_of, instant

PUBLISHED = (Key.Purpose.CREDENTIAL, Key.Purpose.CODE, Key.Purpose.STATUS, Key.Purpose.CHAIN)
IN_DID = (Key.Purpose.CREDENTIAL, Key.Purpose.STATUS)


def host() -> str:
    """The host (with its port) that stands in every code and in the issuer's DID."""
    return urlparse(settings.PUBLIC_URL).netloc.lower()


def issuer() -> str:
    """The issuer's DID."""
    return did_of(host())


def signing_key(purpose: str, algorithm: str) -> Key:
    """The key that signs for a purpose today; raises ``KeyMissing`` when none was made."""
    key = Key.objects.filter(purpose=purpose, algorithm=algorithm, retired_at=None).first()
    if key is None:
        raise KeyMissing(f"No key signs for {purpose}. Run manage.py make_keys.")
    return key


def known_key(kid: str, purpose: str) -> Trusted | None:
    """A key of ours by its id, if it is for this purpose."""
    found = Key.objects.filter(kid=kid, purpose=purpose).first()
    return trusted(found) if found else None


def chain_signature_holds(kid: str, data: bytes, signature: bytes, at: datetime) -> bool:
    """Whether a key of ours for the record chains made this signature, at a moment when it was trusted."""
    key = known_key(kid, Key.Purpose.CHAIN)
    return bool(key and keys.trusts(key, signed_at=at) and keys.is_ed25519_signature(key.jwk, data, signature))


def trusted(key: Key) -> Trusted:
    """The row as plain values."""
    return Trusted(key.kid, key.purpose, key.algorithm, key.jwk, key.not_before, key.retired_at, key.compromised_at)


def did_document() -> dict[str, Any]:
    """``/.well-known/did.json``: every key that ever signed credentials or status lists."""
    rows = Key.objects.filter(purpose__in=IN_DID).order_by("pk")
    return keys.did_document(host=host(), keys=[trusted(row) for row in rows])


def key_list(*, now: datetime) -> dict[str, Any]:
    """``/credentials/keys.json``: what a checking page pins."""
    rows = Key.objects.filter(purpose__in=PUBLISHED).order_by("pk")
    return {
        "issuer": issuer(),
        "host": host(),
        "as_of": instant(now),
        "keys": [
            {
                "kid": row.kid,
                "purpose": row.purpose,
                "jwk": row.jwk,
                "not_before": instant(row.not_before),
                "not_after": row.retired_at and instant(row.retired_at),
                "compromised_at": row.compromised_at and instant(row.compromised_at),
            }
            for row in rows
        ],
    }
