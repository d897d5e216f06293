"""The certificate on paper, and the licence that rests on it: for the holder and the staff of the site."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from lms.certification.access import batch_for_staff, certificate_for_chair, certificate_to_open
from lms.certification.queries import status_of
from lms.credentials import actions, drawing, queries
from lms.credentials.forms import WithdrawalForm
from lms.credentials.models import Credential
from lms.people.models import Person
from lms.refusals import Refusal


@login_required
def pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sealed certificate."""
    return _paper(queries.credential_of(certificate_to_open(person=request.user, uuid=uuid)))


@login_required
def licence_pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sealed licence that rests on a certificate."""
    return _paper(queries.licence_of(certificate_to_open(person=request.user, uuid=uuid)))


@login_required
def licence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The licence on a certificate, or the way to grant it."""
    certificate = certificate_for_chair(person=request.user, uuid=uuid)
    if request.method == "POST":
        assert isinstance(request.user, Person)
        actions.grant_licence(certificate=certificate, by=request.user)
        return redirect("credentials:licence", uuid=uuid)
    context = {"certificate": certificate, "licence": queries.licence_of(certificate), "status": status_of(certificate)}
    return render(request, "credentials/licence.html", context)


@login_required
def withdraw_licence(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a licence back, with a reason; the certificate it rests on stands."""
    certificate = certificate_for_chair(person=request.user, uuid=uuid)
    granted = queries.licence_of(certificate)
    if granted is None:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, Person)
        actions.withdraw_licence(licence=granted, by=request.user, **form.cleaned_data)
        return redirect("credentials:licence", uuid=uuid)
    context = {"certificate": certificate, "licence": granted, "form": form}
    return render(request, "credentials/withdraw.html", context, status=422 if request.method == "POST" else 200)


@login_required
def print_batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A batch's certificates in one file for the printer. A long batch comes in parts: ``?part=2``."""
    batch = batch_for_staff(person=request.user, uuid=uuid)
    part = request.GET.get("part", "1")
    found = queries.credentials_of_batch(batch, part=int(part) if part.isdecimal() and len(part) < 5 else 1)
    if not found:
        raise Refusal("pdf_not_ready", _("The certificates are being drawn. Try again in a minute."), status=409)
    answer = HttpResponse(drawing.print_sheet(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="certificates-{batch.confirmed_at:%Y-%m-%d}-{part}.pdf"'
    return answer


def _paper(credential: Credential | None) -> HttpResponseBase:
    if credential is None or not credential.pdf:
        raise Refusal("pdf_not_ready", _("The certificate is being drawn. Try again in a minute."), status=409)
    return FileResponse(credential.pdf.open("rb"), filename=f"{credential.serial}.pdf", content_type="application/pdf")
