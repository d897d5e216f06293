"""The verbs of enrolment."""

from lms.enrolment.actions.applications import apply_for_course, decline_application, place_in_cohort, withdraw_application
from lms.enrolment.actions.cohorts import enrol, move_to_release, open_cohort
from lms.enrolment.actions.notes import ProgressNote
from lms.enrolment.actions.progress import rebuild_progress, record_progress
from lms.enrolment.actions.questions import answer_question, note_seen

__all__ = [
    "ProgressNote",
    "answer_question",
    "apply_for_course",
    "decline_application",
    "enrol",
    "move_to_release",
    "note_seen",
    "open_cohort",
    "place_in_cohort",
    "rebuild_progress",
    "record_progress",
    "withdraw_application",
]
