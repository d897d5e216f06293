"""What the rest of the platform may hear of live classes."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class ClassNear(Event):
    """A planned class is a day or an hour away (``ahead``: `day` or `hour`)."""

    live_class_id: int
    ahead: str


@dataclass(frozen=True, kw_only=True)
class ClassClosed(Event):
    """A live class has ended and its register is drawn up."""

    live_class_id: int


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(Event):
    """It is established whether a person attended a class: at its end, or by a correction."""

    attendance_id: int
    person_id: int
    status: str
