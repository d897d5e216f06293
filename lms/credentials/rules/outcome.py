"""The words of an answer, and their order. The same on the page, in the interface for machines and in the command."""

from dataclasses import dataclass
from datetime import date

OUTCOMES = (
    "valid", "valid_as_of", "suspended", "revoked", "expired", "bad_signature", "unknown_key", "not_ours", "malformed",
)  # fmt: skip
MAX_DOCUMENT_BYTES = 256 * 1024
MAX_PDF_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Standing:
    """What the register says of a certificate. Days are local; ``reason_class`` is the public code of a reason."""

    revoked_on: date | None = None
    suspended_on: date | None = None
    reason_class: str = ""


def outcome_of(standing: Standing, *, expires_on: date | None, today: date) -> str:
    """Of a genuine credential: revoked beats suspended beats expired. It is valid on its last day."""
    if standing.revoked_on:
        return "revoked"
    if standing.suspended_on:
        return "suspended"
    return "expired" if expires_on and today > expires_on else "valid"
