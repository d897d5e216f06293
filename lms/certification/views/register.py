"""The register of issued certificates, for the committee and managers."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.audit.looks import note
from lms.certification import access, queries
from lms.people.access import require_role

ROWS = 20


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Certificates of the sites the person answers for."""
    person = require_role(request.user, *access.READERS)
    page = Paginator(queries.register_for(person), ROWS).get_page(request.GET.get("page"))
    note("certificate", *(found.person_id for found in page))
    rows = [{"certificate": found, "status": queries.status_of(found)} for found in page]
    return render(request, "certification/register.html", {"page": page, "rows": rows})
