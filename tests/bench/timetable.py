"""A day of practical tests: 500 candidates of three trades, six centres, two vans, 80 assessors; then a van breaks down.

Drawn from a seed, without a database. ``wall`` and ``cpu`` are seconds; asked are under 10 for the plan. Prints and writes
``var/bench/timetable.json``.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from lms.test_days.rules import Day, Examiner, Place, Test, conflicts
from lms.test_days.rules.timetable import timetable
from tests.databases import ROOT

OUTCOME = ROOT / "var/bench/timetable.json"
CANDIDATES, ASSESSORS, SEED = 500, 80, 266
MINUTES = {"TLR": 60, "MOB": 45, "RAC": 60}
CENTRES, VANS = [f"C{number}" for number in range(1, 7)], ["V1", "V2"]


def run_apart() -> None:
    """Measure in a process of its own: loading the solver counts."""
    subprocess.run([sys.executable, "-m", "tests.bench.timetable"], check=True)


def drawn(seed: int = SEED) -> Day:
    """Eight hours. A candidate may go to their own place or to two others; half are judged by two, half of refrigeration need the
    pump that is lent; each is barred from two assessors; an assessor belongs to two places and watches two at once."""
    dice = random.Random(seed)
    places = [Place(code, 480, 960, dict.fromkeys(MINUTES, 6), {"pump": 3}) for code in CENTRES]
    places += [Place(code, 480, 960, dict.fromkeys(MINUTES, 3), {"pump": 1}) for code in VANS]
    team = [Examiner(key, frozenset(dice.sample(CENTRES + VANS, 2)), 2) for key in range(ASSESSORS)]
    return Day(tuple(places), tuple(team), tuple(_test(key, dice) for key in range(CANDIDATES)))


def _test(key: int, dice: random.Random) -> Test:
    trade, places = dice.choice(list(MINUTES)), tuple(dice.sample(CENTRES + VANS, 3))
    tools = frozenset({"pump"}) if trade == "RAC" and dice.random() < 0.5 else frozenset()
    barred = frozenset(dice.sample(range(ASSESSORS), 2))
    return Test(key, trade, MINUTES[trade], places, dice.choice((1, 2)), tools, barred)


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What came of it, and its seconds."""
    wall, cpu = time.monotonic(), time.process_time()
    came = work()
    return came, {"wall": round(time.monotonic() - wall, 1), "cpu": round(time.process_time() - cpu, 1)}


def main() -> None:
    """Plan, look for conflicts, break a van down, plan again."""
    day = drawn()
    plan, planned = timed(lambda: timetable(day))
    told = [slot for slot in plan.slots if slot.place != VANS[0]]
    without = Day(tuple(place for place in day.places if place.code != VANS[0]), day.examiners, day.tests)
    again, moved = timed(lambda: timetable(without, kept=told))
    found = {
        "candidates": CANDIDATES,
        "placed": len(plan.slots),
        "seconds": planned,
        "conflicts": conflicts(day, plan.slots),
        "van_broke_down": {
            "displaced": len(plan.slots) - len(told),
            "left_without": len(plan.slots) - len(again.slots),
            "told_slots_changed": len(set(told) - set(again.slots)),
            "seconds": moved,
            "conflicts": conflicts(without, again.slots),
        },
    }
    OUTCOME.parent.mkdir(parents=True, exist_ok=True)
    OUTCOME.write_text(json.dumps(found, indent=2))
    sys.stdout.write(f"Timetable of a test day: {json.dumps(found)}\n")


if __name__ == "__main__":
    main()
