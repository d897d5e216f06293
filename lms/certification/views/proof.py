"""The proof behind a certificate, for those who answer for it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.audit.actions import look
from lms.certification import access, queries
from lms.people.models import Person


@login_required
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Certificate, decision, rule, case, paper, mark sheets, evidence, and where each stands in the chain."""
    found = access.certificate_for_staff(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    look(by=request.user, person=found.person, page="proof")
    return render(request, "certification/proof.html", {"proof": queries.proof_of(found), "certificate": found})
