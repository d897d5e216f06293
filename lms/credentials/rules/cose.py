"""Tagged COSE_Sign1 with ES256 (RFC 9052, RFC 9053): what the compact code and the compact status list are wrapped in."""

from collections.abc import Callable
from dataclasses import dataclass

from cbor2 import CBORTag
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from lms.credentials.rules import cbor
from lms.credentials.rules.cbor import Malformed

SIGN1, ALG, KID, ES256 = 18, 1, 4, -7
KID_BYTES, SIGNATURE_BYTES = 8, 64
Signer = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Signed:
    """A parsed COSE_Sign1 whose signature is not yet checked."""

    kid: bytes
    protected: bytes
    payload: bytes
    signature: bytes


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4, without external data."""
    return cbor.encode(["Signature1", protected, b"", payload])


def sign(payload: bytes, *, kid: bytes, signer: Signer) -> bytes:
    """Wrap ``payload``; ``signer`` turns bytes into a raw 64-byte ES256 signature."""
    protected = cbor.encode({ALG: ES256, KID: kid})
    signature = signer(to_be_signed(protected, payload))
    return cbor.encode(CBORTag(SIGN1, [protected, {}, payload, signature]))


def parse(data: bytes, *, at_most: int = cbor.MAX_BYTES) -> Signed:
    """Take a COSE_Sign1 apart. The key id is read from the protected header alone; anything unprotected is refused."""
    tagged = cbor.decode(data, at_most=at_most)
    parts = tagged.value if isinstance(tagged, CBORTag) and tagged.tag == SIGN1 else None
    if not isinstance(parts, list | tuple) or len(parts) != 4:
        raise Malformed("not a tagged COSE_Sign1")
    protected, unprotected, payload, signature = parts
    if unprotected != {} or not all(isinstance(part, bytes) for part in (protected, payload, signature)):
        raise Malformed("an unprotected header, or parts of another type")
    header = cbor.decode(protected)
    if not isinstance(header, dict) or set(header) != {ALG, KID} or header[ALG] != ES256:
        raise Malformed("the protected header names more or less than ES256 and a key")
    kid = header[KID]
    if not isinstance(kid, bytes) or len(kid) != KID_BYTES or len(signature) != SIGNATURE_BYTES:
        raise Malformed("a key id or a signature of another length")
    return Signed(kid=kid, protected=protected, payload=payload, signature=signature)


def is_signed_by(signed: Signed, key: ec.EllipticCurvePublicKey) -> bool:
    """Whether ``key`` (P-256) made this signature."""
    r, s = (int.from_bytes(signed.signature[at : at + 32], "big") for at in (0, 32))
    try:
        key.verify(encode_dss_signature(r, s), to_be_signed(signed.protected, signed.payload), ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True
