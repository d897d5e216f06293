"""What people type about places, and what a lesson page reports."""

from lms.enrolment.forms.applications import ApplicationForm, DeclineForm, PlacementForm
from lms.enrolment.forms.progress import ProgressForm, facts_from
from lms.enrolment.forms.questions import AnswerForm

__all__ = ["AnswerForm", "ApplicationForm", "DeclineForm", "PlacementForm", "ProgressForm", "facts_from"]
