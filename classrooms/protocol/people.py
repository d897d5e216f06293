"""Commands about the class, its people, hands and the floor."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from classrooms.protocol.base import Kept, Lane, Passing


class Hello(Passing):
    """The first frame: the protocol version, and the newest fact the page has (0: none)."""

    type: Literal["hello"]
    v: int
    last: Annotated[int, Field(ge=0)] = 0


class Ping(Passing):
    """Are you there."""

    type: Literal["ping"]


class ClassOpen(Kept):
    """Start the class."""

    type: Literal["class.open"]


class ClassClose(Kept):
    """End the class."""

    type: Literal["class.close"]


class RoomLock(Kept):
    """Let nobody new in, or let them in again. Whoever has a seat may come back."""

    type: Literal["room.lock"]
    on: bool


class RoleGive(Kept):
    """Make somebody a co-instructor, or a trainee again."""

    type: Literal["role.give"]
    person: UUID
    role: Literal["assistant", "trainee"]


class PersonRemove(Kept):
    """Send somebody out; with `ban` for the rest of this class."""

    type: Literal["person.remove"]
    person: UUID
    ban: bool = False


class LaneChoose(Kept):
    """Follow by picture, by voice, or by slides and text alone."""

    type: Literal["lane.choose"]
    lane: Lane


class HandRaise(Kept):
    """Ask for the floor."""

    type: Literal["hand.raise"]


class HandLower(Kept):
    """Take one's hand down; the instructor may name somebody."""

    type: Literal["hand.lower"]
    person: UUID | None = None


class HandsLower(Kept):
    """Take all hands down."""

    type: Literal["hands.lower"]


class HandCall(Kept):
    """Give somebody the floor."""

    type: Literal["hand.call"]
    person: UUID


class FloorReturn(Kept):
    """Give the floor back; the instructor may take it back."""

    type: Literal["floor.return"]


class MicsMute(Kept):
    """Silence everybody who does not teach, and take the floor back."""

    type: Literal["mics.mute"]


class ReactionSend(Kept):
    """Say how the slide is going."""

    type: Literal["reaction.send"]
    name: Literal["clear", "again", "slower"]


class MicSet(Kept):
    """Say that one's microphone is on or off."""

    type: Literal["mic.set"]
    on: bool


class CameraSet(Kept):
    """Say that one's camera is on or off."""

    type: Literal["camera.set"]
    on: bool
