"""Which place each test and each assessor goes to, before anybody gets a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import lcm

from ortools.sat.python import cp_model

from lms.test_days.rules.day import Day, Examiner, Place, Slot, Test
from lms.test_days.rules.times import solved

WORK = 0.5
# Placing somebody at all outweighs every wish about where; the nearest place is wished for.
PLACED, PER_STEP_AWAY = 1000, 10
# Less than one test in five hundred lies between such a solution and the best one.
NEAR = 0.001


@dataclass(frozen=True)
class Allotment:
    """Tests and assessors by place code."""

    tests: Mapping[str, list[Test]]
    examiners: Mapping[str, list[Examiner]]


def allot(day: Day, *, tests: Collection[Test], kept: Collection[Slot] = (), full: int = 100) -> Allotment:
    """Share ``tests`` over the places by how much their stations, tools and assessors can take besides the slots ``kept``.

    Capacity is counted over the whole day, and only ``full`` per cent of it is given away: a timetable that mixes short and long
    tests has gaps.
    """
    model = cp_model.CpModel()
    at_work = _examiners(model, day, kept)
    sent = {(test.key, place.code): model.new_bool_var("") for test in tests for place in day.places if could_be_at(test, place)}
    for test in tests:
        model.add_at_most_one(sent[test.key, code] for code in test.places if (test.key, code) in sent)
    room = _Room(model, day, sent, at_work, kept)
    for place in day.places:
        room.limit(place, full)
    ranks = {(test.key, code): rank for test in tests for rank, code in enumerate(test.places)}
    model.maximize(sum(chosen * (PLACED - PER_STEP_AWAY * ranks[pair]) for pair, chosen in sent.items()))
    solver = solved(model, WORK, near=NEAR)
    return Allotment(
        {
            place.code: [test for test in tests if (pair := (test.key, place.code)) in sent and solver.value(sent[pair])]
            for place in day.places
        },
        {
            place.code: [
                one for one in day.examiners if (pair := (one.key, place.code)) in at_work and solver.value(at_work[pair])
            ]
            for place in day.places
        },
    )


def could_be_at(test: Test, place: Place) -> bool:
    """Whether a place has what a test needs, on an empty day."""
    return (
        place.code in test.places
        and place.stations.get(test.trade, 0) > 0
        and place.closes - place.opens >= test.minutes
        and all(place.tools.get(tool, 1) > 0 for tool in test.tools)
    )


def _examiners(model: cp_model.CpModel, day: Day, kept: Collection[Slot]) -> dict[tuple[int, str], cp_model.IntVar]:
    """One place for the whole day; whoever has a slot already stays there."""
    bound = {key: slot.place for slot in kept for key in slot.examiners}
    open_places = {place.code for place in day.places}
    found = {}
    for examiner in day.examiners:
        codes = {bound[examiner.key]} if examiner.key in bound else examiner.places
        pairs = {(examiner.key, code): model.new_bool_var("") for code in sorted(codes & open_places)}
        found.update(pairs)
        (model.add_exactly_one if examiner.key in bound else model.add_at_most_one)(pairs.values())
    return found


@dataclass(frozen=True)
class _Room:
    """What the places hold: who would be sent where (``sent``), who would work where (``at_work``), and what is there already."""

    model: cp_model.CpModel
    day: Day
    sent: Mapping[tuple[int, str], cp_model.IntVar]
    at_work: Mapping[tuple[int, str], cp_model.IntVar]
    kept: Collection[Slot]

    def limit(self, place: Place, full: int) -> None:
        """Hold stations, lent tools and assessors of a place: each test takes the part of their day that it keeps them busy."""
        tests = {test.key: test for test in self.day.tests}
        more = {key: chosen for (key, code), chosen in self.sent.items() if code == place.code}
        here = {key: chosen for (key, code), chosen in self.at_work.items() if code == place.code}
        held: list[tuple[Test, cp_model.IntVar | int]] = [(tests[key], chosen) for key, chosen in more.items()]
        held += [(tests[slot.test], 1) for slot in self.kept if slot.place == place.code]
        whole, part = self._parts(place)
        anybody = self.model.new_bool_var("")  # a place that is full already breaks no limit as long as it gets nobody more
        self.model.add_max_equality(anybody, [*more.values(), 0])

        def at_most(most: cp_model.LinearExprT, taken: Iterable[cp_model.LinearExprT]) -> None:
            self.model.add(sum(taken) * 100 <= most * whole * full).only_enforce_if(anybody)

        for trade, count in place.stations.items():
            at_most(count, (part[test.key] * chosen for test, chosen in held if test.trade == trade))
        for tool, count in place.tools.items():
            at_most(count, (part[test.key] * chosen for test, chosen in held if tool in test.tools))
        hands = sum(here[one.key] * one.at_once for one in self.day.examiners if one.key in here)
        at_most(hands, (part[test.key] * test.assessors * chosen for test, chosen in held))
        for key, chosen in more.items():
            fair = sum(at for one, at in here.items() if one not in tests[key].barred)
            self.model.add(fair >= tests[key].assessors * chosen)

    def _parts(self, place: Place) -> tuple[int, dict[int, int]]:
        """A place's day as a number of parts, and how many of them each test takes: a sixth where six of its length fit in."""
        window = place.closes - place.opens + self.day.changeover
        fits = {test.key: max(1, window // self.day.span(test)) for test in self.day.tests}
        whole = lcm(*fits.values())
        return whole, {key: whole // count for key, count in fits.items()}
