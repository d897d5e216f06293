"""From an application to a completed course."""

from lms.enrolment.models.application import Application
from lms.enrolment.models.cohort import Cohort
from lms.enrolment.models.enrolment import Enrolment
from lms.enrolment.models.progress import LessonProgress, ProgressFact
from lms.enrolment.models.question import LearnerQuestion

__all__ = ["Application", "Cohort", "Enrolment", "LearnerQuestion", "LessonProgress", "ProgressFact"]
