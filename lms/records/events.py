"""Facts about the chains."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class DayOver(Event):
    """A day (ISO 8601) is over, and the heads of the chains at its end are to be published."""

    day: str


@dataclass(frozen=True, kw_only=True)
class HeadsPublished(Event):
    """The heads of a day are public; ``digest`` is the SHA-256 of all of them together, to be signed."""

    day: str
    digest: str
