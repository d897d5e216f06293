"""When each test of a place begins: stations, tools and assessors counted, not yet named."""

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from lms.test_days.rules.day import Day, Place, Test

WORK = 0.1
# Placing one more outweighs everybody's wish to begin early.
PLACED = 1_000


def times(day: Day, place: Place, tests: Sequence[Test], *, hands: int, kept: Sequence[tuple[Test, int]]) -> dict[Test, int]:
    """The minute at which each test begins, as early as can be; tests that do not fit are missing.

    ``hands`` is how many candidates all assessors of the place together can watch; ``kept`` are tests with their minute.
    """
    model = cp_model.CpModel()
    fixed = [(test, 1, model.new_fixed_size_interval_var(at // day.grid, day.span(test) // day.grid, "")) for test, at in kept]
    first = -(-place.opens // day.grid)
    wishes = {}
    for test in tests:
        start = model.new_int_var(first, (place.closes - test.minutes) // day.grid, "")
        here = model.new_bool_var("")
        wish = model.new_optional_fixed_size_interval_var(start, day.span(test) // day.grid, here, "")
        model.add_no_overlap([wish, *(_busy(model, day, *time) for time in test.busy)])
        wishes[test] = start, here, wish
    running = [*fixed, *((test, here, interval) for test, (_start, here, interval) in wishes.items())]

    def at_most(most: int, using: Iterable[tuple[Test, object, cp_model.IntervalVar]], each: list[int]) -> None:
        model.add_cumulative([interval for _test, _here, interval in using], each, most)

    for trade, count in place.stations.items():
        using = [one for one in running if one[0].trade == trade]
        at_most(count, using, [1] * len(using))
    for tool, count in place.tools.items():
        using = [one for one in running if tool in one[0].tools]
        at_most(count, using, [1] * len(using))
    at_most(hands, running, [one[0].assessors for one in running])
    model.maximize(
        sum(here * PLACED for _start, here, _interval in wishes.values()) - sum(start for start, _h, _i in wishes.values())
    )
    solver = solved(model, WORK)
    return {test: solver.value(start) * day.grid for test, (start, here, _interval) in wishes.items() if solver.value(here)}


def _busy(model: cp_model.CpModel, day: Day, begins: int, ends: int) -> cp_model.IntervalVar:
    first = begins // day.grid
    return model.new_fixed_size_interval_var(first, -(-ends // day.grid) - first, "")


def solved(model: cp_model.CpModel, work: float, *, near: float = 0.0) -> cp_model.CpSolver:
    """The best solution found within an amount of work, in the solver's own measure and not in time: the same day gives the same
    timetable on every machine. ``near`` is how far from the best it may stay, as a share. The models here always have a solution,
    if only the one that places nobody.
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time, solver.parameters.num_workers = work, 1
    solver.parameters.relative_gap_limit = near
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise RuntimeError(f"The timetable has no solution: {solver.status_name(status)}")
    return solver
