"""Pages of certificates."""

from lms.certification.views.record import record
from lms.certification.views.register import register
from lms.certification.views.standing import CORRECT, REINSTATE, REVOKE, SUSPEND, certificate, change

__all__ = [
    "CORRECT",
    "REINSTATE",
    "REVOKE",
    "SUSPEND",
    "certificate",
    "change",
    "record",
    "register",
]
