"""Take in one answer. The hottest path of the platform: three statements."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.access import Claim, not_signed_in
from assessments.actions.presence import other_device
from assessments.actions.results import mark
from assessments.models import Answer, AnswerFact, Attempt, ResultVersion
from assessments.questions import BadResponse, question_type
from lms.people.models import Person
from lms.refusals import Refusal

# What saving an answer needs, and nothing more: the key and the words of the question are not even read.
READ = (
    "attempt__deadline_at",
    "attempt__device",
    "attempt__device_since",
    "attempt__started_at",
    "attempt__submitted_at",
    "attempt__closed_by",
    "attempt__released_at",
    "attempt__person__password",
    "attempt__person__is_active",
    "item__version__type",
    "item__version__content",
    "sequence",
    "fact_uuid",
)


@dataclass(frozen=True, kw_only=True)
class AnswerNote:
    """An answer as a device sends it."""

    uuid: UUID
    sequence: int
    device_at: datetime
    value: Any


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What the server now holds: the sequence that counts, whether this answer is late, and when the paper ends now."""

    sequence: int
    late: bool
    deadline_at: datetime


@transaction.atomic
def save_answer(
    *,
    attempt_uuid: UUID,
    position: int,
    note: AnswerNote,
    now: datetime,
    person: Person | None = None,
    claim: Claim | None = None,
    device: str = "",
) -> Saved:
    """Keep the fact; make it the value that counts when its sequence is newer. The same fact again changes nothing.

    What was sealed in time and arrives late counts too, flagged, until the result is released: a paper that the clock closed is
    then marked anew. ``device`` names where it was written; without one nothing is asked.

    Who answers is ``person``, or whom a session claims to be: then the person is read with the answer, not apart.

    Refuses ``not_your_attempt``, ``not_signed_in``, ``attempt_submitted``, ``time_over``, ``other_device`` and
    ``answer_malformed``.
    """
    answer = _locked(attempt_uuid, position)
    _check_own(answer.attempt, person, claim)
    attempt, version = answer.attempt, answer.item.version
    device_at = min(note.device_at, now)
    arrives = rules.arrival(now=now, device_at=device_at, started_at=attempt.started_at, deadline_at=attempt.deadline_at)
    if _closed(attempt) or arrives == rules.Arrival.TIME_OVER:
        return _repeated(answer, note)
    if _written_elsewhere(attempt, device, device_at):
        raise other_device()
    try:
        value = question_type(version.type).normalise(note.value, version.content)
    except BadResponse as wrong:
        raise Refusal("answer_malformed", _("This answer does not fit the question. Answer again."), status=422) from wrong
    late = arrives == rules.Arrival.LATE
    counts = not late or attempt.released_at is None
    fact = AnswerFact(attempt=attempt, position=position, value=value, sequence=note.sequence, uuid=note.uuid)
    fact.device_at, fact.received_at, fact.late, fact.counts = device_at, now, late, counts
    AnswerFact.objects.bulk_create([fact], ignore_conflicts=True)
    if counts and rules.is_newer(
        sequence=note.sequence, uuid=note.uuid, than_sequence=answer.sequence, than_uuid=answer.fact_uuid
    ):
        answer.value, answer.sequence, answer.fact_uuid, answer.saved_at = value, note.sequence, note.uuid, now
        answer.save(update_fields=["value", "sequence", "fact_uuid", "saved_at"])
        if attempt.submitted_at is not None:
            mark(attempt=Attempt.objects.get(pk=attempt.pk), cause=ResultVersion.Cause.LATE_ANSWERS, at=now)
    return Saved(sequence=answer.sequence, late=late, deadline_at=attempt.deadline_at)


def _locked(attempt_uuid: UUID, position: int) -> Answer:
    """The place of the answer, locked with its attempt, so that handing in and answering never cross. The key is not read."""
    answer = (
        Answer.objects.select_for_update(of=("self", "attempt"))
        .select_related("attempt__person", "item__version")
        .only(*READ)
        .filter(attempt__uuid=attempt_uuid, position=position)
        .first()
    )
    if answer is None:
        raise Http404
    return answer


def _check_own(attempt: Attempt, person: Person | None, claim: Claim | None) -> None:
    """The attempt is the person's; a claim is also checked for still holding."""
    who = person.pk if person else claim.person_id if claim else None
    if attempt.person_id != who:
        raise Refusal("not_your_attempt", _("This examination belongs to another person."), status=403)
    if claim is not None and not claim.holds_for(attempt.person):
        raise not_signed_in()


def _written_elsewhere(attempt: Attempt, device: str, device_at: datetime) -> bool:
    """On a device that another one took over from, after that moment."""
    if not device or not attempt.device or device == attempt.device:
        return False
    return attempt.device_since is not None and device_at >= attempt.device_since


def _closed(attempt: Attempt) -> bool:
    """Handed in by the candidate. One closed by the clock may still receive what was sealed in time."""
    return attempt.submitted_at is not None and attempt.closed_by == Attempt.ClosedBy.CANDIDATE


def _repeated(answer: Answer, note: AnswerNote) -> Saved:
    """A fact that is here already is acknowledged again (its first acknowledgement was lost on the way); others are refused."""
    known = AnswerFact.objects.filter(uuid=note.uuid, attempt=answer.attempt_id).first()
    if known:
        return Saved(sequence=answer.sequence, late=known.late, deadline_at=answer.attempt.deadline_at)
    if _closed(answer.attempt):
        raise Refusal("attempt_submitted", _("You have handed in this examination. Your answers are safe."))
    raise Refusal("time_over", _("The time is over. Every answer that reached us before is safe."))
