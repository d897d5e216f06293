"""What anyone may see of a certificate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lms.certification import rules
from lms.certification.models import Certificate
from lms.certification.queries import status_of, suspension_of


@dataclass(frozen=True)
class Verification:
    """What anyone may see of a certificate: the content, never marks, never the national ID."""

    serial: str
    status: str
    content: dict[str, Any]
    issued_on: date
    expires_on: date | None
    revoked_on: date | None
    revoked_reason: str
    suspended_on: date | None
    suspended_reason: str
    replaced_by: str  # the serial of the corrected certificate


def verification(serial: str) -> Verification | None:
    """The public face of a certificate, by its serial in any spelling; None when there is no such certificate."""
    certificates = Certificate.objects.with_standing().select_related("replacement")
    found = certificates.filter(serial=rules.tidy_serial(serial)).first()
    if found is None:
        return None
    revocation, suspension = getattr(found, "revocation", None), suspension_of(found)
    return Verification(
        serial=found.serial,
        status=status_of(found),
        content=found.content,
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        revoked_on=timezone.localdate(revocation.revoked_at) if revocation else None,
        revoked_reason=str(revocation.get_reason_display()) if revocation else "",
        suspended_on=timezone.localdate(suspension.suspended_at) if suspension else None,
        suspended_reason=str(suspension.get_reason_display()) if suspension else "",
        replaced_by=found.replacement.serial if hasattr(found, "replacement") else "",
    )
