"""Draw the certificate's PDF, and take certificates back."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.certification.models import Certificate, Revocation
from lms.certification.print import certificate_pdf
from lms.people.actions import write_text_message
from lms.people.models import Person
from lms.refusals import Refusal


def draw_pdf(*, certificate_id: int) -> None:
    """Draw the PDF once and tell the holder. Drawing takes a second, so it happens outside the transaction."""
    certificate = Certificate.objects.get(pk=certificate_id)
    if certificate.pdf:
        return
    drawn = certificate_pdf(certificate)
    with transaction.atomic():
        certificate = Certificate.objects.select_for_update().select_related("person").get(pk=certificate_id)
        if certificate.pdf:
            return
        certificate.pdf.save(f"{certificate.uuid}.pdf", ContentFile(drawn), save=False)
        Certificate.objects.filter(pk=certificate.pk).update(pdf=certificate.pdf.name)
        if certificate.person.mobile:
            text = _("Your certificate %(serial)s is ready. Open your record on Warsha to see and share it.")
            write_text_message(mobile=certificate.person.mobile, text=str(text) % {"serial": certificate.serial})


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, words: str, by: Person) -> Revocation:
    """Take a certificate back, for good. Refuses ``already_revoked`` and ``reason_missing``."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if not words.strip():
        raise Refusal("reason_missing", _("Write why the certificate is revoked. It stays in the record."), status=422)
    if Revocation.objects.filter(certificate=certificate).exists():
        raise Refusal("already_revoked", _("This certificate is revoked already."))
    revocation = Revocation.objects.create(
        certificate=certificate, reason=reason, words=words.strip(), revoked_by=by, revoked_at=timezone.now()
    )
    record(actor=by, verb="certificate.revoked", target=certificate, detail={"reason": reason})
    return revocation
