"""Pages of certificates."""

from lms.certification.views.record import pdf, record
from lms.certification.views.register import register, revoke
from lms.certification.views.verify import verify, verify_form

__all__ = ["pdf", "record", "register", "revoke", "verify", "verify_form"]
