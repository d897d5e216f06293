"""Which station and which assessors each test of a place gets, once the times stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from lms.test_days.rules.day import Day, Examiner, Place, Slot, Test
from lms.test_days.rules.times import solved

WORK = 1.0


def seats(
    day: Day, place: Place, begins: Mapping[Test, int], examiners: Sequence[Examiner], *, kept: Sequence[tuple[Test, Slot]]
) -> list[Slot]:
    """Slots for as many of the tests as can be. No two at a station, nobody watches more than they can, no own trainees."""
    model = cp_model.CpModel()
    here = {test: model.new_bool_var("") for test in begins}
    bench = {test: {n: model.new_bool_var("") for n in range(1, place.stations[test.trade] + 1)} for test in begins}
    watch = {
        test: {one.key: model.new_bool_var("") for one in examiners if may_watch(one, test, at, day.span(test))}
        for test, at in begins.items()
    }
    for test in begins:
        model.add(sum(bench[test].values()) == here[test])
        model.add(sum(watch[test].values()) == test.assessors * here[test])
    moments = sorted({*begins.values(), *(slot.start for _test, slot in kept)})
    for moment in moments:
        now = [test for test, start in begins.items() if start <= moment < start + day.span(test)]
        then = [(test, slot) for test, slot in kept if slot.start <= moment < slot.start + day.span(test)]
        for trade, count in place.stations.items():
            taken = {slot.station for test, slot in then if test.trade == trade}
            for number in range(1, count + 1):
                model.add(sum(bench[test][number] for test in now if test.trade == trade) <= (number not in taken))
        for one in examiners:
            busy = sum(one.key in slot.examiners for _test, slot in then)
            model.add(sum(watch[test][one.key] for test in now if one.key in watch[test]) <= one.at_once - busy)
    model.maximize(sum(here.values()))
    solver = solved(model, WORK)

    def chosen(choices: Mapping[int, cp_model.IntVar]) -> Iterable[int]:
        return (key for key, yes in choices.items() if solver.value(yes))

    found = [
        Slot(test.key, place.code, start, next(iter(chosen(bench[test]))), frozenset(chosen(watch[test])))
        for test, start in begins.items()
        if solver.value(here[test])
    ]
    return found if kept else from_the_first(day, found, {test.key: test for test in begins})


def from_the_first(day: Day, slots: Sequence[Slot], tests: Mapping[int, Test]) -> list[Slot]:
    """The same slots with the stations of each trade filled from the first on: in order of time the lowest that is free. No more
    stations are needed than at the busiest moment."""
    free_at: dict[tuple[str, int], int] = {}
    numbered = []
    for slot in sorted(slots, key=lambda one: (one.start, one.test)):
        test = tests[slot.test]
        number = next(n for n in range(1, len(slots) + 1) if free_at.get((test.trade, n), 0) <= slot.start)
        free_at[test.trade, number] = slot.start + day.span(test)
        numbered.append(replace(slot, station=number))
    return numbered


def may_watch(examiner: Examiner, test: Test, start: int, span: int) -> bool:
    """Whether an assessor may judge the person, and has nothing else from ``start`` on for ``span`` minutes."""
    return examiner.key not in test.barred and all(ends <= start or start + span <= begins for begins, ends in examiner.busy)
