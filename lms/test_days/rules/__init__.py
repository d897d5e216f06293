"""What makes a timetable, without a database. The solver itself is ``rules.timetable``: it takes half a second to load, so only
who solves imports it."""

from lms.test_days.rules.conflicts import conflicts
from lms.test_days.rules.day import Day, Examiner, Place, Slot, Test, Timetable

__all__ = ["Day", "Examiner", "Place", "Slot", "Test", "Timetable", "conflicts"]
