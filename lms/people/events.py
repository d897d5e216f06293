"""Facts about people."""

from dataclasses import dataclass

from lms.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class TextMessageWritten(Event):
    """An SMS waits to be sent."""

    message_id: int
