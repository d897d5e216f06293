"""Facts about people."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class TextMessageWritten(Event):
    """An SMS waits to be sent."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    """A person holds a new role."""

    person_id: int
    kind: str
    site_code: str


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Event):
    """A person took a consent back; ``purpose`` is a ``ConsentFact.Purpose``, ``at`` is ISO 8601."""

    person_id: int
    purpose: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Event):
    """A person waits for a copy of what is held about them."""

    export_id: int
