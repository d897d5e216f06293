"""Facts of the demo ministry."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class FilmWanted(Event):
    """A lesson waits for its film."""

    lesson_code: str


@dataclass(frozen=True, kw_only=True)
class HandoutsWanted(Event):
    """A lesson waits for a sheet to download and a clip of its first step."""

    lesson_code: str
