"""Pages of learning and of cohorts."""

from lms.enrolment.views.applications import apply, withdraw
from lms.enrolment.views.desk import application, cohort, cohorts, decline, place
from lms.enrolment.views.learning import lesson, my_course, my_courses, note_progress
from lms.enrolment.views.search import search

__all__ = [
    "application",
    "apply",
    "cohort",
    "cohorts",
    "decline",
    "lesson",
    "my_course",
    "my_courses",
    "note_progress",
    "place",
    "search",
    "withdraw",
]
