"""Papers sealed for centres without a link; and answers sealed on a device, for the file that an invigilator takes in when
sending has failed for good.

The device has the public half of a key that belongs to this installation; only the installation opens the file. P-256 key
agreement, HKDF-SHA256, AES-256-GCM, as every browser's WebCrypto does them.
"""

import base64
import json
import secrets
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.conf import settings
from django.utils.encoding import force_bytes

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LARGEST = 2_000_000  # bytes; a whole paper's answers are some tens of thousands


class Unreadable(ValueError):
    """This is no file of sealed answers, it was changed, or another installation sealed it."""


def public_key() -> str:
    """The uncompressed public point, base64."""
    point = _private(settings.SECRET_KEY).public_key()
    raw = point.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return base64.b64encode(raw).decode()


def opened(data: bytes) -> tuple[UUID, list[dict[str, Any]]]:
    """The attempt and the facts of a sealed file. Raises ``Unreadable``."""
    try:
        if len(data) > LARGEST:
            raise ValueError
        box = json.loads(data)
        attempt = UUID(box["attempt"])
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, base64.b64decode(box["key"]))
        nonce, sealed = base64.b64decode(box["nonce"]), base64.b64decode(box["data"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise Unreadable from wrong
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            key = _shared(_private(secret), theirs, attempt)
            facts = json.loads(AESGCM(key).decrypt(nonce, sealed, str(attempt).encode()))
        except (InvalidTag, ValueError):
            continue
        if isinstance(facts, list) and all(isinstance(one, dict) for one in facts):
            return attempt, facts
    raise Unreadable


def _private(secret: str | bytes) -> ec.EllipticCurvePrivateKey:
    made = HKDF(hashes.SHA256(), 48, salt=None, info=b"warsha sealed answers").derive(force_bytes(secret))
    return ec.derive_private_key(int.from_bytes(made, "big") % (ORDER - 1) + 1, CURVE)


def _shared(ours: ec.EllipticCurvePrivateKey, theirs: ec.EllipticCurvePublicKey, attempt: UUID) -> bytes:
    agreed = ours.exchange(ec.ECDH(), theirs)
    return HKDF(hashes.SHA256(), 32, salt=b"", info=f"warsha answers {attempt}".encode()).derive(agreed)


ROUNDS = 600_000
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is misread


def new_key() -> str:
    """Sixteen letters and figures in groups, read aloud when a sitting begins: about 79 bits, beyond guessing offline."""
    return "-".join("".join(secrets.choice(ALPHABET) for _letter in range(4)) for _group in range(4))


def plain_key(typed: str) -> str:
    """A key as it is typed, without what does not count."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)


def sealed_with(key: str, data: bytes, name: UUID) -> dict[str, str]:
    """Data that opens with a key: PBKDF2-HMAC-SHA256, AES-256-GCM bound to ``name``. All parts base64."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    derived = PBKDF2HMAC(hashes.SHA256(), 32, salt, ROUNDS).derive(plain_key(key).encode())
    parts = {"salt": salt, "nonce": nonce, "data": AESGCM(derived).encrypt(nonce, data, str(name).encode())}
    return {part: base64.b64encode(value).decode() for part, value in parts.items()} | {"rounds": str(ROUNDS)}
