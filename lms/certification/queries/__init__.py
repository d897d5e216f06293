"""Reads of schemes and certificates."""

from lms.certification.queries.asked import AskedBySchemes
from lms.certification.queries.batches import Stage, batches_for, progress_of, register_stage, waiting_cases
from lms.certification.queries.certificates import (
    certificates_of,
    decisions_of,
    history_of,
    register_for,
    status_of,
    suspension_of,
)
from lms.certification.queries.proof import Proof, proof_of
from lms.certification.queries.recompute import recomputed
from lms.certification.queries.schemes import (
    RULE_FIELDS,
    TERM_FIELDS,
    as_rule,
    coming_changes,
    differences,
    rule_history,
    rule_in_force,
    schemes_on,
    terms_in_force,
)
from lms.certification.queries.what_if import WhatIf, rules_of, what_if

__all__ = [
    "RULE_FIELDS",
    "TERM_FIELDS",
    "AskedBySchemes",
    "Proof",
    "Stage",
    "WhatIf",
    "as_rule",
    "batches_for",
    "certificates_of",
    "coming_changes",
    "decisions_of",
    "differences",
    "history_of",
    "progress_of",
    "proof_of",
    "recomputed",
    "register_for",
    "register_stage",
    "rule_history",
    "rule_in_force",
    "rules_of",
    "schemes_on",
    "status_of",
    "suspension_of",
    "terms_in_force",
    "waiting_cases",
    "what_if",
]
