"""What belongs to a candidate: papers, seats, cases, tasks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    AssessmentCase,
    Attempt,
    Candidate,
    ExamSitting,
    PracticalAssignment,
)
from lms.people.access import Visitor, not_allowed
from lms.people.models import Person
from lms.refusals import Refusal


def own_attempt(*, person: Visitor, uuid: UUID) -> Attempt:
    """The person's own attempt; refuses ``not_your_attempt`` for anybody else's."""
    attempt = Attempt.objects.select_related("paper__blueprint__trade", "sitting__site", "person").filter(uuid=uuid).first()
    if attempt is None:
        raise Http404
    if attempt.person_id != person.pk:
        raise Refusal("not_your_attempt", _("This examination belongs to another person."), status=403)
    return attempt


@dataclass(frozen=True)
class Claim:
    """Who a session says it belongs to, before anybody has looked the person up: their key, and what the session was signed
    with."""

    person_id: int
    signed: str

    def holds_for(self, person: Person) -> bool:
        """Whether it is that person's, who may still sign in and whose password is the same."""
        known = person.pk == self.person_id and person.is_active
        return known and constant_time_compare(self.signed, person.get_session_auth_hash())


def claim_of(session: SessionBase) -> Claim:
    """What a session claims, for the one request that is too hot to read the person apart; refuses ``not_signed_in``.

    Whoever uses it checks ``holds_for`` against the person that the answer's own read brings along.
    """
    try:
        return Claim(int(session[SESSION_KEY]), session[HASH_SESSION_KEY])
    except (KeyError, ValueError) as nobody:
        raise not_signed_in() from nobody


def not_signed_in() -> Refusal:
    """A session that ended is a refusal the device waits out: nothing on it is lost."""
    return Refusal("not_signed_in", _("Sign in again. What you did is kept on this device."), status=401)


def released_result(*, person: Visitor, uuid: UUID, now: datetime) -> Attempt:
    """The person's own attempt, whose result is open; refuses ``result_not_released`` until then."""
    attempt = own_attempt(person=person, uuid=uuid)
    if attempt.submitted_at is None or attempt.released_at is None or attempt.released_at > now:
        raise Refusal("result_not_released", _("The result is not open yet. It appears here when the committee releases it."))
    return attempt


def own_seat(*, person: Visitor, sitting_uuid: UUID) -> Candidate:
    """The person's seat in a sitting; refuses ``no_seat``."""
    if not ExamSitting.objects.filter(uuid=sitting_uuid).exists():
        raise Http404
    seats = Candidate.objects.select_related("sitting__trade", "sitting__site", "person")
    seat = seats.filter(sitting__uuid=sitting_uuid, person=person.pk).first()
    if seat is None:
        raise Refusal("no_seat", _("You have no seat in this sitting. Ask your centre."), status=403)
    return seat


def own_case(*, person: Visitor, uuid: UUID) -> AssessmentCase:
    """The person's own case."""
    case = AssessmentCase.objects.select_related("policy__trade", "site", "person").filter(uuid=uuid).first()
    if case is None:
        raise Http404
    if case.person_id != person.pk:
        raise not_allowed()
    return case


def own_task(*, person: Visitor, uuid: UUID) -> PracticalAssignment:
    """A practical task of the person's own case."""
    found = _task(uuid)
    if found.case.person_id != person.pk:
        raise not_allowed()
    return found


def _task(uuid: UUID) -> PracticalAssignment:
    tasks = PracticalAssignment.objects.select_related("case__policy__trade", "case__person", "case__site", "site")
    found = tasks.select_related("task_version__task").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
