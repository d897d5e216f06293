"""Register, hands, timetable and deck, on plain values."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classrooms.rules import deck, hands, register, timetable
from classrooms.rules.register import Attended

OPENED = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CLOSED = OPENED + timedelta(minutes=120)


def at(minutes: float) -> datetime:
    return OPENED + timedelta(minutes=minutes)


def judged(*moves: tuple[str, float]) -> register.Line:
    stays = register.intervals([(move, at(minutes)) for move, minutes in moves], opened_at=OPENED, closed_at=CLOSED)
    return register.line(stays, opened_at=OPENED, closed_at=CLOSED)


@pytest.mark.parametrize(
    ("moves", "status", "minutes"),
    [
        ([], Attended.ABSENT, 0),
        ([("joined", 0)], Attended.PRESENT, 120),
        ([("joined", -15)], Attended.PRESENT, 120),  # waited in the lobby: the time before counts for nothing
        ([("joined", 10)], Attended.PRESENT, 110),
        ([("joined", 10.1)], Attended.LATE, 109),
        ([("joined", 0), ("left", 110)], Attended.PRESENT, 110),
        ([("joined", 0), ("left", 109)], Attended.LEFT_EARLY, 109),
        ([("joined", 0), ("left", 29)], Attended.ABSENT, 29),  # less than a quarter of two hours
        ([("joined", 0), ("left", 30)], Attended.LEFT_EARLY, 30),
        ([("joined", 0), ("left", 40), ("joined", 50)], Attended.PRESENT, 110),  # the network went for ten minutes
        ([("joined", 20), ("left", 60)], Attended.LEFT_EARLY, 40),
        ([("joined", -20), ("left", -5)], Attended.ABSENT, 0),
        ([("joined", 0), ("joined", 5), ("left", 115), ("left", 116)], Attended.PRESENT, 115),
    ],
)
def test_a_line_of_the_register(moves, status, minutes):
    line = judged(*moves)
    assert (line.status, line.seconds // 60) == (status, minutes)


def test_thresholds_are_those_given_not_those_of_today():
    stays = register.intervals([("joined", at(15))], opened_at=OPENED, closed_at=CLOSED)
    mild = register.Thresholds(late_after_minutes=20)
    assert register.line(stays, opened_at=OPENED, closed_at=CLOSED, thresholds=mild).status == Attended.PRESENT


@given(st.lists(st.tuples(st.sampled_from(["joined", "left"]), st.integers(-60, 200)), max_size=12))
def test_stays_never_overlap_nor_leave_the_class(moves):
    ordered = sorted(moves, key=lambda move: move[1])
    stays = register.intervals([(move, at(minutes)) for move, minutes in ordered], opened_at=OPENED, closed_at=CLOSED)
    assert all(OPENED <= stay.came_at <= stay.went_at <= CLOSED for stay in stays)
    assert all(one.went_at <= other.came_at for one, other in pairwise(stays))
    assert sum(stay.seconds for stay in stays) <= 120 * 60


def test_whoever_has_been_silent_longest_is_called_first():
    room = {
        "people": {
            "souad": {"spoke_at": None},
            "mahmoud": {"spoke_at": "2026-11-22T10:05:00.000Z"},
            "fatma": {"spoke_at": "2026-11-22T10:01:00.000Z"},
            "reda": {"spoke_at": None},
        },
        "hands": {
            "mahmoud": "2026-11-22T10:20:00.000Z",
            "fatma": "2026-11-22T10:21:00.000Z",
            "souad": "2026-11-22T10:30:00.000Z",
            "reda": "2026-11-22T10:29:00.000Z",
        },
    }
    assert hands.in_turn(room) == ["reda", "souad", "fatma", "mahmoud"]


@pytest.mark.parametrize(
    ("start", "minutes", "clash"),
    [(-60, 60, False), (-60, 61, True), (0, 120, True), (30, 10, True), (119, 60, True), (120, 60, False)],
)
def test_classes_clash_when_they_share_a_minute(start, minutes, clash):
    assert timetable.clashes(timetable.span(at(start), minutes), [(OPENED, CLOSED)]) is clash


@pytest.mark.parametrize(("minutes", "allowed"), [(-31, False), (-30, True), (0, True), (119, True), (120, False)])
def test_when_a_class_may_be_opened(minutes, allowed):
    assert timetable.may_open(starts_at=OPENED, minutes=120, now=at(minutes)) is allowed


def test_a_deck_begins_with_the_title_and_splits_long_lists():
    points = [{"ar": f"نقطة {number}", "en": f"Point {number}"} for number in range(7)]
    pages = deck.draft(
        title={"ar": "عيادة الماكينة", "en": "Machine clinic"},
        activity={"ar": "نشاط", "en": "Activity"},
        lessons=[{"title": {"ar": "درس", "en": "Lesson"}, "key_points": points}],
    )
    assert [page["kind"] for page in pages] == ["title", "points", "points", "closing"]
    assert [len(page["blocks"][0]["items"]) for page in pages[1:3]] == [5, 2]
    assert pages[0]["title_ar"] == "عيادة الماكينة"
