"""Until when a poll takes answers."""

from datetime import datetime, timedelta

#: An answer that a weak link brings late still counts.
GRACE = timedelta(seconds=15)


def takes_answers(*, closed_at: datetime | None, shown_at: datetime | None, now: datetime) -> bool:
    """Tell whether an answer that comes now counts: while the poll is open, and shortly after, but not after its results."""
    return shown_at is None and (closed_at is None or now <= closed_at + GRACE)
