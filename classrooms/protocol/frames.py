"""What the server says."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from classrooms.models import RoomFact
from classrooms.rules.room import Frame
from lms.refusals import Refusal

#: What the server may say.
SERVER_FRAMES = (
    "welcome",
    "snapshot",
    "fact",
    "facts",
    "ack",
    "refused",
    "pong",
    "pointer",
    "trace",
    "voice.feeds",
    "voice.published",
    "voice.offer",
    "voice.ended",
)


def iso(at: datetime) -> str:
    """A moment as the protocol writes it: UTC, milliseconds, always the same length, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fact_frame(fact: RoomFact) -> Frame:
    """The frame of a stored fact, before anybody's view of it. `fact.by` must be loaded."""
    return {
        "type": "fact",
        "n": fact.number,
        "kind": fact.kind,
        "by": str(fact.by.uuid) if fact.by else None,
        "at": iso(fact.at),
        "body": fact.body,
    }


def refused_frame(refusal: Refusal, *, command_id: UUID | None = None) -> dict[str, Any]:
    """The frame of a refusal; `id` tells which command it answers."""
    frame = {"type": "refused", "code": refusal.code, "message": str(refusal.message)}
    return {**frame, "id": str(command_id)} if command_id else frame
