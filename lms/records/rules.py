"""Canonical JSON and the hashes of a chain."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

GENESIS = "0" * 64
SIGN_WITHIN = timedelta(days=2)  # after a day's heads are published; a worker that was off makes up for it


@dataclass(frozen=True)
class Entry:
    """An entry of a chain as plain values."""

    site_code: str
    position: int
    kind: str
    record_id: int
    digest: str
    previous: str
    at: datetime


def canonical(document: Mapping[str, Any]) -> bytes:
    """One spelling of a document: sorted keys, no spaces, UTF-8; decimals and dates as text, moments in UTC."""
    return json.dumps(document, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | UUID | Decimal):
        return str(value)
    raise TypeError(f"No canonical JSON for {type(value).__name__}")


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


def hash_of(entry: Entry) -> str:
    """SHA-256 of an entry with the hash of the one before it.

    The parts stand on lines of their own (no part holds a line break): a million are hashed in seconds.
    """
    moment = entry.at.astimezone(UTC).isoformat()
    parts = (entry.site_code, entry.position, entry.kind, entry.record_id, entry.digest, entry.previous, moment)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def digest_of_heads(heads: list[dict[str, Any]]) -> str:
    """One digest for all heads of a day: what is signed and may be printed in a newspaper."""
    return digest_of({"heads": sorted(heads, key=lambda head: str(head["site"]))})


def statement(*, issuer: str, day: date, digest: str, previous: Mapping[str, str] | None) -> str:
    """The text that is signed for a day. ``previous`` is the published day before it, with its digest: days hang together too."""
    return canonical({"issuer": issuer, "day": day, "digest": digest, "previous": previous}).decode()


def moment_after(now: datetime, newest: datetime | None) -> datetime:
    """The moment of a new entry: never before the one it follows, even when a machine's clock is behind."""
    return max(now, newest) if newest else now


def days_to_publish(day: date, *, newest: date | None) -> list[date]:
    """The days whose heads are still to be published up to ``day``: none twice, none left out."""
    first = day if newest is None else newest + timedelta(days=1)
    return [date.fromordinal(number) for number in range(first.toordinal(), day.toordinal() + 1)]


# Entries of the last moments of a day may still be on their way into the database when the clock strikes.
GRACE = timedelta(minutes=5)


def seconds_until_over(day: date, *, now: datetime) -> timedelta:
    """How long until the local ``day`` is over and its heads may be published; zero when it is. ``now`` is local time."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=now.tzinfo)
    return max(midnight + GRACE - now, timedelta(0))
