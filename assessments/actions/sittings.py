"""Watch over a sitting: who invigilates, who sits where, whose face was compared, and more minutes while it runs."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.models import Accommodation, Attempt, Blueprint, Candidate, ExamSitting, Extension
from assessments.rules.watching import chairs
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal

MOST_MINUTES = 120
CODE_LIVES = timedelta(minutes=10)


@transaction.atomic
def name_invigilators(*, sitting: ExamSitting, people: Iterable[Person], by: Person) -> None:
    """Who watches over a sitting, besides its site's managers. Replaces those named before."""
    people = list(people)
    sitting.invigilators.set(people)
    record(actor=by, verb="sitting.invigilators_named", target=sitting, detail={"people": [one.username for one in people]})


@transaction.atomic
def give_chairs(*, sitting: ExamSitting, capacity: int | None, by: Person) -> int:
    """Give everybody without a chair a number, with an empty chair between two where the room allows it. Returns how many.

    Refuses ``room_too_small``.
    """
    seats = list(Candidate.objects.select_for_update().filter(sitting=sitting).order_by("person__name", "pk"))
    if capacity is not None and capacity < len(seats):
        raise Refusal("room_too_small", _("More people sit here than the room has chairs. Use another room as well."), status=422)
    ExamSitting.objects.filter(pk=sitting.pk).update(capacity=capacity)
    given = [seat for seat in seats if seat.seat is None]
    for seat, chair in zip(seats, chairs([one.seat for one in seats], capacity), strict=True):
        seat.seat = chair
    Candidate.objects.bulk_update(given, ["seat"])
    record(actor=by, verb="sitting.chairs_given", target=sitting, detail={"capacity": capacity, "chairs": len(given)})
    return len(given)


@transaction.atomic
def check_identity(*, candidate: Candidate, document: str, by: Person, now: datetime) -> Candidate:
    """Note that face and document were compared. Refuses ``document_unknown`` and ``own_identity``."""
    if document not in Candidate.Document.values:
        raise Refusal("document_unknown", _("Say which document you saw."), status=422)
    if candidate.person_id == by.pk:
        raise Refusal("own_identity", _("Somebody else compares your face with your document."), status=403)
    candidate.identity_document, candidate.identity_by, candidate.identity_at = document, by, now
    candidate.save(update_fields=["identity_document", "identity_by", "identity_at"])
    record(actor=by, verb="candidate.identified", target=candidate, detail={"document": document})
    return candidate


def extra_of(candidate: Candidate, *, limit: int) -> int:
    """All extra minutes on a paper of ``limit`` minutes: the person's need, this seat's, and what was added since."""
    day = timezone.localdate(candidate.sitting.starts_at)
    need = Accommodation.objects.filter(person=candidate.person_id).in_force(day).first()
    added = Extension.objects.filter(candidate=candidate).aggregate(sum=Sum("minutes"))["sum"] or 0
    given = candidate.extra_minutes + added
    return rules.extra_minutes(limit=limit, percent=need.extra_percent if need else 0, given=given)


@transaction.atomic
def extend(*, candidates: Iterable[Candidate], minutes: int, reason: str, by: Person, now: datetime) -> int:
    """Give running candidates more minutes; their devices learn it by themselves. Returns how many deadlines moved.

    Somebody who has handed in gets nothing. Refuses ``reason_missing`` and ``minutes_out_of_range``.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Write why."), status=422)
    if not 0 < minutes <= MOST_MINUTES:
        raise Refusal("minutes_out_of_range", _("Give from 1 to %(most)s minutes.") % {"most": MOST_MINUTES}, status=422)
    moved = 0
    for candidate in candidates:
        attempt = running_of(candidate)
        if attempt is None and Attempt.objects.filter(person=candidate.person_id, sitting=candidate.sitting_id).exists():
            continue
        Extension.objects.create(candidate=candidate, minutes=minutes, reason=reason.strip()[:200], by=by, at=now)
        if attempt is not None:
            attempt.deadline_at = deadline_of(candidate, attempt)
            attempt.save(update_fields=["deadline_at"])
            moved += 1
        detail = {"minutes": minutes, "reason": reason.strip()[:200]}
        record(actor=by, verb="candidate.extended", target=candidate, detail=detail)
    return moved


def minutes_of(candidate: Candidate, blueprint: Blueprint) -> int:
    """How long a candidate's paper lasts, with everything they were given."""
    return blueprint.minutes + extra_of(candidate, limit=blueprint.minutes)


def running_of(candidate: Candidate) -> Attempt | None:
    """The candidate's running paper, locked."""
    running = Attempt.objects.filter(person=candidate.person_id, sitting=candidate.sitting_id, submitted_at=None)
    return running.select_for_update(of=("self",)).select_related("paper__blueprint", "person").first()


def deadline_of(candidate: Candidate, attempt: Attempt) -> datetime:
    """The end of a candidate's paper as of now."""
    limit = attempt.paper.blueprint.minutes
    return rules.deadline(
        start=attempt.started_at,
        minutes=limit,
        extra=extra_of(candidate, limit=limit),
        window_ends_at=candidate.sitting.ends_at,
    )


@transaction.atomic
def offer_takeover(*, candidate: Candidate, by: Person, now: datetime) -> str:
    """A code with which the candidate goes on at another device. An earlier one ends. Refuses ``nothing_runs``."""
    if running_of(candidate) is None:
        raise Refusal("nothing_runs", _("This candidate has no running paper."))
    candidate.takeover_code, candidate.takeover_until = f"{secrets.randbelow(10**6):06d}", now + CODE_LIVES
    candidate.takeover_tries = 0
    candidate.save(update_fields=["takeover_code", "takeover_until", "takeover_tries"])
    record(actor=by, verb="candidate.takeover_offered", target=candidate)
    return candidate.takeover_code
