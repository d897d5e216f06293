"""Facts about sheets and papers."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class SheetTaken(Event):
    """A sheet waits to be checked."""

    sheet_id: int


@dataclass(frozen=True, kw_only=True)
class SheetExpired(Event):
    """A sheet's day is over: its files are to go."""

    sheet_id: int


@dataclass(frozen=True, kw_only=True)
class CVAsked(Event):
    """A curriculum vitae waits to be drawn."""

    paper_id: int
