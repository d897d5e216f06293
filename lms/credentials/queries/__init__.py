"""Reads of keys, lists and credentials."""

from lms.credentials.queries.check import Check, check, face
from lms.credentials.queries.keys import did_document, host, issuer, key_list
from lms.credentials.queries.standing import credential_of, credentials_of_batch, licence_of
from lms.credentials.queries.vocabulary import vocabulary

__all__ = [
    "Check",
    "check",
    "credential_of",
    "credentials_of_batch",
    "did_document",
    "face",
    "host",
    "issuer",
    "key_list",
    "licence_of",
    "vocabulary",
]
