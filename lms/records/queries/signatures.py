"""The signatures on the daily heads, checked against what the heads say now."""

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import date

from lms.records import rules
from lms.records.models import DailyHead, SignedHeads
from lms.records.queries.breaks import Break
from lms.records.queries.heads import digest_of_day
from lms.records.registry import is_signature


def signature_breaks(*, today: date) -> Iterator[Break]:
    """Days that nobody signed in time, and days of which something else was signed."""
    signed = {row.day: row for row in SignedHeads.objects.all()}
    days = set(DailyHead.objects.values_list("day", flat=True).distinct())
    previous: dict[str, str] | None = None
    for day in sorted(days | set(signed)):
        digest, row = digest_of_day(day), signed.get(day)
        if row is None and day + rules.SIGN_WITHIN < today:
            yield Break(f"heads_unsigned {day}")
        if row is not None and not _holds(row, digest=digest, previous=previous):
            yield Break(f"heads_signature_wrong {day}")
        previous = {"day": str(day), "digest": digest} if digest else previous


def _holds(row: SignedHeads, *, digest: str | None, previous: dict[str, str] | None) -> bool:
    try:
        said = json.loads(row.statement)
        signature = base64.urlsafe_b64decode(row.signature + "=" * (-len(row.signature) % 4))
    except (ValueError, binascii.Error):
        return False
    expected = {"day": str(row.day), "digest": digest, "previous": previous}
    if not isinstance(said, dict) or {name: said.get(name) for name in expected} != expected:
        return False
    return is_signature(row.kid, row.statement.encode(), signature, row.signed_at)
