"""Skill schemes as data, decisions, certificates."""

from lms.certification.models.certificate import Certificate, Revocation
from lms.certification.models.decision import AwardDecision
from lms.certification.models.scheme import AwardRule, SkillLevel, SkillScheme

__all__ = ["AwardDecision", "AwardRule", "Certificate", "Revocation", "SkillLevel", "SkillScheme"]
