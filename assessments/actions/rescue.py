"""Take in answers that came as a sealed file, because a device could not send them."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from assessments import sealing
from assessments.actions.answers import AnswerNote, save_answer
from assessments.models import Attempt, ExamSitting, PresenceFact
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal

MOST_FACTS = 5_000


def take_in_answers(*, sitting: ExamSitting, data: bytes, by: Person, now: datetime) -> tuple[Attempt, dict[str, int]]:
    """Save every answer of a sealed file as if the device had sent it now: sealed times count, late ones are flagged.

    Returns the attempt and how many were taken in and how many were refused. The same file again changes nothing.
    Refuses ``not_sealed_answers`` and ``other_sitting``.
    """
    try:
        uuid, facts = sealing.opened(data)
    except sealing.Unreadable as wrong:
        sentence = _("This is no file of sealed answers, or it was changed on the way. Save it on the phone again.")
        raise Refusal("not_sealed_answers", sentence, status=422) from wrong
    attempt = Attempt.objects.select_related("person").filter(uuid=uuid, sitting=sitting).first()
    if attempt is None or len(facts) > MOST_FACTS:
        raise Refusal("other_sitting", _("These answers belong to another sitting."), status=422)
    counts = {"taken": 0, "refused": 0}
    for fact in facts:
        counts["taken" if _save(attempt, fact, now) else "refused"] += 1
    with transaction.atomic():
        name = uuid5(uuid, sha256(data).hexdigest())
        kept = PresenceFact(uuid=name, attempt=attempt, kind=PresenceFact.Kind.IMPORTED, device_at=now, received_at=now)
        PresenceFact.objects.bulk_create([kept], ignore_conflicts=True)
        record(actor=by, verb="attempt.answers_imported", target=attempt, detail=counts)
    return attempt, counts


def _save(attempt: Attempt, fact: dict[str, Any], now: datetime) -> bool:
    note = _note(fact)
    if note is None:
        return False
    try:
        position = int(fact["position"])
        save_answer(person=attempt.person, attempt_uuid=attempt.uuid, position=position, note=note, now=now)
    except Refusal:
        return False
    return True


def _note(fact: dict[str, Any]) -> AnswerNote | None:
    """A fact of the file; None when it is none."""
    try:
        at = parse_datetime(str(fact["device_at"]))
        sequence = int(fact["sequence"])
        if at is None or timezone.is_naive(at) or not 0 < sequence < 2**31 or not 0 < int(fact["position"]) < 1_000:
            return None
        return AnswerNote(uuid=UUID(str(fact["uuid"])), sequence=sequence, device_at=at, value=fact.get("value"))
    except (KeyError, ValueError, TypeError):
        return None
