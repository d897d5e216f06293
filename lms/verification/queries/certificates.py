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
    """What anyone may see of a certificate: the content, never marks, never the national ID.

    ``since`` is the day of the revocation or suspension that stands, ``reason_class`` its public class, ``reason`` the same
    in words; ``replaced_by`` the serial of the corrected certificate.
    """

    certificate_id: int
    serial: str
    status: str
    content: dict[str, Any]
    issued_on: date
    expires_on: date | None
    since: date | None = None
    reason_class: str = ""
    reason: str = ""
    replaced_by: str = ""


def verification(serial: str) -> Verification | None:
    """The public face of a certificate, by its serial in any spelling; None when there is no such certificate."""
    return verifications([serial]).get(rules.tidy_serial(serial[:60]))


def verifications(serials: list[str]) -> dict[str, Verification]:
    """Public faces by tidy serial, of those that exist. As many reads for many as for one."""
    tidy = {rules.tidy_serial(serial[:60]) for serial in serials}
    wanted = {serial for serial in tidy if serial.isprintable()}  # PostgreSQL takes no NUL in a text
    found = Certificate.objects.with_standing().select_related("replacement").filter(serial__in=wanted)
    return {certificate.serial: face_of(certificate) for certificate in found}


def face_of(certificate: Certificate) -> Verification:
    """The public face of a certificate; read lists ``with_standing()`` and their ``replacement``."""
    revocation, suspension = getattr(certificate, "revocation", None), suspension_of(certificate)
    fact = revocation or suspension
    moment = revocation.revoked_at if revocation else suspension.suspended_at if suspension else None
    return Verification(
        certificate_id=certificate.pk,
        serial=certificate.serial,
        status=status_of(certificate),
        content=certificate.content,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        since=timezone.localdate(moment) if moment else None,
        reason_class=fact.reason if fact else "",
        reason=str(fact.get_reason_display()) if fact else "",
        replaced_by=certificate.replacement.serial if hasattr(certificate, "replacement") else "",
    )
