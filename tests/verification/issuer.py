"""A second, independent maker of compact codes and status lists, written from docs/protocol/credentials.md alone."""

import base64
import gzip
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

HOST = "warsha.example"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
DAY = date(1970, 1, 1)
BITS = 131_072


def days(day: date) -> int:
    return (day - DAY).days


def b64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


@dataclass
class Signer:
    """A P-256 key for one purpose."""

    purpose: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def point(self) -> ec.EllipticCurvePublicNumbers:
        return self.private.public_key().public_numbers()

    @property
    def kid(self) -> bytes:
        point = b"\x04" + self.point.x.to_bytes(32, "big") + self.point.y.to_bytes(32, "big")
        return hashlib.sha256(point).digest()[:8]

    def pinned(self, **more: Any) -> dict[str, Any]:
        jwk = {"kty": "EC", "crv": "P-256", "x": b64(self.point.x), "y": b64(self.point.y)}
        times = {"not_before": "2026-01-01T00:00:00Z", "not_after": None, "compromised_at": None}
        return {"kid": self.kid.hex(), "purpose": self.purpose, "jwk": jwk, **times, **more}

    def sign(self, payload: bytes) -> bytes:
        protected = cbor2.dumps({1: -7, 4: self.kid}, canonical=True)
        signed = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
        r, s = decode_dss_signature(self.private.sign(signed, ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]), canonical=True)


CLAIMS: dict[int, Any] = {
    1: "W26-TLR3-004718-Y",
    2: "سلمى أحمد الشافعي",
    3: "TLR",
    4: "التفصيل والخياطة",
    5: "D266",
    6: "L3",
    7: "ماهر",
    8: days(date(2026, 11, 15)),
    9: days(date(2031, 11, 14)),
    10: 1,
    11: 94567,
}


def claims(**more: Any) -> dict[int, Any]:
    """Claims by number: ``claims(c8=1)``; ``None`` leaves one out."""
    changed = CLAIMS | {int(name[1:]): value for name, value in more.items()}
    return {key: value for key, value in changed.items() if value is not None}


def text(signed: bytes, host: str = HOST) -> str:
    return f"HTTPS://{host.upper()}/V#{base64.b32encode(signed).decode().rstrip('=')}"


def code(signer: Signer, host: str = HOST, **more: Any) -> str:
    return text(signer.sign(cbor2.dumps(claims(**more), canonical=True)), host)


def status_list(
    signer: Signer,
    *,
    published: datetime = NOW,
    until: datetime = datetime(2026, 11, 29, 10, tzinfo=UTC),
    revoked: tuple[int, ...] = (),
    suspended: tuple[int, ...] = (),
    number: int = 1,
) -> bytes:
    payload = {
        1: number,
        2: int(published.timestamp()),
        3: int(until.timestamp()),
        4: gzip.compress(bits(revoked), mtime=0),
        5: gzip.compress(bits(suspended), mtime=0),
    }
    return signer.sign(cbor2.dumps(payload, canonical=True))


def bits(on: tuple[int, ...]) -> bytes:
    made = bytearray(BITS // 8)
    for index in on:
        made[index // 8] |= 0x80 >> (index % 8)
    return bytes(made)


def pinned(*keys: dict[str, Any], host: str = HOST) -> dict[str, Any]:
    return {"issuer": f"did:web:{host}", "host": host, "as_of": "2026-11-22T10:00:00Z", "keys": list(keys)}


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
