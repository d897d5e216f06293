"""A person's own record."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lms.certification import access, queries
from lms.certification.print import verify_address
from lms.enrolment.queries import learning_of
from lms.people.models import Person
from lms.refusals import Refusal


@login_required
def record(request: HttpRequest) -> HttpResponse:
    """Certificates, decisions and courses of the person who asks."""
    assert isinstance(request.user, Person)
    certificates = [
        {"certificate": found, "status": queries.status_of(found), "address": verify_address(found.serial)}
        for found in queries.certificates_of(request.user)
    ]
    context = {
        "certificates": certificates,
        "decisions": queries.decisions_of(request.user),
        "learning": learning_of(request.user),
    }
    return render(request, "certification/record.html", context)


@login_required
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The certificate as PDF, for its holder and the staff of the site that issued it."""
    certificate = access.certificate_to_open(person=request.user, uuid=uuid)
    if not certificate.pdf:
        raise Refusal("pdf_not_ready", _("The certificate is being drawn. Try again in a minute."), status=409)
    return FileResponse(certificate.pdf.open("rb"), filename=f"{certificate.serial}.pdf", content_type="application/pdf")
