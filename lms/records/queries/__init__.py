"""Reads of the chains."""

from lms.records.queries.heads import heads_of, newest_days, place_of
from lms.records.queries.verify import Break, Report, verify_records

__all__ = ["Break", "Report", "heads_of", "newest_days", "place_of", "verify_records"]
