"""Attention checks: until when an answer counts, and what they say of one person."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from classrooms.rules.register import Interval

#: How long the page shows the question.
ANSWER_WITHIN = timedelta(seconds=60)
#: An answer that a weak link brings late still counts.
GRACE = timedelta(seconds=15)


def in_time(*, asked_at: datetime, now: datetime) -> bool:
    """Tell whether an answer that comes now counts."""
    return now <= asked_at + ANSWER_WITHIN + GRACE


def asked_of(stays: Sequence[Interval], checks: Iterable[datetime]) -> int:
    """Count the checks (their moments) that came while somebody with these stays was in the room."""
    return sum(any(stay.came_at <= check < stay.went_at for stay in stays) for check in checks)
