"""Pages of certificates."""

from lms.certification.views.batches import batch, batches
from lms.certification.views.proof import proof
from lms.certification.views.record import record
from lms.certification.views.register import register
from lms.certification.views.schemes import new_scheme, rule, scheme, schemes, terms, withdraw_rule, withdraw_terms
from lms.certification.views.standing import CORRECT, REINSTATE, REVOKE, SUSPEND, certificate, change
from lms.certification.views.what_if import what_if

__all__ = [
    "CORRECT",
    "REINSTATE",
    "REVOKE",
    "SUSPEND",
    "batch",
    "batches",
    "certificate",
    "change",
    "new_scheme",
    "proof",
    "record",
    "register",
    "rule",
    "scheme",
    "schemes",
    "terms",
    "what_if",
    "withdraw_rule",
    "withdraw_terms",
]
