"""Answers of several devices in any order, twice, late or lost on the way: one result, the same as a plain model gives."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from assessments import rules
from assessments.rules.time import LATE_WINDOW
from lms.refusals import Refusal

START = datetime(2026, 11, 21, 8, 0).astimezone()
END = START + timedelta(minutes=25)
INTERLEAVINGS = 10_000


@dataclass(frozen=True)
class Fact:
    """An answer as a device sealed it."""

    uuid: UUID
    place: int
    sequence: int
    value: int


@dataclass
class Place:
    """The value that counts for a place, kept as ``actions.answers`` keeps it."""

    value: Any = None
    sequence: int = 0
    uuid: UUID | None = None

    def take(self, fact: Fact) -> None:
        if rules.is_newer(sequence=fact.sequence, uuid=fact.uuid, than_sequence=self.sequence, than_uuid=self.uuid):
            self.value, self.sequence, self.uuid = fact.value, fact.sequence, fact.uuid


def folded(facts: Iterable[Fact]) -> dict[int, Any]:
    places: dict[int, Place] = {}
    for fact in facts:
        places.setdefault(fact.place, Place()).take(fact)
    return {number: place.value for number, place in places.items()}


def written(dice: random.Random, devices: int = 3, answers: int = 8) -> list[Fact]:
    """What several devices wrote, each with a counter of its own: sequences of two devices may be equal."""
    facts = []
    for _device in range(devices):
        sequence = 0
        for _answer in range(answers):
            sequence += dice.randint(1, 2)
            facts.append(Fact(UUID(int=dice.getrandbits(128)), dice.randint(1, 4), sequence, dice.randint(0, 9)))
    return facts


def delivered(facts: list[Fact], dice: random.Random) -> list[Fact]:
    """Out of order, and some of them twice or five times, as lost acknowledgements make a device do."""
    again = [fact for fact in facts for _copy in range(dice.choice((1, 1, 1, 2, 5)))]
    dice.shuffle(again)
    return again


def expected(facts: list[Fact]) -> dict[int, Any]:
    """By the words of the protocol: the greatest sequence, equal ones settled by the greater id."""
    return {
        place: max((one for one in facts if one.place == place), key=lambda one: (one.sequence, str(one.uuid))).value
        for place in {one.place for one in facts}
    }


def test_ten_thousand_interleavings_give_one_result() -> None:
    dice = random.Random(5)
    for _round in range(100):
        facts = written(dice)
        wanted = expected(facts)
        for _order in range(INTERLEAVINGS // 100):
            assert folded(delivered(facts, dice)) == wanted


class Paper(RuleBasedStateMachine):
    """An attempt as the rules decide it, beside a model that remembers everything: phones write, lose their line, come back."""

    @initialize(extra=st.integers(0, 30), window=st.integers(5, 60))
    def begin(self, extra: int, window: int) -> None:
        self.now, self.sequence, self.handed_in = START, 0, False
        self.deadline = rules.deadline(start=START, minutes=25, extra=extra, window_ends_at=START + timedelta(minutes=window))
        assert self.deadline == START + timedelta(minutes=min(25, window) + extra)
        self.place, self.sent, self.model = Place(), set[UUID](), dict[UUID, tuple[Fact, datetime]]()
        self.waiting: list[tuple[Fact, datetime]] = []
        self.counted: list[Fact] = []

    @rule(value=st.integers(0, 9), skew=st.sampled_from([0, 0, 0, 86_400, -86_400]))
    def write(self, value: int, skew: int) -> None:
        """A device seals an answer with its own clock, which may be wrong by a day."""
        self.sequence += 1
        fact = Fact(UUID(int=self.sequence), 1, self.sequence, value)
        self.waiting.append((fact, self.now + timedelta(seconds=skew)))

    @precondition(lambda self: self.waiting)
    @rule(which=st.integers(0, 99), lost=st.booleans())
    def send(self, which: int, lost: bool) -> None:
        """One of the waiting answers arrives; its acknowledgement may get lost, then it comes again."""
        fact, at = self.waiting[which % len(self.waiting)]
        known = fact.uuid in self.sent
        arrives = rules.arrival(now=self.now, device_at=min(at, self.now), started_at=START, deadline_at=self.deadline)
        taken = known or (not self.handed_in and arrives != rules.Arrival.TIME_OVER)
        if taken and not known:
            self.sent.add(fact.uuid)
            self.place.take(fact)
            self.counted.append(fact)
        if not lost:
            self.waiting = [one for one in self.waiting if one[0] is not fact]

    @rule(minutes=st.floats(0.1, 30))
    def time_passes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def hand_in(self) -> None:
        self.handed_in = self.handed_in or self.now <= self.deadline

    @invariant()
    def the_newest_that_was_taken_counts(self) -> None:
        if hasattr(self, "counted") and self.counted:
            assert self.place.value == max(self.counted, key=lambda one: one.sequence).value

    @invariant()
    def nothing_is_taken_a_day_after_the_end(self) -> None:
        if hasattr(self, "now") and self.now > self.deadline + LATE_WINDOW:
            fresh = rules.arrival(now=self.now, device_at=self.now, started_at=START, deadline_at=self.deadline)
            assert fresh == rules.Arrival.TIME_OVER


TestPaper = Paper.TestCase
TestPaper.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@given(
    start=st.integers(0, 600), limit=st.integers(1, 240), extra=st.integers(0, 240), ends=st.integers(1, 900),
    more=st.integers(1, 120),
)  # fmt: skip
def test_a_deadline_is_never_before_either_end_cut_and_minutes_given_are_never_lost(
    start: int, limit: int, extra: int, ends: int, more: int
) -> None:
    def at(minutes: int) -> datetime:
        return START + timedelta(minutes=minutes)

    whole = rules.deadline(start=at(start), minutes=limit, extra=extra, window_ends_at=at(ends))
    assert whole == min(at(start + limit + extra), at(ends + extra))
    longer = rules.deadline(start=at(start), minutes=limit, extra=extra + more, window_ends_at=at(ends))
    assert longer - whole == timedelta(minutes=more)


@given(seed=st.integers(0, 10**6), size=st.integers(1, 12), safety=st.integers(0, 3), unit=st.integers(0, 4))
def test_every_paper_that_is_drawn_keeps_its_rules(seed: int, size: int, safety: int, unit: int) -> None:
    bank = [
        rules.Candidates(id=n, code=f"Q{n:02}", level=("L1", "L2")[n % 2], unit=f"U{n % 3}", safety=n % 5 == 0) for n in range(30)
    ]
    wanted = rules.Draw(questions=size, from_levels=("L1", "L2"), units={"U1": unit} if unit else {}, safety=safety)
    try:
        drawn = rules.draw(bank, wanted, seed=str(seed)).ids
    except Refusal as refused:  # only where the rules contradict each other
        assert refused.code == "bank_too_small"
        assert size < unit + safety
        return
    chosen = [bank[one] for one in drawn]
    assert len(set(drawn)) == size
    assert sum(one.safety for one in chosen) >= safety
    assert sum(one.unit == "U1" for one in chosen) >= unit
    assert drawn == rules.draw(list(reversed(bank)), wanted, seed=str(seed)).ids


@pytest.mark.parametrize("seed", range(5))
def test_two_assessors_synced_in_any_order_give_one_sheet_each(seed: int) -> None:
    dice = random.Random(seed)
    facts = [
        rules.Noted("marked", f"A{dice.randint(1, 5)}", dice.randint(0, 10), "", dice.randint(1, 30), str(UUID(int=n)))  # type: ignore[arg-type]
        for n in range(40)
    ]
    once = rules.fold(facts)
    for _order in range(200):
        dice.shuffle(facts)
        assert rules.fold(facts) == once
