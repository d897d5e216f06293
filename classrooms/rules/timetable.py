"""When classes may be held and entered."""

from collections.abc import Iterable
from datetime import datetime, timedelta

#: The instructor may open a class, and the lobby opens its doors, this long before the start.
EARLY = timedelta(minutes=30)
#: A class that nobody closed ends by itself this long after its planned end.
FORGOTTEN_AFTER = timedelta(minutes=60)
#: A seat that has not been heard of for this long is empty (the page says hello every ten seconds).
LOST_AFTER = timedelta(seconds=45)
#: A raised hand goes down after its owner has been away for this long.
HAND_KEPT = timedelta(seconds=60)

#: How long before the start people are reminded, by name.
REMINDERS = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
#: The most classes that are planned at once, one each week.
MOST_WEEKS = 16

Span = tuple[datetime, datetime]


def span(starts_at: datetime, minutes: int) -> Span:
    """The planned time of a class of `minutes` minutes."""
    return (starts_at, starts_at + timedelta(minutes=minutes))


def clashes(wanted: Span, taken: Iterable[Span]) -> bool:
    """Tell whether `wanted` overlaps one of `taken`. One class may begin in the minute in which another ends."""
    return any(wanted[0] < end and start < wanted[1] for start, end in taken)


def may_open(*, starts_at: datetime, minutes: int, now: datetime) -> bool:
    """Tell whether a class may be opened now: from half an hour before its start until its planned end."""
    return starts_at - EARLY <= now < span(starts_at, minutes)[1]


def reminders(*, starts_at: datetime, now: datetime) -> dict[str, timedelta]:
    """Tell which reminders are still to come for a class, and how long from `now` each is due."""
    waits = {name: starts_at - ahead - now for name, ahead in REMINDERS.items()}
    return {name: wait for name, wait in waits.items() if wait > timedelta(0)}
