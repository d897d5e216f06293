"""Pages of checking."""

from lms.verification.views.check import verify, verify_form

__all__ = ["verify", "verify_form"]
