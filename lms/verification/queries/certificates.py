"""What anyone may see of a certificate, or of a licence that rests on one."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from lms.certification import rules
from lms.certification.models import Certificate
from lms.certification.queries import status_of, suspension_of
from lms.credentials.models import Credential


@dataclass(frozen=True)
class Verification:
    """What anyone may see of a certificate: the content, never marks, never the national ID.

    ``since`` is the day of the revocation or suspension that stands, ``reason_class`` its public class, ``reason`` the same
    in words; ``replaced_by`` the serial of the corrected certificate. ``rests_on`` is the serial of the certificate that a
    licence to practise names; empty for a certificate itself.
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
    rests_on: str = ""


def verification(serial: str) -> Verification | None:
    """The public face of a certificate, by its serial in any spelling; None when there is no such certificate."""
    return verifications([serial]).get(rules.tidy_serial(serial[:60]))


def verifications(serials: list[str]) -> dict[str, Verification]:
    """Public faces by tidy serial, of those that exist, certificates and licences. As many reads for many as for one."""
    tidy = {rules.tidy_serial(serial[:60]) for serial in serials}
    wanted = {serial for serial in tidy if serial.isprintable()}  # PostgreSQL takes no NUL in a text
    standing = Certificate.objects.with_standing().select_related("replacement")
    faces = {certificate.serial: face_of(certificate) for certificate in standing.filter(serial__in=wanted)}
    licences = Credential.objects.select_related("withdrawal").filter(kind=Credential.Kind.LICENCE, serial__in=wanted)
    named = {licence.certificate_id: licence for licence in licences}
    for certificate in standing.filter(pk__in=list(named)):
        faces[named[certificate.pk].serial] = _licence(named[certificate.pk], face_of(certificate))
    return faces


def _licence(licence: Credential, face: Verification) -> Verification:
    """A licence says what its certificate says, stands and falls with it, and may be withdrawn alone."""
    withdrawal = getattr(licence, "withdrawal", None)
    if withdrawal and face.status != "revoked":
        day, reason = timezone.localdate(withdrawal.withdrawn_at), str(withdrawal.get_reason_display())
        face = replace(face, status="revoked", since=day, reason_class=withdrawal.reason, reason=reason)
    return replace(
        face,
        serial=licence.serial,
        rests_on=face.serial,
        replaced_by="",
        issued_on=licence.issued_on,
        expires_on=licence.expires_on,
    )


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
