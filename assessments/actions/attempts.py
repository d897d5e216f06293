"""Start an attempt, hand it in, mark it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.actions.papers import blueprint_in_force, draw_paper
from assessments.actions.states import refresh_case
from assessments.models import Answer, AnswerFact, AssessmentCase, Attempt, Candidate, Paper
from assessments.questions import question_type
from courses.models import Trade
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


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
    paper = draw_paper(blueprint=blueprint_in_force(trade=trade, level=level, on=now.date()))
    attempt = _started(person=person, paper=paper, kind=Attempt.Kind.PRACTICE, seat=None, now=now)
    record(actor=person, verb="attempt.started", target=attempt, detail={"kind": attempt.kind, "level": level})
    return attempt


@transaction.atomic
def begin_official(*, seat: Candidate, start_code: str, now: datetime) -> Attempt:
    """Begin the official paper of a sitting. Refuses ``sitting_not_open`` and ``wrong_start_code``.

    Beginning twice gives the same attempt: a second press, tab or phone goes on where the first one is.
    """
    seat = Candidate.objects.select_for_update(of=("self",)).select_related("sitting", "sitting__trade", "person").get(pk=seat.pk)
    sitting = seat.sitting
    begun = Attempt.objects.filter(person_id=seat.person_id, sitting=sitting).first()
    if begun:
        return begun
    if not sitting.starts_at <= now < sitting.ends_at:
        raise Refusal("sitting_not_open", _("This sitting is not open now. Look at its time on your examinations page."))
    if not constant_time_compare(start_code.strip(), sitting.start_code):
        raise Refusal("wrong_start_code", _("The start code is not right. Ask the invigilator to read it again."), status=422)
    paper = draw_paper(blueprint=blueprint_in_force(trade=sitting.trade, level=sitting.level, on=now.date()))
    attempt = _started(person=seat.person, paper=paper, kind=Attempt.Kind.OFFICIAL, seat=seat, now=now)
    record(actor=seat.person, verb="attempt.started", target=attempt, detail={"kind": attempt.kind, "paper": str(paper.uuid)})
    return attempt


def _started(*, person: Person, paper: Paper, kind: str, seat: Candidate | None, now: datetime) -> Attempt:
    items = list(paper.items.select_related("version").defer("version__answer", "version__feedback").order_by("position"))
    attempt = Attempt.objects.create(
        person=person,
        paper=paper,
        kind=kind,
        sitting=seat.sitting if seat else None,
        started_at=now,
        deadline_at=rules.deadline(
            start=now,
            minutes=paper.blueprint.minutes,
            extra=seat.extra_minutes if seat else 0,
            window_ends_at=seat.sitting.ends_at if seat else None,
        ),
        total_marks=sum(item.version.marks for item in items),
    )
    Answer.objects.bulk_create(Answer(attempt=attempt, item=item, position=item.position) for item in items)
    return attempt


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


def _close(attempt: Attempt, *, at: datetime, by: str) -> None:
    attempt.submitted_at, attempt.closed_by = at, by
    if attempt.kind == Attempt.Kind.PRACTICE:
        attempt.released_at = at
    _mark(attempt)
    attempt.save()
    detail = {"closed_by": by, "answers": attempt.answers.exclude(value=None).count()}
    record(actor=attempt.person, verb="attempt.handed_in", target=attempt, detail=detail)
    for case in AssessmentCase.objects.filter(seats__sitting=attempt.sitting_id, person=attempt.person_id):
        refresh_case(case=case)


def _mark(attempt: Attempt) -> None:
    """Marks by rule, from the versions of the paper as drawn."""
    answers = list(attempt.answers.select_related("item__version"))
    for answer in answers:
        version = answer.item.version
        share = question_type(version.type).share(answer.value, version.content, version.answer)
        answer.marks = rules.marks_for(share, version.marks)
    Answer.objects.bulk_update(answers, ["marks"])
    attempt.marks = sum((answer.marks for answer in answers if answer.marks is not None), Decimal("0.00"))
    attempt.percent = rules.percent_of(attempt.marks, attempt.total_marks)


@transaction.atomic
def take_in_late_answers(*, attempt: Attempt, by: Person) -> int:
    """Count answers that were sealed in time but arrived late, and mark anew. Returns how many changed a value."""
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    seats = Candidate.objects.filter(sitting=attempt.sitting_id, person=attempt.person_id)
    if seats.filter(case__state=AssessmentCase.State.CONFIRMED).exists():
        raise Refusal("case_confirmed", _("The committee has confirmed this result. It changes only through an appeal."))
    answers = {answer.position: answer for answer in attempt.answers.all()}
    changed = set()
    for fact in AnswerFact.objects.filter(attempt=attempt, late=True).order_by("sequence", "uuid"):
        answer = answers[fact.position]
        if rules.is_newer(sequence=fact.sequence, uuid=fact.uuid, than_sequence=answer.sequence, than_uuid=answer.fact_uuid):
            answer.value, answer.sequence, answer.fact_uuid = fact.value, fact.sequence, fact.uuid
            answer.saved_at = fact.received_at
            changed.add(fact.position)
    Answer.objects.bulk_update(answers.values(), ["value", "sequence", "fact_uuid", "saved_at"])
    if changed:
        _mark(attempt)
        attempt.save()
    record(actor=by, verb="attempt.late_answers_taken_in", target=attempt, detail={"positions": sorted(changed)})
    return len(changed)
