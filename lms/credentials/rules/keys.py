"""Public keys: how they are named and written, and which signatures of theirs still count."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lms.credentials.rules import multibase

PublicKey = EllipticCurvePublicKey | Ed25519PublicKey
ES256, EDDSA = "ES256", "EdDSA"
KID_BYTES = 8


@dataclass(frozen=True)
class Trusted:
    """A public key with the times that decide what its signatures are worth. Times are aware."""

    kid: str
    purpose: str
    algorithm: str
    jwk: dict[str, Any]
    not_before: datetime
    retired_at: datetime | None
    compromised_at: datetime | None


def trusts(key: Trusted, *, signed_at: datetime) -> bool:
    """Whether a signature that was made at ``signed_at`` counts: within the key's time, and before it was compromised.

    Retiring a key leaves what it signed good for ever. The day is the caller's to establish: a thief may write any day
    into what he signs, so only a day that the register confirms may be given here.
    """
    ends = [moment for moment in (key.retired_at, key.compromised_at) if moment]
    return key.not_before <= signed_at and all(signed_at < moment for moment in ends)


def point_of(key: PublicKey) -> bytes:
    """The bytes that stand for a key: the uncompressed point of P-256, the 32 bytes of Ed25519."""
    if isinstance(key, Ed25519PublicKey):
        return key.public_bytes_raw()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def kid_of(key: PublicKey) -> str:
    """The first 8 bytes of the SHA-256 of the key's bytes, in hex."""
    return hashlib.sha256(point_of(key)).hexdigest()[: 2 * KID_BYTES]


def algorithm_of(key: PublicKey) -> str:
    """ES256 or EdDSA."""
    return EDDSA if isinstance(key, Ed25519PublicKey) else ES256


def jwk_of(key: PublicKey) -> dict[str, str]:
    """The key as a JSON Web Key (RFC 7517, RFC 8037), public part only."""
    point = point_of(key)
    if isinstance(key, Ed25519PublicKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(point)}
    return {"kty": "EC", "crv": "P-256", "x": _base64url(point[1:33]), "y": _base64url(point[33:])}


def key_of(jwk: dict[str, str]) -> PublicKey:
    """A JSON Web Key as a key; raises ``ValueError`` when it is none."""
    if jwk["kty"] == "OKP":
        return Ed25519PublicKey.from_public_bytes(_from_base64url(jwk["x"]))
    x, y = (int.from_bytes(_from_base64url(jwk[name]), "big") for name in ("x", "y"))
    return EllipticCurvePublicNumbers(x, y, SECP256R1()).public_key()


def multikey_of(key: PublicKey) -> str:
    """The key as ``publicKeyMultibase``: multicodec name and (compressed) point in base58btc."""
    if isinstance(key, Ed25519PublicKey):
        return multibase.base58btc(multibase.ED25519 + key.public_bytes_raw())
    return multibase.base58btc(multibase.P256 + key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def did_of(host: str) -> str:
    """``did:web`` of a host; the colon before a port is percent-encoded."""
    return f"did:web:{quote(host, safe='.-')}"


def did_document(*, host: str, keys: list[Trusted]) -> dict[str, Any]:
    """The issuer's DID document: every key that ever signed, a compromised one marked as revoked."""
    did = did_of(host)
    methods = []
    for key in keys:
        method: dict[str, Any] = {
            "id": f"{did}#{key.kid}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey_of(key_of(key.jwk)),
        }
        if key.compromised_at:
            method["revoked"] = instant(key.compromised_at)
        methods.append(method)
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods if "revoked" not in method],
    }


def instant(moment: datetime) -> str:
    """An aware moment as XML Schema writes it, to the second, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_ed25519_signature(jwk: dict[str, str], data: bytes, signature: bytes) -> bool:
    """Whether this Ed25519 key made a raw signature of ``data``."""
    key = key_of(jwk)
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
