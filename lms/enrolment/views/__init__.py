"""Pages of learning and of cohorts."""

from lms.enrolment.views.activities import activity
from lms.enrolment.views.applications import apply, withdraw
from lms.enrolment.views.desk import application, cohort, cohorts, decline, place
from lms.enrolment.views.learning import lesson, my_course, my_courses, note_progress
from lms.enrolment.views.questions import answer, questions
from lms.enrolment.views.released import document, manifest
from lms.enrolment.views.search import search

__all__ = [
    "activity",
    "answer",
    "application",
    "apply",
    "cohort",
    "cohorts",
    "decline",
    "document",
    "lesson",
    "manifest",
    "my_course",
    "my_courses",
    "note_progress",
    "place",
    "questions",
    "search",
    "withdraw",
]
