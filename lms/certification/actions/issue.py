"""Draw the certificate's PDF."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.certification.models import Certificate
from lms.certification.print import certificate_pdf
from lms.people.actions import write_text_message


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
