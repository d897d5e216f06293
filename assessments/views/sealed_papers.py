"""Papers for centres without a link: sealed on the board, taken onto a phone days before, begun there."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments import access, actions, queries, sealing
from assessments.models import Attempt, Candidate, SealedPaper
from assessments.views.attempts import paper_context
from assessments.views.devices import remember
from lms.people.models import Person

# Put into the page by the phone when it opens the paper: the end and the moment of its own beginning.
END, NOW = "{sealed end}", "{sealed now}"


@login_required
@require_POST
def prepare_sealed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Draw and seal a paper for every candidate."""
    sitting = access.sitting_for_committee(person=request.user, uuid=uuid)
    assert isinstance(request.user, Person)
    made = actions.prepare_sealed(sitting=sitting, by=request.user, now=timezone.now())
    said = ngettext("%(n)s paper is sealed.", "%(n)s papers are sealed.", made) % {"n": made}
    messages.success(request, said)
    return redirect("assessments:board", uuid)


@login_required
@never_cache
def sealed_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One's own sealed paper: the page itself, encrypted. Nothing in it tells which answers are right."""
    seat = access.own_seat(person=request.user, sitting_uuid=uuid)
    sealed = SealedPaper.objects.select_related("paper__blueprint__trade").filter(candidate=seat).first()
    if sealed is None:
        raise Http404
    page = _page(request, seat, sealed)
    minutes = actions.minutes_of(seat, sealed.paper.blueprint)
    SealedPaper.objects.filter(pk=sealed.pk, taken_at=None).update(taken_at=timezone.now())
    box = sealing.sealed_with(seat.sitting.sealed_key, page.encode(), sealed.attempt_uuid)
    attempt = str(sealed.attempt_uuid)
    path = reverse("assessments:attempt", args=[sealed.attempt_uuid])
    begun = reverse("sealed_begun", args=[seat.sitting.uuid])
    answer = JsonResponse(box | {"attempt": attempt, "path": path, "begun": begun, "minutes": minutes, "end": END, "now": NOW})
    return remember(request, answer)


def _page(request: HttpRequest, seat: Candidate, sealed: SealedPaper) -> str:
    """The paper as the phone shows it while it runs."""
    now = timezone.now()
    attempt = Attempt(
        uuid=sealed.attempt_uuid,
        person=seat.person,
        paper=sealed.paper,
        kind=Attempt.Kind.OFFICIAL,
        sitting=seat.sitting,
        started_at=now,
        deadline_at=now + timedelta(minutes=sealed.paper.blueprint.minutes),
    )
    context = paper_context(attempt, queries.delivered_sealed(sealed.paper)) | {"current": 1, "map_open": False}
    context["config"] |= {"deadline": END, "now": NOW}
    context["need"] = queries.need_of(seat.person, on=timezone.localdate(seat.sitting.starts_at))
    return render_to_string("assessments/attempt.html", context, request)
