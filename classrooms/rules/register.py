"""Who was in class: from moments of coming and going to a line of the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Attended(StrEnum):
    """The four words of the register."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """From when on one is late, has left early, or was not there. Kept with each register, so old ones never change."""

    late_after_minutes: int = 10
    early_before_minutes: int = 10
    absent_below_percent: int = 25


THRESHOLDS = Thresholds()


@dataclass(frozen=True, kw_only=True)
class Interval:
    """One stay in the room; both ends in UTC."""

    came_at: datetime
    went_at: datetime

    @property
    def seconds(self) -> int:
        """Length of the stay in whole seconds."""
        return int((self.went_at - self.came_at).total_seconds())


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the register says of one person."""

    status: Attended
    seconds: int
    intervals: tuple[Interval, ...]


def intervals(moves: Iterable[tuple[str, datetime]], *, opened_at: datetime, closed_at: datetime) -> tuple[Interval, ...]:
    """Turn moves ("joined" or "left", with their moment, in order) into stays, cut to the time the class was open.

    A second coming without a going is one stay. Somebody still there at the end stayed to the end.
    """
    stays: list[Interval] = []
    came_at: datetime | None = None
    for move, at in moves:
        if move == "joined":
            came_at = came_at or at
        elif came_at is not None:
            stays.append(Interval(came_at=came_at, went_at=at))
            came_at = None
    if came_at is not None:
        stays.append(Interval(came_at=came_at, went_at=max(came_at, closed_at)))
    cut = (
        Interval(came_at=max(stay.came_at, opened_at), went_at=min(stay.went_at, closed_at))
        for stay in stays
        if stay.went_at > opened_at and stay.came_at < closed_at
    )
    return tuple(cut)


def line(stays: tuple[Interval, ...], *, opened_at: datetime, closed_at: datetime, thresholds: Thresholds = THRESHOLDS) -> Line:
    """Judge the stays of one person in a class that was open from `opened_at` to `closed_at`."""
    seconds = sum(stay.seconds for stay in stays)
    length = max((closed_at - opened_at).total_seconds(), 1)
    return Line(
        status=_status(stays, seconds / length, opened_at=opened_at, closed_at=closed_at, thresholds=thresholds),
        seconds=seconds,
        intervals=stays,
    )


def _status(
    stays: tuple[Interval, ...], share: float, *, opened_at: datetime, closed_at: datetime, thresholds: Thresholds
) -> Attended:
    if not stays or share * 100 < thresholds.absent_below_percent:
        return Attended.ABSENT
    if stays[-1].went_at < closed_at - timedelta(minutes=thresholds.early_before_minutes):
        return Attended.LEFT_EARLY
    if stays[0].came_at > opened_at + timedelta(minutes=thresholds.late_after_minutes):
        return Attended.LATE
    return Attended.PRESENT


def attended(status: Attended) -> bool:
    """Tell whether the class counts toward the person's progress: present or late does, leaving early does not."""
    return status in (Attended.PRESENT, Attended.LATE)
