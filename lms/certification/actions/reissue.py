"""Correct a certificate: the old one is revoked as replaced, a new one names it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.certification.actions.serials import certificate_with_free_serial
from lms.certification.actions.standing import open_suspension, reason_given, revoke, standing_certificate
from lms.certification.events import CertificateIssued
from lms.certification.models import Certificate, Revocation
from lms.certification.records import CERTIFICATE
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.records.actions import append
from lms.refusals import Refusal


@transaction.atomic
def reissue_corrected(
    *, certificate: Certificate, name_ar: str, name_en: str, words: str, by: Person, now: datetime | None = None
) -> Certificate:
    """Revoke a certificate whose holder's name is wrong and issue the corrected one under a new serial.

    Level, trade and last day of validity stay: they are the decision's, and change only by another decision.
    Refuses ``already_revoked``, ``certificate_suspended``, ``reason_missing`` and ``nothing_to_correct``.
    """
    old = standing_certificate(certificate)
    said = reason_given(words, _("Write what was wrong. It stays in the record."))
    if open_suspension(old):
        raise Refusal("certificate_suspended", _("This certificate is suspended. Reinstate it first, or revoke it."))
    name = {"ar": " ".join(name_ar.split()), "en": " ".join(name_en.split())}
    if name == old.content["name"] or not name["ar"]:
        raise Refusal("nothing_to_correct", _("The name is as it was. Write it as it should be."), status=422)
    now = now or timezone.now()
    revoke(certificate=old, reason=Revocation.Reason.REPLACED, words=said, by=by, now=now)
    new = certificate_with_free_serial(
        old.decision,
        content={**old.content, "name": name},
        issued_on=timezone.localdate(now),
        expires_on=old.expires_on,
        replaces=old,
    )
    record(actor=by, verb="certificate.reissued", target=new, detail={"replaces": old.serial})
    append(site_code=new.content["site"]["code"], kind=CERTIFICATE, record_id=new.pk)
    publish(CertificateIssued(certificate_id=new.pk))
    return new
