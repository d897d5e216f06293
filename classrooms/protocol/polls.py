"""Commands about polls, attention checks and the timer."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from classrooms.protocol.base import FactNumber, Kept, ShortText


class PollOpen(Kept):
    """Put a prepared poll to the class."""

    type: Literal["poll.open"]
    poll: UUID


class PollAsk(Kept):
    """Put a new question to the class on the spot."""

    type: Literal["poll.ask"]
    question: ShortText
    options: Annotated[list[ShortText], Field(min_length=2, max_length=6)]


class PollReply(Kept):
    """Answer the open poll with the option at this place, counted from 0."""

    type: Literal["poll.answer"]
    poll: UUID
    option: Annotated[int, Field(ge=0)]


class PollClose(Kept):
    """Take no more answers."""

    type: Literal["poll.close"]
    poll: UUID


class PollShow(Kept):
    """Show everybody how the class answered."""

    type: Literal["poll.show"]
    poll: UUID


class AttentionAsk(Kept):
    """Ask everybody whether they follow."""

    type: Literal["attention.ask"]


class AttentionAnswer(Kept):
    """Say that one follows; `check` is the number of the fact that asked."""

    type: Literal["attention.answer"]
    check: FactNumber


class TimerStart(Kept):
    """Count down for everybody: time for an exercise."""

    type: Literal["timer.start"]
    seconds: Annotated[int, Field(ge=10, le=7200)]


class TimerStop(Kept):
    """Take the timer away."""

    type: Literal["timer.stop"]
