"""When to try again, and when to stop."""

from datetime import timedelta

LEASE = timedelta(seconds=40)
HEARTBEAT_SECONDS = 10.0
MAX_ATTEMPTS = 8


def wait_before(attempt: int) -> timedelta:
    """The pause before trying again after ``attempt`` failures: 2 s, 4 s, 8 s … at most ten minutes."""
    return timedelta(seconds=min(2**attempt, 600))


def gives_up(attempts: int) -> bool:
    """Whether a delivery that failed ``attempts`` times is set aside for a person to look at."""
    return attempts >= MAX_ATTEMPTS
