"""What a person needs in examinations, noted on the page of their case."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import access, actions
from assessments.forms.sittings import AccommodationForm
from assessments.views.committee import case_page
from lms.people.models import Person


@login_required
@require_POST
def accommodate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Note what the person of a case needs."""
    found = access.case_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    form = AccommodationForm(request.POST)
    if not form.is_valid():
        return case_page(request, found, accommodation_form=form)
    actions.accommodate(person=found.person, by=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Noted. Every paper from that day on follows it."))
    return redirect("assessments:case", uuid)


@login_required
@require_POST
def end_accommodation(request: HttpRequest, pk: int) -> HttpResponse:
    """It holds until today."""
    found = access.accommodation_to_end(person=request.user, pk=pk)
    assert isinstance(request.user, Person)
    actions.end_accommodation(accommodation=found, last_day=timezone.localdate(), by=request.user)
    messages.success(request, _("It ends today."))
    back = request.POST.get("case", "")
    try:
        return redirect("assessments:case", UUID(back))
    except ValueError:
        return redirect(reverse("assessments:committee"))
