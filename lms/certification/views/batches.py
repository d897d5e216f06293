"""Confirming many at once, and how far the certificates are."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.audit.looks import note
from lms.certification import access, actions, queries
from lms.people.access import require_role
from lms.people.models import Person

ROWS = 10


@login_required
def batches(request: HttpRequest) -> HttpResponse:
    """What waits for the chair, to be confirmed together, and the batches so far."""
    person = require_role(request.user, *access.STAFF)
    if request.method == "POST":
        return _confirm(request, access.batch_chair(request.user))
    waiting = queries.waiting_cases(person)
    note("committee", *(case.person_id for case in waiting))
    context = {"waiting": waiting, "batches": queries.batches_for(person)[:ROWS]}
    return render(request, "certification/batches.html", context)


def _confirm(request: HttpRequest, by: Person) -> HttpResponse:
    chosen = [value for value in request.POST.getlist("case") if len(value) == 36]
    cases = list(access.cases_to_confirm(person=by, uuids=chosen))
    first = cases[0].site if cases else None
    of_one_site = [case for case in cases if case.site == first]
    batch = actions.confirm_batch(site=first, cases=of_one_site, by=by)  # type: ignore[arg-type]  # refuses an empty one
    if len(of_one_site) < len(cases):
        messages.info(request, _("A batch is of one site. The cases of other sites wait on."))
    return redirect("certification:batch", batch.uuid)


@login_required
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far a batch is. ``?part=progress`` answers with what changes, for the page's script."""
    found = access.batch_for_staff(person=request.user, uuid=uuid)
    part = request.GET.get("part") == "progress"
    template = "certification/parts/progress.html" if part else "certification/batch.html"
    return render(request, template, {"batch": found, "progress": queries.progress_of(found)})
