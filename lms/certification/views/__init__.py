"""Pages of certificates."""

from lms.certification.views.record import pdf, record
from lms.certification.views.register import register, revoke

__all__ = ["pdf", "record", "register", "revoke"]
