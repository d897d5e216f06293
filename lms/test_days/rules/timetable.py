"""The timetable of a day: each test a station, a time and its assessors, nothing twice."""

from collections.abc import Callable, Sequence

from lms.test_days.rules.allotment import Allotment, allot, could_be_at
from lms.test_days.rules.day import Day, Place, Slot, Test, Timetable
from lms.test_days.rules.seats import seats
from lms.test_days.rules.times import times

# How much of each place is given away in each round, in per cent. What did not fit in is shared out again.
ROUNDS = (90, 100, 100)


def timetable(day: Day, *, kept: Sequence[Slot] = (), progress: Callable[[int], None] = lambda done: None) -> Timetable:
    """Slots for the tests of a day, beside those ``kept`` exactly as they are; and why a test has none.

    ``progress`` hears how many tests have a slot, after each place.
    """
    found: dict[str, list[Slot]] = {place.code: [] for place in day.places}
    for full in ROUNDS:
        so_far = [*kept, *(slot for slots in found.values() for slot in slots)]
        waiting = _without_slot(day, so_far)
        if not waiting:
            break
        allotted = allot(day, tests=waiting, kept=so_far, full=full)
        for place in day.places:
            if allotted.tests[place.code]:
                found[place.code] = _at(day, place, allotted, found[place.code], kept)
            progress(len(kept) + sum(map(len, found.values())))
    slots = [*kept, *(slot for slots in found.values() for slot in slots)]
    return Timetable(tuple(slots), {test.key: _why(day, test) for test in _without_slot(day, slots)})


def _without_slot(day: Day, slots: Sequence[Slot]) -> list[Test]:
    placed = {slot.test for slot in slots}
    return [test for test in day.tests if test.key not in placed]


def _why(day: Day, test: Test) -> str:
    able = [place for place in day.places if could_be_at(test, place)]
    if not able:
        return "no_place"
    for place in able:
        fair = [one for one in day.examiners if place.code in one.places and one.key not in test.barred]
        if len(fair) >= test.assessors:
            return "no_room"
    return "no_assessors"


def _at(day: Day, place: Place, allotted: Allotment, found: list[Slot], kept: Sequence[Slot]) -> list[Slot]:
    """New slots at one place for the tests that have one there and for those allotted: the times first, then with the times fixed
    the stations and the assessors. Whoever had a slot must not lose it, so the fuller of old and new is taken."""
    by_key = {test.key: test for test in day.tests}
    told = [(by_key[slot.test], slot) for slot in kept if slot.place == place.code]
    tests = [*(by_key[slot.test] for slot in found), *allotted.tests[place.code]]
    examiners = allotted.examiners[place.code]
    hands = sum(one.at_once for one in examiners)
    begins = times(day, place, tests, hands=hands, kept=[(test, slot.start) for test, slot in told])
    return max(found, seats(day, place, begins, examiners, kept=told), key=len)
