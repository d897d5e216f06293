"""Facts about days of practical tests."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class TimetableWanted(Event):
    """Somebody asked for the timetable of a day, or a place of it closed."""

    day_id: int
    asked_at: str


@dataclass(frozen=True, kw_only=True)
class SlotTold(Event):
    """A candidate has a place and time that they have not been told: the first, or another than before."""

    slot_id: int
    moved: bool


@dataclass(frozen=True, kw_only=True)
class SlotLost(Event):
    """A candidate's task does not take place on the day they were told."""

    day_id: int
    person_id: int
