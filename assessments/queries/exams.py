"""A person's examinations: what they may sit, what runs, what came of it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from assessments.models import Attempt, Blueprint, Candidate, LevelPolicy, ResultVersion
from assessments.queries.case_rows import LIVE, CaseRow, cases_of
from assessments.queries.terms import Fee, fees_of, retests_of
from assessments.rules.terms import Retest
from assessments.schemes import Level, schemes
from courses.models import Trade
from lms.enrolment.models import Enrolment
from lms.people.models import Person


@dataclass(frozen=True)
class SeatView:
    """A seat: ``state`` is ``open``, ``soon``, ``begun`` or ``over``."""

    seat: Candidate
    state: str
    attempt: Attempt | None
    minutes: int


@dataclass(frozen=True)
class PracticeOffer:
    """A practice paper one may start: a trade and level one prepares for."""

    trade: Trade
    level: str
    name: dict[str, str]
    questions: int
    minutes: int
    requested: bool
    fee: Decimal | None
    wait: Retest
    open_now: bool


@dataclass(frozen=True)
class Exams:
    """The examinations page."""

    running: list[Attempt]
    seats: list[SeatView]
    cases: list[CaseRow]
    offers: list[PracticeOffer]
    results: list[Attempt]
    fees: dict[int, Fee] = field(default_factory=dict)

    @property
    def ready_seat(self) -> SeatView | None:
        """The sitting to begin now."""
        return next((seat for seat in self.seats if seat.state == "open"), None)


def exams_of(person: Person, *, now: datetime) -> Exams:
    """Everything on a person's examinations page; the number of queries does not grow with the lists."""
    attempts = list(_attempts(person))
    cases = cases_of(person)
    return Exams(
        running=[one for one in attempts if one.submitted_at is None and one.deadline_at > now],
        seats=seats_of(person, attempts, now=now),
        cases=cases,
        offers=_offers(person, cases, now=now),
        fees=fees_of(row.case for row in cases),
        results=[one for one in attempts if one.submitted_at is not None or one.deadline_at <= now],
    )


def _attempts(person: Person) -> QuerySet[Attempt]:
    newest = ResultVersion.objects.filter(attempt=OuterRef("pk")).order_by("-number")
    return (
        Attempt.objects.filter(person=person)
        .select_related("paper__blueprint__trade", "sitting__site")
        .annotate(earned=Subquery(newest.values("percent")[:1]))
        .order_by("-started_at", "-pk")
    )


def seats_of(person: Person, attempts: list[Attempt], *, now: datetime) -> list[SeatView]:
    """The person's seats that are not over, soonest first."""
    seats = Candidate.objects.filter(person=person, sitting__ends_at__gt=now).select_related("sitting__trade", "sitting__site")
    begun = {one.sitting_id: one for one in attempts if one.sitting_id}
    views = []
    for seat in seats.order_by("sitting__starts_at"):
        attempt = begun.get(seat.sitting_id)
        state = "begun" if attempt else "open" if seat.sitting.starts_at <= now else "soon"
        views.append(SeatView(seat, state, attempt, seat.extra_minutes))
    return views


def _offers(person: Person, cases: list[CaseRow], *, now: datetime) -> list[PracticeOffer]:
    learning = Enrolment.objects.filter(person=person).exclude(status=Enrolment.Status.LEFT).select_related("release")
    wanted: dict[tuple[str, str], None] = {}
    for enrolment in learning.order_by("-enrolled_at", "-pk"):
        card: dict[str, Any] = enrolment.release.manifest
        wanted |= dict.fromkeys((card["trade"]["code"], level) for level in card.get("prepares_for", []))
    if not wanted:
        return []
    codes = {trade for trade, _level in wanted}
    papers = Blueprint.objects.filter(trade__code__in=codes, effective_from__lte=now.date()).order_by("effective_from", "version")
    names = LevelPolicy.objects.filter(trade__code__in=codes, effective_from__lte=now.date()).order_by("effective_from")
    newest = {(paper.trade.code, paper.level): paper for paper in papers.select_related("trade")}
    named = {(policy.trade.code, policy.level): policy.name for policy in names.select_related("trade")}
    asked = {(row.case.policy.trade.code, row.case.policy.level) for row in cases if row.case.state in LIVE}
    earned_or_not = {(row.case.policy.trade.code, row.case.policy.level) for row in cases if row.case.state == "confirmed"}
    offered = [key for key in wanted if key in newest and key in named]
    today = timezone.localdate(now)
    terms, waits = schemes().terms(offered, on=today), retests_of(person, offered, on=today)

    def offer(key: Level) -> PracticeOffer:
        paper, wait = newest[key], waits.get(key, Retest())
        closed = key in asked or (key in earned_or_not and key not in waits)
        fee = terms[key].fee if key in terms else None
        return PracticeOffer(
            paper.trade, key[1], named[key], paper.questions, paper.minutes, closed, fee, wait, wait.open_on(today)
        )

    return [offer(key) for key in offered]
