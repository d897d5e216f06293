"""Reads of days of practical tests."""

from lms.test_days.queries.asked import asked_of, waiting_cases
from lms.test_days.queries.shown import day_view, days_of, directorates_of, places_of, site_counts

__all__ = ["asked_of", "day_view", "days_of", "directorates_of", "places_of", "site_counts", "waiting_cases"]
