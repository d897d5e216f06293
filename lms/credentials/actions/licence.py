"""Grant a licence to practise: a second credential, which names the certificate it rests on."""

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.certification.models import Certificate
from lms.certification.queries import status_of
from lms.certification.rules import FIGURES, check_sign
from lms.credentials.actions.issue import TEMPLATE, open_row
from lms.credentials.events import LicenceGranted
from lms.credentials.models import Credential
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def grant_licence(*, certificate: Certificate, by: Person, today: date | None = None) -> Credential:
    """Grant a licence on a certificate that stands. It runs out with the certificate, and falls with it.

    Refuses ``certificate_does_not_stand`` and ``already_licensed``.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    day = today or timezone.localdate()
    if status_of(certificate, today=day) != "valid":
        raise Refusal("certificate_does_not_stand", _("A licence rests on a valid certificate. This one is not valid today."))
    if Credential.objects.filter(certificate=certificate, kind=Credential.Kind.LICENCE).exists():
        raise Refusal("already_licensed", _("A licence was granted on this certificate already."))
    licence = open_row(
        certificate,
        kind=Credential.Kind.LICENCE,
        serial=_free_serial(certificate, day),
        issued_on=day,
        expires_on=certificate.expires_on,
        template=TEMPLATE,
    )
    record(actor=by, verb="licence.granted", target=licence, detail={"certificate": certificate.serial})
    publish(LicenceGranted(credential_id=licence.pk))
    return licence


def _free_serial(certificate: Certificate, day: date) -> str:
    """As a certificate's, with an L in front: ``L26-TLR1-004718-K``."""
    while True:
        content, number = certificate.content, secrets.randbelow(10**FIGURES)
        body = f"L{day.year % 100:02d}-{content['trade']['code']}{content['level']['order']}-{number:0{FIGURES}d}"
        serial = f"{body}-{check_sign(body)}"
        if not Credential.objects.filter(serial=serial).exists():
            return serial
