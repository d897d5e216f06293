"""Status lists: 131,072 bits, compressed (W3C Bitstring Status List 1.0). Bit 0 is the highest of the first byte."""

import base64
import gzip
import hashlib
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from lms.credentials.rules import cbor
from lms.credentials.rules.cbor import Malformed
from lms.credentials.rules.credential import CONTEXTS, status_address
from lms.credentials.rules.keys import instant

SIZE = 131_072
# A list takes new entries until it holds this many: a free place is then still found at the first or second draw, and
# the entries of one list stay hidden among each other.
FULL = 98_304
VALID_FOR = timedelta(days=7)
REPUBLISH_AFTER = timedelta(hours=20)
NUMBER, PUBLISHED_AT, VALID_UNTIL, REVOKED, SUSPENDED = 1, 2, 3, 4, 5


def compressed(indexes: Iterable[int]) -> bytes:
    """The list with these bits set, as GZIP. The same bits always give the same bytes."""
    bits = bytearray(SIZE // 8)
    for index in indexes:
        if not 0 <= index < SIZE:
            raise ValueError(f"{index} is outside the list")
        bits[index // 8] |= 0x80 >> index % 8
    return gzip.compress(bytes(bits), compresslevel=9, mtime=0)


def is_set(data: bytes, index: int) -> bool:
    """Whether a bit is set in a compressed list; raises ``Malformed`` when the list has another length than ours."""
    if not 0 <= index < SIZE:
        raise Malformed("an index outside the list")
    opened = zlib.decompressobj(wbits=31)
    try:
        bits = opened.decompress(data, SIZE // 8 + 1)
    except zlib.error as fault:
        raise Malformed("not GZIP") from fault
    if len(bits) != SIZE // 8 or not opened.eof:
        raise Malformed("a list of another length")
    return bool(bits[index // 8] & 0x80 >> index % 8)


def digest(*parts: bytes) -> str:
    """What tells two publications apart: the bits, and what else stands in them besides the time."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def compact_payload(*, number: int, revoked: bytes, suspended: bytes, now: datetime) -> bytes:
    """The list for the page that checks without network."""
    seconds = int(now.timestamp())
    until = int((now + VALID_FOR).timestamp())
    return cbor.encode({NUMBER: number, PUBLISHED_AT: seconds, VALID_UNTIL: until, REVOKED: revoked, SUSPENDED: suspended})


def list_document(*, site: str, issuer: str, number: int, purpose: str, bits: bytes, now: datetime) -> dict[str, Any]:
    """The list as a ``BitstringStatusListCredential``, before it is signed."""
    address = status_address(site, number, purpose)
    return {
        "@context": CONTEXTS[:1],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": instant(now),
        "validUntil": instant(now + VALID_FOR),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + base64.urlsafe_b64encode(bits).decode().rstrip("="),
        },
    }
