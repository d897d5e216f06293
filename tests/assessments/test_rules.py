"""Drawing, time, outcomes and agreement, on plain values."""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from django.utils import timezone
from django.utils.translation import override

from assessments import rules
from assessments.rules.time import LATE_WINDOW
from lms.refusals import Refusal

START = datetime(2026, 11, 21, 10, 0, tzinfo=timezone.get_default_timezone())
BANK = [
    rules.Candidates(
        id=10 * unit + number, code=f"Q{unit}{number}", level="L1" if number < 4 else "L2", unit=f"U{unit}", safety=number == 0
    )
    for unit in range(1, 6)
    for number in range(6)
]


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_the_same_seed_draws_the_same_paper_and_another_seed_another() -> None:
    wanted = rules.Draw(questions=10, from_levels=("L1", "L2"))
    assert rules.draw(BANK, wanted, seed="a") == rules.draw(list(reversed(BANK)), wanted, seed="a")
    assert rules.draw(BANK, wanted, seed="a") != rules.draw(BANK, wanted, seed="b")


@pytest.mark.parametrize("seed", [str(number) for number in range(25)])
def test_a_draw_is_balanced_and_keeps_its_leasts(seed: str) -> None:
    wanted = rules.Draw(questions=10, from_levels=("L1", "L2"), units={"U1": 3}, levels={"L2": 4}, safety=3)
    drawn = rules.draw(BANK, wanted, seed=seed).ids
    chosen = [question for question in BANK if question.id in drawn]
    units = Counter(question.unit for question in chosen)
    assert (len(drawn), len(set(drawn))) == (10, 10)
    assert units["U1"] >= 3
    assert sum(question.level == "L2" for question in chosen) >= 4
    assert sum(question.safety for question in chosen) >= 3
    assert set(units) == {"U1", "U2", "U3", "U4", "U5"}


def test_only_questions_of_the_named_levels_are_drawn() -> None:
    drawn = rules.draw(BANK, rules.Draw(questions=20, from_levels=("L1",)), seed="a").ids
    assert {question.level for question in BANK if question.id in drawn} == {"L1"}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (rules.Draw(questions=31, from_levels=("L1", "L2")), "30 of 31"),
        (rules.Draw(questions=10, from_levels=("L1",), levels={"L2": 2}), "L2: 0 of 2"),
        (rules.Draw(questions=10, from_levels=("L1", "L2"), units={"U1": 7}), "U1: 6 of 7"),
        (rules.Draw(questions=10, from_levels=("L1", "L2"), safety=6), "5 of 6"),
        (rules.Draw(questions=4, from_levels=("L1", "L2"), units={"U1": 3, "U2": 3}), "6"),
        (rules.Draw(questions=4, from_levels=("L1", "L2"), units={"U1": 2, "U2": 2}, safety=3), ""),  # together impossible
    ],
)
def test_a_bank_that_is_too_small_says_what_is_missing(wanted: rules.Draw, said: str) -> None:
    with override("en"), pytest.raises(Refusal) as refused:
        rules.draw(BANK, wanted, seed="a")
    assert refused.value.code == "bank_too_small"
    assert said in str(refused.value.message)


@pytest.mark.parametrize(
    ("extra", "window", "ends"),
    [(0, None, 25), (0, 120, 25), (0, 20, 20), (6, 120, 31), (6, 20, 26)],  # the window's end never cuts the extra minutes
)
def test_the_deadline(extra: int, window: int | None, ends: int) -> None:
    window_ends_at = None if window is None else after(window)
    assert rules.deadline(start=START, minutes=25, extra=extra, window_ends_at=window_ends_at) == after(ends)


@pytest.mark.parametrize(
    ("now", "device", "expected"),
    [
        (10, 10, "on_time"),
        (25, 25, "on_time"),
        (25 + 10 / 60, 25, "on_time"),  # ten seconds of grace, to the second
        (25 + 11 / 60, 24, "late"),
        (25 + 11 / 60, 25.1, "time_over"),  # written after the deadline
        (60, 10, "late"),
        (60, -5, "time_over"),  # before the attempt began: not of this attempt
        (25 + LATE_WINDOW.total_seconds() / 60 + 1, 10, "time_over"),
    ],
)
def test_how_an_answer_arrives(now: float, device: float, expected: str) -> None:
    assert rules.arrival(now=after(now), device_at=after(device), started_at=START, deadline_at=after(25)) == expected


def test_equal_sequences_of_two_devices_end_the_same_whichever_comes_first() -> None:
    one, other = UUID(int=1), UUID(int=2)
    assert rules.is_newer(sequence=5, uuid=other, than_sequence=5, than_uuid=one)
    assert not rules.is_newer(sequence=5, uuid=one, than_sequence=5, than_uuid=other)
    assert not rules.is_newer(sequence=5, uuid=one, than_sequence=5, than_uuid=one)
    assert rules.is_newer(sequence=1, uuid=one, than_sequence=0, than_uuid=None)


def test_marks_are_rounded_half_upwards_to_two_places() -> None:
    assert rules.marks_for(Fraction(2, 3), 3) == Decimal("2.00")
    assert rules.marks_for(Fraction(1, 3), 2) == Decimal("0.67")
    assert rules.marks_for(Fraction(1, 8), 1) == Decimal("0.13")
    assert rules.percent_of(Decimal("7"), 12) == Decimal("58.33")
    assert rules.percent_of(Decimal("0"), 0) == Decimal("0.00")


RUBRIC = [
    {"id": "R1", "marks": 40, "bands": [{"marks": 40}, {"marks": 20}, {"marks": 0}]},
    {"id": "R2", "marks": 60, "bands": [{"marks": 60}, {"marks": 30}, {"marks": 0}]},
]
FAILS = [{"id": "F1", "action": "stop_assessment"}, {"id": "F2", "action": "fail"}]


def noted(*facts: tuple[str, str, int | None]) -> list[rules.Noted]:
    return [
        rules.Noted(kind, aspect, None if marks is None else Decimal(marks), "", index, f"{index:03}")
        for index, (kind, aspect, marks) in enumerate(facts, start=1)
    ]


def result(*facts: tuple[str, str, int | None]) -> rules.SheetOutcome:
    return rules.outcome(rules.fold(noted(*facts)), rubric=RUBRIC, critical_fails=FAILS, least=60)


@pytest.mark.parametrize(
    ("facts", "percent", "word", "sealable"),
    [
        ([("marked", "R1", 40), ("marked", "R2", 30)], 70, "competent", True),
        ([("marked", "R1", 0), ("marked", "R2", 60)], 60, "competent", True),
        ([("marked", "R1", 20), ("marked", "R2", 30)], 50, "not_yet_competent", True),
        ([("marked", "R1", 40)], 40, "not_yet_competent", False),
        ([("marked", "R1", 40), ("marked", "R2", 60), ("critical_seen", "F2", None)], 100, "not_yet_competent", True),
        ([("marked", "R1", 40), ("critical_seen", "F1", None)], 40, "stopped_for_safety", True),  # may be sealed half judged
        ([("critical_seen", "F2", None), ("marked", "R1", 40)], 40, "not_yet_competent", False),
        (
            [("critical_seen", "F1", None), ("critical_withdrawn", "F1", None), ("marked", "R1", 40), ("marked", "R2", 60)],
            100, "competent", True,
        ),
        ([("marked", "R1", 0), ("marked", "R1", 40), ("marked", "R2", 30)], 70, "competent", True),  # the newest mark counts
    ],
)  # fmt: skip
def test_the_outcome_of_a_sheet(facts: list[tuple[str, str, int | None]], percent: int, word: str, sealable: bool) -> None:
    said = result(*facts)
    assert (said.percent, said.outcome, said.can_be_sealed) == (percent, word, sealable)


def test_facts_that_arrive_in_another_order_fold_to_the_same() -> None:
    facts = noted(("marked", "R1", 0), ("marked", "R2", 30), ("marked", "R1", 40), ("critical_seen", "F1", None))
    assert rules.fold(facts) == rules.fold(list(reversed(facts)))


@pytest.mark.parametrize(
    ("sheets", "agreed", "percent", "word"),
    [
        ([(70, "competent")], True, 70, "competent"),
        ([(70, "competent"), (75, "competent")], True, Decimal("72.5"), "competent"),
        ([(70, "competent"), (81, "competent")], False, None, "competent"),
        ([(62, "competent"), (58, "not_yet_competent")], False, None, "not_yet_competent"),  # never across the line
        ([(90, "competent"), (90, "stopped_for_safety")], False, None, "stopped_for_safety"),
    ],
)
def test_two_assessors(sheets: list[tuple[int, str]], agreed: bool, percent: Decimal | None, word: str) -> None:
    said = rules.agree([(Decimal(one), other) for one, other in sheets], tolerance=10)
    assert (said.agreed, said.percent, said.outcome) == (agreed, percent, word)
