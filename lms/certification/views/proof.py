"""The proof behind a certificate, for those who answer for it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.queries import picture_of
from lms.certification import access, queries


@login_required
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Certificate, decision, rule, case, paper, mark sheets, evidence, and where each stands in the chain."""
    found = access.certificate_to_review(person=request.user, uuid=uuid)
    proof = queries.proof_of(found)
    tasks = proof.case.tasks if proof.case else []
    photos = {one.pk: picture_of(one) for task in tasks for sheet in task.sheets for one in sheet.evidence}
    return render(request, "certification/proof.html", {"proof": proof, "certificate": found, "photos": photos})
