"""Reads of places, learning, questions and cohorts."""

from lms.enrolment.queries.learning import (
    Learning,
    LessonCard,
    SeamUnit,
    UnitCards,
    Whereabouts,
    learning,
    learning_of,
    progress_in,
    whereabouts,
)
from lms.enrolment.queries.places import (
    applications_of,
    applications_waiting_for,
    cohorts_for,
    cohorts_of,
    roster,
    search,
    sites_teaching,
    upcoming_cohorts,
)
from lms.enrolment.queries.questions import (
    OwnPages,
    answers_unseen,
    lesson_card,
    own_pages,
    questions_for,
    questions_in,
    questions_waiting,
)

__all__ = [
    "Learning",
    "LessonCard",
    "OwnPages",
    "SeamUnit",
    "UnitCards",
    "Whereabouts",
    "answers_unseen",
    "applications_of",
    "applications_waiting_for",
    "cohorts_for",
    "cohorts_of",
    "learning",
    "learning_of",
    "lesson_card",
    "own_pages",
    "progress_in",
    "questions_for",
    "questions_in",
    "questions_waiting",
    "roster",
    "search",
    "sites_teaching",
    "upcoming_cohorts",
    "whereabouts",
]
