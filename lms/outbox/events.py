"""The base of every event."""

from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense with JSON-able fields: ids, codes, numbers, ISO dates; never a record."""

    @classmethod
    def event_name(cls) -> str:
        """The name under which deliveries are stored: ``app.EventName``."""
        return f"{cls.__module__.rsplit('.', 2)[-2]}.{cls.__name__}"

    def payload(self) -> dict[str, Any]:
        """The fields, as stored."""
        return asdict(self)

    @classmethod
    def of(cls, payload: dict[str, Any]) -> Self:
        """The event that was stored as ``payload``."""
        return cls(**payload)


@dataclass(frozen=True, kw_only=True)
class DayBegan(Event):
    """A day began (or the first worker of the day came up): what is due daily is due now. ``day`` is ISO 8601."""

    day: str
