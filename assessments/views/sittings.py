"""The invigilator's board of a sitting, and what is done there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments import access, actions, queries, sealing
from assessments.forms.sittings import ChairsForm, ExtensionForm, IdentityForm, InvigilatorsForm, RescueForm
from assessments.models import Candidate, ExamSitting
from lms.audit.looks import note
from lms.people.access import holds
from lms.people.models import Person


@login_required
def sittings(request: HttpRequest) -> HttpResponse:
    """Sittings that one watches over."""
    assert isinstance(request.user, Person)
    now = timezone.now()
    found = queries.sittings_to_watch(request.user, now=now)
    return render(request, "assessments/sittings.html", {"sittings": found, "now": now})


@login_required
@never_cache
def board(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who is where, now; ``?part=chairs`` is what the script fetches again and again."""
    sitting = access.sitting_to_watch(person=request.user, uuid=uuid)
    found = queries.board_of(sitting, now=timezone.now())
    note("sitting", *(chair.candidate.person_id for chair in found.chairs))
    manages = holds(request.user, *access.COMMITTEE, site=sitting.site)
    context = {"board": found, "sitting": sitting, "extension_form": ExtensionForm(), "identity_form": IdentityForm()}
    if "part" in request.GET:
        return render(request, "assessments/parts/board_chairs.html", context)
    named = sitting.invigilators.order_by("name")
    context |= {"manages": manages, "invigilators": named, "chairs_form": ChairsForm(initial={"capacity": sitting.capacity})}
    context |= {"rescue_form": RescueForm()}
    if manages:
        context["invigilators_form"] = InvigilatorsForm(site=sitting.site, initial={"people": named})
    return render(request, "assessments/board.html", context)


@login_required
def seat_plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The seat plan on one sheet, for the door of the room."""
    sitting = access.sitting_to_watch(person=request.user, uuid=uuid)
    found = queries.board_of(sitting, now=timezone.now())
    note("sitting", *(chair.candidate.person_id for chair in found.chairs))
    return render(request, "assessments/seat_plan.html", {"board": found, "sitting": sitting})


@login_required
@require_POST
def invigilators(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Name who watches."""
    sitting = access.sitting_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    form = InvigilatorsForm(request.POST, site=sitting.site)
    if form.is_valid():
        actions.name_invigilators(sitting=sitting, people=form.cleaned_data["people"], by=request.user)
        messages.success(request, _("The invigilators are named. They find the board on their page of sittings."))
    return redirect("assessments:board", uuid)


@login_required
@require_POST
def give_chairs(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Number the chairs."""
    sitting = access.sitting_to_watch(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    form = ChairsForm(request.POST)
    if form.is_valid():
        actions.give_chairs(sitting=sitting, capacity=form.cleaned_data["capacity"], by=request.user)
        messages.success(request, _("Everybody has a chair."))
    return redirect("assessments:board", uuid)


@login_required
@require_POST
def identity(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Face and document were compared."""
    chair = access.chair_to_watch(person=request.user, uuid=uuid, pk=pk)
    assert isinstance(request.user, Person)
    actions.check_identity(candidate=chair, document=request.POST.get("document", ""), by=request.user, now=timezone.now())
    return redirect("assessments:board", uuid)


@login_required
@require_POST
def extend_one(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """More minutes for one candidate."""
    chair = access.chair_to_watch(person=request.user, uuid=uuid, pk=pk)
    return _extend(request, chair.sitting, [chair])


@login_required
@require_POST
def extend_all(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """More minutes for everybody, as after a power cut."""
    sitting = access.sitting_to_watch(person=request.user, uuid=uuid)
    return _extend(request, sitting, list(Candidate.objects.select_related("sitting", "person").filter(sitting=sitting)))


def _extend(request: HttpRequest, sitting: ExamSitting, chairs: list[Candidate]) -> HttpResponse:
    assert isinstance(request.user, Person)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Give from 1 to 120 minutes, and write why."))
        return redirect("assessments:board", sitting.uuid)
    minutes, reason = form.cleaned_data["minutes"], form.cleaned_data["reason"]
    moved = actions.extend(candidates=chairs, minutes=minutes, reason=reason, by=request.user, now=timezone.now())
    said = ngettext("%(n)s running paper ends later now.", "%(n)s running papers end later now.", moved)
    messages.success(request, said % {"n": moved})
    return redirect("assessments:board", sitting.uuid)


@login_required
@require_POST
def offer_takeover(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """A code for another device."""
    chair = access.chair_to_watch(person=request.user, uuid=uuid, pk=pk)
    assert isinstance(request.user, Person)
    actions.offer_takeover(candidate=chair, by=request.user, now=timezone.now())
    return redirect("assessments:board", uuid)


@login_required
@require_POST
def rescue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answers that a phone could not send, from its sealed file."""
    sitting = access.sitting_to_watch(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    form = RescueForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["file"].read(sealing.LARGEST + 1)
        attempt, counts = actions.take_in_answers(sitting=sitting, data=data, by=request.user, now=timezone.now())
        said = _("%(name)s: %(taken)s answers are in, %(refused)s were refused.")
        messages.success(request, said % {"name": attempt.person.name, **counts})
    else:
        messages.warning(request, _("Choose the file first."))
    return redirect("assessments:board", uuid)
