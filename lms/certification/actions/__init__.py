"""The verbs of certification."""

from lms.certification.actions.award import award_if_earned
from lms.certification.actions.issue import draw_pdf, revoke

__all__ = ["award_if_earned", "draw_pdf", "revoke"]
