"""The certificate on paper, for its holder and the staff of its site."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from lms.certification.access import certificate_to_open
from lms.credentials import queries
from lms.refusals import Refusal


@login_required
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sealed PDF."""
    certificate = certificate_to_open(person=request.user, uuid=uuid)
    credential = queries.credential_of(certificate)
    if credential is None or not credential.pdf:
        raise Refusal("pdf_not_ready", _("The certificate is being drawn. Try again in a minute."), status=409)
    return FileResponse(credential.pdf.open("rb"), filename=f"{credential.serial}.pdf", content_type="application/pdf")
