"""The time in a signed address. Addresses made on one day are equal, so that phones and proxies keep what they have."""

from datetime import UTC, date, datetime, timedelta

#: Days an address stays good after the day it was made on.
GOOD_DAYS = 1


def last_day(now: datetime) -> date:
    """The last day, in UTC, on which an address made now is good."""
    return now.astimezone(UTC).date() + timedelta(days=GOOD_DAYS)


def is_good(last: date, now: datetime) -> bool:
    return now.astimezone(UTC).date() <= last
