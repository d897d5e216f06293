"""Take a certificate back, suspend it, put it in force again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.certification.events import CertificateReinstated, CertificateRevoked, CertificateSuspended
from lms.certification.models import Certificate, Reinstatement, Revocation, Suspension
from lms.certification.records import REINSTATEMENT, REVOCATION, SUSPENSION
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.records.actions import append
from lms.refusals import Refusal


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, words: str, by: Person, now: datetime | None = None) -> Revocation:
    """Take a certificate back, for good. Refuses ``already_revoked`` and ``reason_missing``."""
    certificate = standing_certificate(certificate)
    said = reason_given(words, _("Write why the certificate is revoked. It stays in the record."))
    revocation = Revocation.objects.create(
        certificate=certificate, reason=reason, words=said, revoked_by=by, revoked_at=now or timezone.now()
    )
    _append(certificate, REVOCATION, revocation.pk)
    record(actor=by, verb="certificate.revoked", target=certificate, detail={"reason": reason})
    publish(
        CertificateRevoked(certificate_id=certificate.pk, reason=reason, revoked_at=revocation.revoked_at.isoformat()),
        priority=-10,
    )
    return revocation


@transaction.atomic
def suspend(*, certificate: Certificate, reason: str, words: str, by: Person, now: datetime | None = None) -> Suspension:
    """Let a certificate not count until it is reinstated.

    Refuses ``already_suspended``, ``already_revoked`` and ``reason_missing``.
    """
    certificate = standing_certificate(certificate)
    said = reason_given(words, _("Write why the certificate is suspended. It stays in the record."))
    if open_suspension(certificate):
        raise Refusal("already_suspended", _("This certificate is suspended already."))
    suspension = Suspension.objects.create(
        certificate=certificate, reason=reason, words=said, suspended_by=by, suspended_at=now or timezone.now()
    )
    _append(certificate, SUSPENSION, suspension.pk)
    record(actor=by, verb="certificate.suspended", target=certificate, detail={"reason": reason})
    publish(
        CertificateSuspended(certificate_id=certificate.pk, reason=reason, suspended_at=suspension.suspended_at.isoformat()),
        priority=-10,
    )
    return suspension


@transaction.atomic
def reinstate(*, certificate: Certificate, words: str, by: Person, now: datetime | None = None) -> Reinstatement:
    """Put a suspended certificate in force again. Refuses ``not_suspended``, ``already_revoked`` and ``reason_missing``."""
    certificate = standing_certificate(certificate)
    said = reason_given(words, _("Write why the certificate counts again. It stays in the record."))
    suspension = open_suspension(certificate)
    if suspension is None:
        raise Refusal("not_suspended", _("This certificate is not suspended."))
    reinstatement = Reinstatement.objects.create(
        suspension=suspension, words=said, reinstated_by=by, reinstated_at=now or timezone.now()
    )
    _append(certificate, REINSTATEMENT, reinstatement.pk)
    record(actor=by, verb="certificate.reinstated", target=certificate)
    publish(
        CertificateReinstated(certificate_id=certificate.pk, reinstated_at=reinstatement.reinstated_at.isoformat()), priority=-10
    )
    return reinstatement


def standing_certificate(certificate: Certificate) -> Certificate:
    """The certificate, locked for the rest of the transaction; refuses ``already_revoked``."""
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if Revocation.objects.filter(certificate=locked).exists():
        raise Refusal("already_revoked", _("This certificate is revoked already."))
    return locked


def open_suspension(certificate: Certificate) -> Suspension | None:
    """The suspension that stands, if any."""
    return Suspension.objects.filter(certificate=certificate, reinstatement=None).first()


def reason_given(words: str, sentence: Promise | str) -> str:
    """The words without spaces around; refuses ``reason_missing`` with ``sentence`` when there are none."""
    if not words.strip():
        raise Refusal("reason_missing", sentence, status=422)
    return words.strip()


def _append(certificate: Certificate, kind: str, record_id: int) -> None:
    append(site_code=certificate.content["site"]["code"], kind=kind, record_id=record_id)
