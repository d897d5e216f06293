"""Facts about courses."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class CourseReleased(Event):
    """A course has a new release."""

    release_id: int
    course_code: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ReleaseOrdered(Event):
    """An editor ordered a release."""

    order_id: int
