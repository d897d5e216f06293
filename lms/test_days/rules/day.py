"""A day of practical tests as plain values. Minutes are counted from the day's midnight, local time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Place:
    """A centre or a van that is open on the day: from ``opens`` to ``closes`` (minutes), with so many stations for each trade and
    so many of each tool that is lent from station to station. A tool that is not named is at every station."""

    code: str
    opens: int
    closes: int
    stations: Mapping[str, int]
    tools: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Examiner:
    """An assessor of the day: may work at ``places`` (one of them for the whole day) and watches ``at_once`` candidates, but none
    in the ``busy`` times (from and to, minutes)."""

    key: int
    places: frozenset[str]
    at_once: int = 1
    busy: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Test:
    """A task that somebody is to do: so long (minutes), with these tools, before so many assessors, none of them ``barred``.

    ``places`` are those they may be sent to, the nearest first; ``busy`` are times (from and to, minutes) when the person has
    something else.
    """

    __test__: ClassVar[bool] = False  # not one of pytest's

    key: int
    trade: str
    minutes: int
    places: tuple[str, ...]
    assessors: int = 1
    tools: frozenset[str] = frozenset()
    barred: frozenset[int] = frozenset()
    busy: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Slot:
    """Where and when a test is, at which station of its trade (from 1), before whom."""

    test: int
    place: str
    start: int
    station: int
    examiners: frozenset[int]


@dataclass(frozen=True)
class Timetable:
    """The slots, and for each test without one the code of why: ``no_place``, ``no_assessors``, ``no_room``."""

    slots: tuple[Slot, ...]
    left: Mapping[int, str]


@dataclass(frozen=True)
class Day:
    """All that a timetable is made of. Between two tests at the same station, and for the same assessor, pass ``changeover``
    minutes; tests begin on multiples of ``grid`` minutes."""

    places: tuple[Place, ...]
    examiners: tuple[Examiner, ...]
    tests: tuple[Test, ...]
    changeover: int = 15
    grid: int = 15

    def span(self, test: Test) -> int:
        """Minutes from the beginning of a test to the earliest next one at its station, on the grid."""
        return -(-(test.minutes + self.changeover) // self.grid) * self.grid
