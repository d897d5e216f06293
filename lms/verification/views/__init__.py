"""Pages of checking."""

from lms.verification.views.check import manifest, verify, verify_form, verify_now

__all__ = ["manifest", "verify", "verify_form", "verify_now"]
