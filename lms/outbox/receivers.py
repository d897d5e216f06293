"""The registry of who hears what."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from lms.outbox.events import Event

E = TypeVar("E", bound=Event)


@dataclass(frozen=True)
class Receiver:
    """A function that hears one kind of event, in one lane."""

    name: str
    event: type[Event]
    lane: str
    function: Callable[[Any], None]


_receivers: dict[str, Receiver] = {}


def receiver(event: type[E], *, lane: str = "quick") -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register a function of ``<app>/receivers.py`` for ``event``.

    The function calls one action, and must be safe to run twice. Long work (transcoding) belongs in the lane ``heavy``,
    so that it never holds up a certificate.
    """

    def register(function: Callable[[E], None]) -> Callable[[E], None]:
        name = f"{function.__module__}.{function.__name__}"
        _receivers[name] = Receiver(name, event, lane, function)
        return function

    return register


def receivers_of(event: type[Event]) -> list[Receiver]:
    """Everyone who hears this event."""
    return [receiver for receiver in _receivers.values() if receiver.event is event]


def receiver_named(name: str) -> Receiver | None:
    """The receiver a stored delivery is meant for, or None when the code no longer has it."""
    return _receivers.get(name)
