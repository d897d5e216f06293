"""Start an attempt, hand it in, mark it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from assessments import rules
from assessments.actions.papers import blueprint_in_force, draw_paper
from assessments.actions.results import confirmed_case_of, mark
from assessments.actions.sittings import extra_of
from assessments.actions.states import refresh_case
from assessments.events import AttemptStarted
from assessments.models import Answer, AnswerFact, AssessmentCase, Attempt, Candidate, Paper, ResultVersion
from assessments.queries.prior import accepted_units
from courses.models import Trade
from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal

A_MOMENT = timedelta(seconds=1)


@transaction.atomic
def start_practice(*, person: Person, trade: Trade, level: str, now: datetime) -> Attempt:
    """A practice paper; one that is still running is returned instead of a second one."""
    running = Attempt.objects.filter(
        person=person,
        kind=Attempt.Kind.PRACTICE,
        submitted_at=None,
        deadline_at__gt=now,
        paper__blueprint__trade=trade,
        paper__blueprint__level=level,
    )
    if found := running.order_by("-started_at").first():
        return found
    paper = draw_paper(blueprint=blueprint_in_force(trade=trade, level=level, on=now.date()), kind=Attempt.Kind.PRACTICE)
    attempt = _started(person=person, paper=paper, kind=Attempt.Kind.PRACTICE, seat=None, now=now)
    record(actor=person, verb="attempt.started", target=attempt, detail={"kind": attempt.kind, "level": level})
    return attempt


@transaction.atomic
def begin_official(*, seat: Candidate, start_code: str, now: datetime, device: str = "") -> Attempt:
    """Begin the official paper of a sitting. Refuses ``sitting_not_open``, ``wrong_start_code`` and ``identity_unchecked``.

    Beginning twice gives the same attempt: a second press or tab goes on where the first one is. Only ``device`` answers then.
    """
    seat = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("sitting__trade", "person", "case__policy")
        .get(pk=seat.pk)
    )
    sitting = seat.sitting
    begun = Attempt.objects.filter(person_id=seat.person_id, sitting=sitting).first()
    if begun:
        return begun
    if not sitting.starts_at <= now < sitting.ends_at:
        raise Refusal("sitting_not_open", _("This sitting is not open now. Look at its time on your examinations page."))
    if not constant_time_compare(start_code.strip(), sitting.start_code):
        raise Refusal("wrong_start_code", _("The start code is not right. Ask the invigilator to read it again."), status=422)
    if seat.identity_at is None and seat.case is not None and seat.case.policy.identity_first:
        raise Refusal("identity_unchecked", _("Show the invigilator your document first. Then begin."))
    blueprint = blueprint_in_force(trade=sitting.trade, level=sitting.level, on=now.date())
    known = accepted_units(seat.person_id, sitting.trade_id)
    paper = draw_paper(blueprint=blueprint, kind=Attempt.Kind.OFFICIAL, without=known)
    attempt = _started(person=seat.person, paper=paper, kind=Attempt.Kind.OFFICIAL, seat=seat, now=now, device=device)
    record(actor=seat.person, verb="attempt.started", target=attempt, detail={"kind": attempt.kind, "paper": str(paper.uuid)})
    return attempt


def _started(
    *,
    person: Person,
    paper: Paper,
    kind: str,
    seat: Candidate | None,
    now: datetime,
    device: str = "",
    uuid: UUID | None = None,
    heard_at: datetime | None = None,
) -> Attempt:
    items = list(paper.items.select_related("version").defer("version__answer", "version__feedback").order_by("position"))
    attempt = Attempt.objects.create(
        uuid=uuid or uuid7(),
        person=person,
        paper=paper,
        kind=kind,
        sitting=seat.sitting if seat else None,
        device=device,
        device_since=now if device else None,
        started_at=now,
        deadline_at=rules.deadline(
            start=now,
            minutes=paper.blueprint.minutes,
            extra=extra_of(seat, limit=paper.blueprint.minutes) if seat else 0,
            window_ends_at=seat.sitting.ends_at if seat else None,
        ),
        total_marks=sum(item.version.marks for item in items),
    )
    Answer.objects.bulk_create(Answer(attempt=attempt, item=item, position=item.position) for item in items)
    _close_later(attempt, now=heard_at or now)
    return attempt


def start_sealed(*, seat: Candidate, paper: Paper, uuid: UUID, started_at: datetime, now: datetime, device: str) -> Attempt:
    """An attempt that began on a phone at ``started_at``, under the name it has there. Part of ``begin_sealed``."""
    kind = Attempt.Kind.OFFICIAL
    return _started(person=seat.person, paper=paper, kind=kind, seat=seat, now=started_at, device=device, uuid=uuid, heard_at=now)


@transaction.atomic
def submit_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Hand in and mark. Handing in again changes nothing."""
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.submitted_at is None:
        over = now > attempt.deadline_at + rules.GRACE
        _close(attempt, at=attempt.deadline_at if over else now, by=Attempt.ClosedBy.TIME if over else Attempt.ClosedBy.CANDIDATE)
    return attempt


@transaction.atomic
def close_if_over(*, attempt: Attempt, now: datetime) -> Attempt:
    """Close an attempt whose time ran out, with the answers that arrived."""
    if attempt.submitted_at is None and now > attempt.deadline_at + rules.GRACE:
        return submit_attempt(attempt=attempt, now=now)
    return attempt


def close_expired(*, attempt_id: int, now: datetime) -> None:
    """Close an attempt at its end, or look again at its new end when it was given more time. Safe to run twice."""
    attempt = Attempt.objects.filter(pk=attempt_id, submitted_at=None).first()
    if attempt is None:
        return
    if close_if_over(attempt=attempt, now=now).submitted_at is None:
        _close_later(attempt, now=now)


def _close_later(attempt: Attempt, *, now: datetime) -> None:
    """Have the worker close the attempt a moment after its grace."""
    publish(AttemptStarted(attempt_id=attempt.pk), wait=attempt.deadline_at + rules.GRACE + A_MOMENT - now)


def _close(attempt: Attempt, *, at: datetime, by: str) -> None:
    attempt.submitted_at, attempt.closed_by = at, by
    if attempt.kind == Attempt.Kind.PRACTICE:
        attempt.released_at = at
    mark(attempt=attempt, cause=ResultVersion.Cause.MARKED, at=at)
    late = AnswerFact.objects.filter(attempt=attempt, late=True).count()
    detail = {"closed_by": by, "answers": attempt.answers.exclude(value=None).count(), "late": late}
    record(actor=attempt.person, verb="attempt.handed_in", target=attempt, detail=detail)
    for case in AssessmentCase.objects.filter(seats__sitting=attempt.sitting_id, person=attempt.person_id):
        refresh_case(case=case)


@transaction.atomic
def set_late_answers_aside(*, attempt: Attempt, reason: str, by: Person, now: datetime) -> int:
    """Leave answers that arrived late out of the result, with the reason, and mark anew. Returns how many values changed.

    Refuses ``reason_missing`` and ``case_confirmed``.
    """
    if not reason.strip():
        raise Refusal("reason_missing", _("Write why."), status=422)
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if confirmed_case_of(attempt):
        raise Refusal("case_confirmed", _("The committee has confirmed this result. It changes only through an appeal."))
    AnswerFact.objects.filter(attempt=attempt, late=True).update(counts=False)
    changed = _folded_again(attempt)
    if changed:
        mark(attempt=attempt, cause=ResultVersion.Cause.LATE_SET_ASIDE, at=now, by=by, reason=reason.strip())
    detail = {"positions": changed, "reason": reason.strip()}
    record(actor=by, verb="attempt.late_answers_set_aside", target=attempt, detail=detail)
    return len(changed)


def _folded_again(attempt: Attempt) -> list[int]:
    """Give each place the newest fact that counts; the places that changed."""
    newest: dict[int, AnswerFact] = {}
    for fact in AnswerFact.objects.filter(attempt=attempt, counts=True):
        than = newest.get(fact.position)
        if than is None or rules.is_newer(
            sequence=fact.sequence, uuid=fact.uuid, than_sequence=than.sequence, than_uuid=than.uuid
        ):
            newest[fact.position] = fact
    changed = []
    for answer in attempt.answers.exclude(fact_uuid=None):
        counted = newest.get(answer.position)
        if answer.fact_uuid == (counted.uuid if counted else None):
            continue
        answer.value, answer.sequence = (counted.value, counted.sequence) if counted else (None, 0)
        answer.fact_uuid, answer.saved_at = (counted.uuid, counted.received_at) if counted else (None, None)
        answer.save(update_fields=["value", "sequence", "fact_uuid", "saved_at"])
        changed.append(answer.position)
    return changed
