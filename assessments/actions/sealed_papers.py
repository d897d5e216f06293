"""Papers for centres without a link: drawn and sealed days before, opened with a key that is read out, begun on the phone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from assessments import sealing
from assessments.actions.attempts import start_sealed
from assessments.actions.papers import blueprint_in_force, draw_paper
from assessments.models import Attempt, Candidate, ExamSitting, SealedPaper
from assessments.queries.prior import accepted_units
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


@transaction.atomic
def prepare_sealed(*, sitting: ExamSitting, by: Person, now: datetime) -> int:
    """Draw a paper for every candidate who has none yet, and a key for the sitting. Returns how many were drawn.

    Refuses ``sitting_over`` and whatever drawing refuses.
    """
    sitting = ExamSitting.objects.select_for_update(of=("self",)).select_related("trade").get(pk=sitting.pk)
    if now >= sitting.ends_at:
        raise Refusal("sitting_over", _("This sitting is over."))
    if not sitting.sealed_key:
        sitting.sealed_key = sealing.new_key()
        sitting.save(update_fields=["sealed_key"])
    day = timezone.localdate(sitting.starts_at)
    blueprint = blueprint_in_force(trade=sitting.trade, level=sitting.level, on=day)
    waiting = Candidate.objects.filter(sitting=sitting, sealed_paper=None).exclude(person__attempts__sitting=sitting)
    made = 0
    for seat in waiting:
        known = accepted_units(seat.person_id, sitting.trade_id)
        paper = draw_paper(blueprint=blueprint, kind=Attempt.Kind.OFFICIAL, without=known)
        SealedPaper.objects.create(candidate=seat, paper=paper, prepared_at=now)
        made += 1
    record(actor=by, verb="sitting.papers_sealed", target=sitting, detail={"papers": made})
    return made


@transaction.atomic
def begin_sealed(*, seat: Candidate, uuid: UUID, key: str, started_at: datetime, now: datetime, device: str = "") -> Attempt:
    """Hear that a sealed paper was begun, which may be hours later. Its time is the phone's, inside the sitting's window.

    Hearing it again changes nothing. Refuses ``no_sealed_paper``, ``wrong_start_code`` (the key), ``sitting_not_open`` and
    ``begun_elsewhere`` (the candidate began the sitting on line).
    """
    locked = Candidate.objects.select_for_update(of=("self",)).select_related("sitting__trade", "person", "case__policy")
    seat = locked.get(pk=seat.pk)
    sealed = SealedPaper.objects.filter(candidate=seat, attempt_uuid=uuid).select_related("paper__blueprint").first()
    if sealed is None:
        raise Refusal("no_sealed_paper", _("This paper was not sealed for you."), status=404)
    if begun := Attempt.objects.filter(person=seat.person_id, sitting=seat.sitting_id).first():
        if begun.uuid != uuid:
            raise Refusal("begun_elsewhere", _("You began this sitting on line already."))
        return begun
    if not constant_time_compare(sealing.plain_key(key), sealing.plain_key(seat.sitting.sealed_key)):
        raise Refusal("wrong_start_code", _("The key is not right. Ask the invigilator to read it again."), status=422)
    at = min(started_at, now)
    if not seat.sitting.starts_at <= at < seat.sitting.ends_at:
        raise Refusal(
            "sitting_not_open", _("The phone's clock says that this was not begun in the sitting's time. Ask the invigilator.")
        )
    attempt = start_sealed(seat=seat, paper=sealed.paper, uuid=uuid, started_at=at, now=now, device=device)
    record(actor=seat.person, verb="attempt.started", target=attempt, detail={"kind": attempt.kind, "sealed": True})
    return attempt
