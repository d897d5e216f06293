"""Deterministic CBOR (RFC 8949, 4.2.1): one value has exactly one encoding, and every other is refused."""

from typing import Any

import cbor2

MAX_BYTES = 64 * 1024
FAULTS = (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError, MemoryError)


class Malformed(ValueError):
    """Bytes or text that are not what they should be; the message says in one sentence why."""


def encode(value: Any) -> bytes:
    """``value`` in its one encoding. Our maps have keys below 24, whose length-first and bytewise orders agree."""
    encoded: bytes = cbor2.dumps(value, canonical=True)
    return encoded


def decode(data: bytes, *, at_most: int = MAX_BYTES) -> Any:
    """The value of ``data``; raises ``Malformed`` on any other than the one encoding, and beyond ``at_most`` bytes."""
    if not 0 < len(data) <= at_most:
        raise Malformed(f"{len(data)} bytes, where 1 to {at_most} may be")
    try:
        value = cbor2.loads(data)
        again = encode(value)
    except FAULTS as fault:
        raise Malformed("not CBOR") from fault
    if again != data:
        raise Malformed("not in the one encoding")
    return value
