"""Skill schemes as data, decisions, certificates and where they stand."""

from lms.certification.models.batch import BatchCase, IssueBatch
from lms.certification.models.certificate import Certificate
from lms.certification.models.decision import AwardDecision
from lms.certification.models.scheme import AwardRule, SchemeTerms, SkillLevel, SkillScheme
from lms.certification.models.standing import Reinstatement, Revocation, Suspension

__all__ = [
    "AwardDecision",
    "AwardRule",
    "BatchCase",
    "Certificate",
    "IssueBatch",
    "Reinstatement",
    "Revocation",
    "SchemeTerms",
    "SkillLevel",
    "SkillScheme",
    "Suspension",
]
