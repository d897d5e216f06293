"""Time in an attempt: the deadline, and what happens to answers that arrive around it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

# The server may be busiest exactly at the end, so an answer sent in the last second is not lost to a slow road.
GRACE = timedelta(seconds=10)
# A phone that lost its network may bring sealed answers until so long after the deadline; they count and are flagged.
LATE_WINDOW = timedelta(hours=24)


class Arrival(StrEnum):
    """How an answer arrives."""

    ON_TIME = "on_time"
    LATE = "late"  # sealed in time: counted and flagged
    TIME_OVER = "time_over"


def deadline(*, start: datetime, minutes: int, extra: int, window_ends_at: datetime | None) -> datetime:
    """The earlier of start + limit + extra and window end + extra: the window never cuts a person's extra minutes."""
    own = start + timedelta(minutes=minutes + extra)
    return own if window_ends_at is None else min(own, window_ends_at + timedelta(minutes=extra))


def extra_minutes(*, limit: int, percent: int, given: int) -> int:
    """The extra minutes of a person on a paper of ``limit`` minutes: what they always need (per cent, up to a whole minute) and
    what they were given for this sitting."""
    return given - (-limit * percent // 100)


def arrival(*, now: datetime, device_at: datetime, started_at: datetime, deadline_at: datetime) -> Arrival:
    """Whether an answer that arrives ``now`` counts, is kept aside, or comes too late."""
    if now <= deadline_at + GRACE:
        return Arrival.ON_TIME
    sealed_in_time = started_at <= device_at <= deadline_at and now <= deadline_at + LATE_WINDOW
    return Arrival.LATE if sealed_in_time else Arrival.TIME_OVER


def is_newer(*, sequence: int, uuid: UUID, than_sequence: int, than_uuid: UUID | None) -> bool:
    """Whether a fact replaces the value that counts. Equal sequences (two devices) are settled by the id, the same way
    whichever arrives first."""
    if sequence != than_sequence:
        return sequence > than_sequence
    return than_uuid is None or str(uuid) > str(than_uuid)
