"""Persons, the places of the ministry, and who holds which role where."""

from lms.people.models.person import Person
from lms.people.models.photo import Photo
from lms.people.models.rights import ConsentFact, CorrectionRequest, DataExport, RetentionRule
from lms.people.models.role import Role
from lms.people.models.site import Governorate, Site
from lms.people.models.text_message import TextMessage

__all__ = [
    "ConsentFact",
    "CorrectionRequest",
    "DataExport",
    "Governorate",
    "Person",
    "Photo",
    "RetentionRule",
    "Role",
    "Site",
    "TextMessage",
]
