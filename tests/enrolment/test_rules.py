"""Progress as a fold of facts, worked out by hand."""

import itertools
from datetime import UTC, datetime, timedelta

from lms.enrolment.rules import Fact, course_complete, fold, free_seats, percent

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def fact(minute: int, kind: str, step: str = "", **value: object) -> Fact:
    return Fact(kind, step, value, NOON + timedelta(minutes=minute))


STORY = [
    fact(0, "opened"),
    fact(1, "step_done", "a"),
    fact(2, "step_done", "b"),
    fact(3, "step_undone", "a"),
    fact(4, "played", "film", seconds=42.5),
    fact(5, "question_answered", "q", choice=2),
]


def test_the_fold_says_where_the_trainee_stands() -> None:
    standing = fold(STORY)
    assert standing.as_state() == {"done": ["b", "q"], "answers": {"q": 2}, "seconds": {"film": 42.5}, "last": "q"}
    assert standing.started_at == NOON
    assert standing.completed_at is None


def test_the_order_of_arrival_does_not_matter() -> None:
    expected = fold(STORY)
    for shuffled in itertools.islice(itertools.permutations(STORY), 0, 720, 37):
        assert fold(shuffled) == expected


def test_reading_to_the_end_completes_once() -> None:
    standing = fold([*STORY, fact(9, "read"), fact(20, "read")])
    assert standing.completed_at == NOON + timedelta(minutes=9)


def test_percent_counts_steps_of_the_lesson_only_and_rounds_down() -> None:
    assert percent(["a", "zz"], ["a", "b", "read"]) == 33
    assert percent(["a", "b"], ["a", "b", "read"]) == 66
    assert percent(["read"], ["a", "b", "read"]) == 100
    assert percent([], []) == 0


def test_a_course_is_complete_with_its_last_lesson() -> None:
    assert not course_complete(["l1", "l2"], ["l1", "l2", "l3"])
    assert course_complete(["l3", "l1", "l2", "old"], ["l1", "l2", "l3"])


def test_seats_never_go_below_zero() -> None:
    assert free_seats(capacity=20, taken=15) == 5
    assert free_seats(capacity=2, taken=3) == 0
