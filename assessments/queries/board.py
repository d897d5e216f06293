"""The invigilator's board: who is where, who is stuck, whose line is lost. It never shows an answer or a mark."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from assessments.models import Accommodation, Attempt, Candidate, ExamSitting, PresenceFact
from assessments.rules.watching import standing
from lms.people.access import sites_where
from lms.people.models import Person, Role


@dataclass(frozen=True)
class Chair:
    """One candidate as the invigilator sees them."""

    candidate: Candidate
    attempt: Attempt | None
    state: str
    need: Accommodation | None
    answered: int
    questions: int
    counts: dict[str, int]
    presence: Any = None

    @property
    def minutes_left(self) -> int:
        """Not yet counted down by the page: whole minutes at the time of reading."""
        return self._left

    _left: int = 0


@dataclass(frozen=True)
class Board:
    """A sitting as it is now. ``tally`` counts chairs by state."""

    sitting: ExamSitting
    chairs: list[Chair]
    now: datetime

    @property
    def tally(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for chair in self.chairs:
            found[chair.state] = found.get(chair.state, 0) + 1
        return found


def board_of(sitting: ExamSitting, *, now: datetime) -> Board:
    """Every chair, those that need somebody first. Four queries, however many chairs."""
    seats = list(
        Candidate.objects.filter(sitting=sitting).select_related("person", "identity_by").order_by("seat", "person__name", "pk")
    )
    attempts = {one.person_id: one for one in _attempts(sitting)}
    needs = _needs(sitting, [seat.person_id for seat in seats])
    counts = _happened(sitting)
    return Board(sitting, [_chair(seat, attempts.get(seat.person_id), needs, counts, now) for seat in seats], now)


def _attempts(sitting: ExamSitting) -> QuerySet[Attempt]:
    answered = Count("answers", filter=Q(answers__fact_uuid__isnull=False), distinct=True)
    questions = Count("answers", distinct=True)
    return Attempt.objects.filter(sitting=sitting).select_related("presence").annotate(answered=answered, questions=questions)


def _needs(sitting: ExamSitting, people: list[int]) -> dict[int, Accommodation]:
    found: dict[int, Accommodation] = {}
    for one in Accommodation.objects.filter(person__in=people).in_force(sitting.starts_at.date()):
        found.setdefault(one.person_id, one)
    return found


def _happened(sitting: ExamSitting) -> dict[int, dict[str, int]]:
    rows = PresenceFact.objects.filter(attempt__sitting=sitting).values_list("attempt", "kind").annotate(n=Count("pk")).order_by()
    found: dict[int, dict[str, int]] = {}
    for attempt, kind, count in rows:
        found.setdefault(attempt, {})[kind] = count
    return found


def _chair(
    seat: Candidate,
    attempt: Any,
    needs: dict[int, Accommodation],
    counts: dict[int, dict[str, int]],
    now: datetime,
) -> Chair:
    presence = getattr(attempt, "presence", None) if attempt else None
    state = standing(
        begun=attempt is not None,
        handed_in=attempt is not None and attempt.submitted_at is not None,
        deadline_at=attempt.deadline_at if attempt else None,
        seen_at=presence.seen_at if presence else None,
        place_since=presence.place_since if presence else None,
        focused=presence.focused if presence else True,
        now=now,
    )
    left = max(0, -(-int((attempt.deadline_at - now).total_seconds()) // 60)) if attempt else 0
    return Chair(
        candidate=seat,
        attempt=attempt,
        state=state,
        need=needs.get(seat.person_id),
        answered=attempt.answered if attempt else 0,
        questions=attempt.questions if attempt else 0,
        counts=counts.get(attempt.pk, {}) if attempt else {},
        presence=presence,
        _left=left,
    )


def sittings_to_watch(person: Person, *, now: datetime) -> QuerySet[ExamSitting]:
    """Sittings that are not over, which the person invigilates or whose site they manage; soonest first."""
    mine = Q(invigilators=person)
    for path in sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
        mine |= Q(site__path__startswith=path)
    counted = Count("candidates", distinct=True)
    found = ExamSitting.objects.filter(mine, ends_at__gt=now).select_related("trade", "site").annotate(seats=counted)
    return found.order_by("starts_at", "pk").distinct()


def need_of(person: Person, *, on: Any) -> Accommodation | None:
    """What a person needs on a day."""
    return Accommodation.objects.filter(person=person).in_force(on).first()
