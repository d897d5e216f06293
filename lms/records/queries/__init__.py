"""Reads of the chains."""

from lms.records.queries.breaks import Break, Report
from lms.records.queries.heads import digest_of_day, heads_of, newest_days, place_of, published_before, signed_heads
from lms.records.queries.verify import verify_records

__all__ = [
    "Break", "Report", "digest_of_day", "heads_of", "newest_days", "place_of", "published_before", "signed_heads",
    "verify_records",
]  # fmt: skip
