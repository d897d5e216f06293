"""A person's own record."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.certification import queries
from lms.enrolment.queries import learning_of
from lms.people.models import Person


@login_required
def record(request: HttpRequest) -> HttpResponse:
    """Certificates, decisions and courses of the person who asks."""
    assert isinstance(request.user, Person)
    certificates = [{"certificate": found, "status": queries.status_of(found)} for found in queries.certificates_of(request.user)]
    context = {
        "certificates": certificates,
        "decisions": queries.decisions_of(request.user),
        "learning": learning_of(request.user),
    }
    return render(request, "certification/record.html", context)
