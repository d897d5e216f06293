"""Timetables worked out by hand, planted faults, and days drawn at random."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.test_days.rules import Day, Examiner, Place, Slot, Test, conflicts
from lms.test_days.rules.timetable import timetable

NINE, NOON = 9 * 60, 12 * 60
CENTRE = Place("C", NINE, NOON, {"TLR": 1})
VAN = Place("V", NINE, NOON, {"TLR": 1})
SAMIR, DALIA = Examiner(1, frozenset({"C", "V"})), Examiner(2, frozenset({"C", "V"}))


def tasks(count: int, **how: Any) -> tuple[Test, ...]:
    """Tailoring tasks of 45 minutes, an hour each with the changeover."""
    return tuple(Test(**{"key": key, "trade": "TLR", "minutes": 45, "places": ("C",), **how}) for key in range(count))


def day(*asked: Test, places: tuple[Place, ...] = (CENTRE,), examiners: tuple[Examiner, ...] = (SAMIR,)) -> Day:
    return Day(places, examiners, asked)


def starts(found: Any) -> list[int]:
    return sorted(slot.start for slot in found.slots)


def test_one_station_takes_one_candidate_an_hour_and_the_fourth_has_no_room() -> None:
    asked = day(*tasks(4))
    found = timetable(asked)
    assert starts(found) == [540, 600, 660]
    assert list(found.left.values()) == ["no_room"]
    assert conflicts(asked, found.slots) == []


def test_the_last_test_may_end_as_the_place_closes_without_a_changeover() -> None:
    closes = replace(CENTRE, closes=NINE + 105)  # 45 + 15 + 45
    assert starts(timetable(day(*tasks(2), places=(closes,)))) == [540, 600]
    shorter = replace(CENTRE, closes=NINE + 104)
    assert starts(timetable(day(*tasks(2), places=(shorter,)))) == [540]


def test_a_lent_tool_is_at_one_station_at_a_time() -> None:
    place = Place("C", NINE, NOON, {"TLR": 2}, {"pump": 1})
    asked = day(*tasks(2, tools=frozenset({"pump"})), places=(place,), examiners=(SAMIR, DALIA))
    assert starts(timetable(asked)) == [540, 600]
    assert starts(timetable(replace(asked, places=(replace(place, tools={}),)))) == [540, 540]


def test_two_assessors_are_two_people_and_one_watches_as_many_as_they_can() -> None:
    place = Place("C", NINE, NOON, {"TLR": 2})
    pair = day(*tasks(1, assessors=2), places=(place,), examiners=(SAMIR, DALIA))
    assert timetable(pair).slots[0].examiners == {1, 2}
    assert timetable(replace(pair, examiners=(replace(SAMIR, at_once=2),))).left == {0: "no_assessors"}
    alone = day(*tasks(2), places=(place,))
    assert starts(timetable(alone)) == [540, 600]
    assert starts(timetable(replace(alone, examiners=(replace(SAMIR, at_once=2),)))) == [540, 540]


def test_nobody_is_judged_by_whoever_taught_them() -> None:
    own = tasks(1, barred=frozenset({1}))
    assert timetable(day(*own)).left == {0: "no_assessors"}
    assert timetable(day(*own, examiners=(SAMIR, DALIA))).slots[0].examiners == {2}


def test_what_somebody_has_already_is_kept_free() -> None:
    paper = tasks(1, busy=((NINE, NINE + 90),))
    assert starts(timetable(day(*paper))) == [630]
    ill = replace(SAMIR, busy=((NINE, NINE + 60), (NINE + 120, NOON)))
    found = timetable(day(*tasks(1), examiners=(ill,)))
    assert [slot for slot in found.slots if slot.start < 600 or slot.start > 615] == []


def test_a_task_without_a_place_says_so() -> None:
    assert timetable(day(*tasks(1, trade="RAC"))).left == {0: "no_place"}
    assert timetable(day(*tasks(1, minutes=181))).left == {0: "no_place"}
    gone = replace(CENTRE, tools={"pump": 0})
    assert timetable(day(*tasks(1, tools=frozenset({"pump"})), places=(gone,))).left == {0: "no_place"}


def test_a_full_centre_sends_people_to_the_van_and_an_assessor_stays_at_one_place() -> None:
    asked = day(*tasks(5, places=("C", "V")), places=(CENTRE, VAN), examiners=(SAMIR, DALIA))
    found = timetable(asked)
    assert sorted(slot.place for slot in found.slots) == ["C", "C", "C", "V", "V"]
    assert conflicts(asked, found.slots) == []


def test_when_the_van_breaks_down_only_its_people_move() -> None:
    two = Place("C", NINE, NOON, {"TLR": 2})
    asked = day(*tasks(5, places=("V", "C")), places=(two, VAN), examiners=(replace(SAMIR, at_once=2), DALIA))
    before = timetable(asked)
    stay = [slot for slot in before.slots if slot.place == "C"]
    assert len(before.slots) == 5 and len(stay) < 5
    after = timetable(replace(asked, places=(two,)), kept=stay)
    assert set(stay) <= set(after.slots) and len(after.slots) == 5
    assert conflicts(replace(asked, places=(two,)), after.slots) == []


def test_the_first_stations_are_filled_first() -> None:
    place = Place("C", NINE, NOON, {"TLR": 9})
    found = timetable(day(*tasks(3), places=(place,), examiners=(replace(SAMIR, at_once=2),)))
    assert sorted((slot.start, slot.station) for slot in found.slots) == [(540, 1), (540, 2), (600, 1)]


GOOD = (Slot(0, "C", 540, 1, frozenset({1})), Slot(1, "C", 600, 1, frozenset({1})))
FAULTS = [
    (replace(GOOD[1], test=0), "placed_twice"),
    (replace(GOOD[1], place="V", examiners=frozenset({2})), "wrong_place 1"),
    (replace(GOOD[1], start=525), "closed 1"),
    (replace(GOOD[1], start=690), "closed 1"),
    (replace(GOOD[1], station=2), "no_such_station 1"),
    (replace(GOOD[1], examiners=frozenset()), "assessors_missing 1"),
    (replace(GOOD[1], examiners=frozenset({3})), "own_trainee 1"),
    (replace(GOOD[1], examiners=frozenset({4})), "assessor_of_another_place 1"),
    (replace(GOOD[1], start=585), "station_twice C TLR 1"),
    (replace(GOOD[1], start=585), "assessor_twice 1"),
    (replace(GOOD[1], start=585), "tool_short C pump"),
    (replace(GOOD[1], start=660), "candidate_busy 1"),
    (replace(GOOD[1], start=660, examiners=frozenset({2})), "assessor_busy 2"),
    (replace(GOOD[1], place="V"), "assessor_in_two_places 1"),
]


@pytest.mark.parametrize(("planted", "code"), FAULTS, ids=[code for _slot, code in FAULTS])
def test_every_fault_of_a_timetable_is_found(planted: Slot, code: str) -> None:
    how = {"barred": frozenset({3}), "tools": frozenset({"pump"}), "busy": ((665, NOON),)}
    asked = day(
        *tasks(2, **how),
        places=(replace(CENTRE, tools={"pump": 1}), VAN),
        examiners=(SAMIR, replace(DALIA, busy=((670, NOON),)), Examiner(3, frozenset({"C"})), Examiner(4, frozenset({"V"}))),
    )
    assert conflicts(asked, GOOD) == []
    assert code in conflicts(asked, [GOOD[0], planted])


EXAMINERS = st.lists(st.builds(Examiner, st.integers(1, 6), st.just(frozenset({"C", "V"})), st.integers(1, 2)), max_size=4)
TESTS = st.lists(
    st.builds(
        Test,
        key=st.just(0),
        trade=st.sampled_from(["TLR", "RAC"]),
        minutes=st.sampled_from([30, 45, 75]),
        places=st.sampled_from([("C",), ("V", "C"), ("C", "V")]),
        assessors=st.integers(1, 2),
        tools=st.sampled_from([frozenset(), frozenset({"pump"})]),
        barred=st.frozensets(st.integers(1, 6), max_size=2),
    ),
    max_size=10,
)


@settings(max_examples=25, deadline=None)
@given(TESTS, EXAMINERS, st.integers(0, 3), st.integers(0, 2))
def test_no_timetable_holds_a_conflict_and_everybody_left_over_knows_why(
    drawn: list[Test], team: list[Examiner], stations: int, pumps: int
) -> None:
    asked = Day(
        (Place("C", NINE, NOON, {"TLR": stations, "RAC": 1}, {"pump": pumps}), VAN),
        tuple({one.key: one for one in team}.values()),
        tuple(replace(test, key=key) for key, test in enumerate(drawn)),
    )
    found = timetable(asked)
    assert conflicts(asked, found.slots) == []
    assert {slot.test for slot in found.slots} | set(found.left) == {test.key for test in asked.tests}
    assert set(found.left.values()) <= {"no_place", "no_assessors", "no_room"}
    closed = replace(asked, places=asked.places[:1])
    stay = [slot for slot in found.slots if slot.place == "C"]
    again = timetable(closed, kept=stay)
    assert set(stay) <= set(again.slots) and conflicts(closed, again.slots) == []
