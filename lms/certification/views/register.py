"""The register of issued certificates, for the committee and managers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.certification import access, actions, queries
from lms.certification.forms import RevocationForm
from lms.people.access import holds, require_role
from lms.people.models import Person, Role

ROWS = 20


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Certificates of the sites the person answers for."""
    person = require_role(request.user, *access.STAFF)
    page = Paginator(queries.register_for(person), ROWS).get_page(request.GET.get("page"))
    rows = [{"certificate": found, "status": queries.status_of(found)} for found in page]
    may_revoke = holds(person, Role.Kind.CHAIR, Role.Kind.ADMINISTRATOR)
    return render(request, "certification/register.html", {"page": page, "rows": rows, "may_revoke": may_revoke})


@login_required
def revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a certificate back, after a clear question."""
    certificate = access.certificate_to_revoke(person=request.user, uuid=uuid)
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, Person)
        actions.revoke(
            certificate=certificate, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"], by=request.user
        )
        messages.success(request, _("Certificate %(serial)s is revoked.") % {"serial": certificate.serial})
        return redirect("certification:register")
    return render(request, "certification/revoke.html", {"certificate": certificate, "form": form})
