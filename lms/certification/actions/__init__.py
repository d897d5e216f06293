"""The verbs of certification."""

from lms.certification.actions.award import award_if_earned, decide_again
from lms.certification.actions.batch import confirm_batch
from lms.certification.actions.reissue import reissue_corrected
from lms.certification.actions.schemes import withdraw_rule, withdraw_terms, write_rule, write_scheme, write_terms
from lms.certification.actions.standing import reinstate, revoke, suspend

__all__ = [
    "award_if_earned",
    "confirm_batch",
    "decide_again",
    "reinstate",
    "reissue_corrected",
    "revoke",
    "suspend",
    "withdraw_rule",
    "withdraw_terms",
    "write_rule",
    "write_scheme",
    "write_terms",
]
