"""What is wrong with a timetable: worked out from the slots alone, whoever made them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from lms.test_days.rules.day import Day, Slot


def conflicts(day: Day, slots: Sequence[Slot]) -> list[str]:
    """Codes and keys of everything that cannot be; empty for a timetable that works."""
    return sorted(
        {*_singly(day, slots), *_stations(day, slots), *_examiners(day, slots), *_tools(day, slots), *_one_place(slots)}
    )


def _singly(day: Day, slots: Sequence[Slot]) -> Iterator[str]:
    places, tests = {place.code: place for place in day.places}, {test.key: test for test in day.tests}
    if len({slot.test for slot in slots}) < len(slots):
        yield "placed_twice"
    may_work = {examiner.key: examiner.places for examiner in day.examiners}
    for slot in slots:
        test, place = tests[slot.test], places[slot.place]
        if slot.place not in test.places:
            yield f"wrong_place {test.key}"
        if slot.start < place.opens or slot.start + test.minutes > place.closes:
            yield f"closed {test.key}"
        if not 1 <= slot.station <= place.stations.get(test.trade, 0):
            yield f"no_such_station {test.key}"
        if _meets(slot.start, slot.start + test.minutes, test.busy):
            yield f"candidate_busy {test.key}"
        if len(slot.examiners) != test.assessors:
            yield f"assessors_missing {test.key}"
        if slot.examiners & test.barred:
            yield f"own_trainee {test.key}"
        if any(slot.place not in may_work.get(key, ()) for key in slot.examiners):
            yield f"assessor_of_another_place {test.key}"


def _stations(day: Day, slots: Sequence[Slot]) -> Iterator[str]:
    spans = {test.key: (test.trade, day.span(test)) for test in day.tests}
    rows = defaultdict(list)
    for slot in slots:
        trade, span = spans[slot.test]
        rows[slot.place, trade, slot.station].append((slot.start, slot.start + span))
    for (place, trade, station), times in rows.items():
        if any(first[1] > second[0] for first, second in pairwise(sorted(times))):
            yield f"station_twice {place} {trade} {station}"


def _examiners(day: Day, slots: Sequence[Slot]) -> Iterator[str]:
    spans = {test.key: day.span(test) for test in day.tests}
    for examiner in day.examiners:
        watched = [slot for slot in slots if examiner.key in slot.examiners]
        if any(_meets(slot.start, slot.start + spans[slot.test], examiner.busy) for slot in watched):
            yield f"assessor_busy {examiner.key}"
        if busiest(watched, lambda slot: spans[slot.test]) > examiner.at_once:
            yield f"assessor_twice {examiner.key}"


def _tools(day: Day, slots: Sequence[Slot]) -> Iterator[str]:
    tests = {test.key: test for test in day.tests}
    for place in day.places:
        for tool, count in place.tools.items():
            using = [slot for slot in slots if slot.place == place.code and tool in tests[slot.test].tools]
            if busiest(using, lambda slot: day.span(tests[slot.test])) > count:
                yield f"tool_short {place.code} {tool}"


def _one_place(slots: Sequence[Slot]) -> Iterator[str]:
    seen = defaultdict(set)
    for slot in slots:
        for key in slot.examiners:
            seen[key].add(slot.place)
    yield from (f"assessor_in_two_places {key}" for key, places in seen.items() if len(places) > 1)


def _meets(start: int, end: int, busy: Iterable[tuple[int, int]]) -> bool:
    return any(begins < end and start < ends for begins, ends in busy)


def busiest(slots: Iterable[Slot], span: Callable[[Slot], int]) -> int:
    """How many of the slots run at once at the worst moment."""
    steps = sorted((at, change) for slot in slots for at, change in ((slot.start, 1), (slot.start + span(slot), -1)))
    most = running = 0
    for _at, change in steps:
        running += change
        most = max(most, running)
    return most
