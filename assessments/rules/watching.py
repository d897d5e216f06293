"""What an invigilator's board says of one chair."""

from datetime import datetime, timedelta

# A device reports every fifteen seconds: three silences are a lost line.
SILENCE = timedelta(seconds=50)
STUCK = timedelta(minutes=6)


def standing(
    *,
    begun: bool,
    handed_in: bool,
    deadline_at: datetime | None,
    seen_at: datetime | None,
    place_since: datetime | None,
    focused: bool,
    now: datetime,
) -> str:
    """``absent``, ``handed_in``, ``over``, ``lost`` (its device is silent), ``away`` (the page is not in front), ``stuck``
    (long on one question) or ``working``."""
    if handed_in:
        return "handed_in"
    if not begun:
        return "absent"
    if deadline_at is not None and now > deadline_at:
        return "over"
    if seen_at is None or now - seen_at > SILENCE:
        return "lost"
    if not focused:
        return "away"
    return "stuck" if place_since is not None and now - place_since > STUCK else "working"


def chairs(taken: list[int | None], capacity: int | None) -> list[int]:
    """A chair for each place without one (None), in order: the smallest free numbers.

    With at least twice as many chairs as people every second one stays empty, so that neighbours do not read from each other.
    """
    count, step = len(taken), 1
    if capacity is not None and capacity >= 2 * count:
        step = 2
    used = {chair for chair in taken if chair is not None}
    free = (
        number for number in range(1, max(capacity or 0, step * count + max(used, default=0)) + 1, step) if number not in used
    )
    return [chair if chair is not None else next(free) for chair in taken]
