"""The verbs of days of practical tests, and their only writers."""

from lms.test_days.actions.days import close_place, discard_day, make_day, publish_day, set_counts, want_timetable
from lms.test_days.actions.plan import plan_day
from lms.test_days.actions.tell import tell_lost, tell_slot

__all__ = [
    "close_place",
    "discard_day",
    "make_day",
    "plan_day",
    "publish_day",
    "set_counts",
    "tell_lost",
    "tell_slot",
    "want_timetable",
]
