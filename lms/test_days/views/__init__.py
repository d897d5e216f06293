"""Pages of days of practical tests."""

from lms.test_days.views.counts import counts
from lms.test_days.views.days import close, day, days, discard, new, plan_again, publish

__all__ = ["close", "counts", "day", "days", "discard", "new", "plan_again", "publish"]
