"""The commands: what the page may say, each with exactly its fields."""

from typing import Annotated, ClassVar, Literal, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from classrooms.refusals import refuse

#: Bytes of one frame from the page. The largest honest one is an offer of voice and picture, about 7 KB.
LARGEST_FRAME = 16 * 1024

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Lane = Literal["picture", "voice", "text"]
Share = Annotated[float, Field(ge=0, le=1)]


class Command(BaseModel):
    """Anything the page says."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
    kept: ClassVar[bool] = True
    type: str


class Kept(Command):
    """A command that becomes a fact. `id` is made by the page; the same id twice is one fact."""

    id: UUID


class Passing(Command):
    """A command that leaves no fact."""

    kept: ClassVar[bool] = False


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


class LaneChoose(Kept):
    """Follow by picture, by voice, or by slides and text alone."""

    type: Literal["lane.choose"]
    lane: Lane


class SlideGo(Kept):
    """Show another slide to everybody."""

    type: Literal["slide.go"]
    slide: Annotated[int, Field(ge=1)]


class ChatPost(Kept):
    """Write to everybody."""

    type: Literal["chat.post"]
    text: Text


class ChatRemove(Kept):
    """Take the words of a chat line away."""

    type: Literal["chat.remove"]
    message: int


class HandRaise(Kept):
    """Ask for the floor."""

    type: Literal["hand.raise"]


class HandLower(Kept):
    """Take one's hand down; the instructor may name somebody."""

    type: Literal["hand.lower"]
    person: UUID | None = None


class HandCall(Kept):
    """Give somebody the floor."""

    type: Literal["hand.call"]
    person: UUID


class FloorReturn(Kept):
    """Give the floor back; the instructor may take it back."""

    type: Literal["floor.return"]


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


class PointerMove(Passing):
    """Point at a place of the slide, in shares of its width and height; no place hides the pointer."""

    type: Literal["pointer.move"]
    x: Share | None = None
    y: Share | None = None


class VoicePublish(Passing):
    """Offer one's own voice (and, for the instructor, picture)."""

    type: Literal["voice.publish"]
    sdp: str


class VoiceUnpublish(Passing):
    """Stop sending."""

    type: Literal["voice.unpublish"]


class VoiceListen(Passing):
    """Ask for somebody's voice, and picture if wanted."""

    type: Literal["voice.listen"]
    feed: ShortText
    picture: bool = False


class VoiceAnswer(Passing):
    """Answer the server's offer of a feed."""

    type: Literal["voice.answer"]
    feed: ShortText
    sdp: str


class VoiceQuiet(Passing):
    """Stop hearing a feed."""

    type: Literal["voice.quiet"]
    feed: ShortText


AnyCommand = (
    Hello | Ping | ClassOpen | ClassClose | LaneChoose | SlideGo | ChatPost | ChatRemove | HandRaise | HandLower | HandCall
    | FloorReturn | PollOpen | PollAsk | PollReply | PollClose | PollShow | ReactionSend | MicSet | CameraSet | PointerMove
    | VoicePublish | VoiceUnpublish | VoiceListen | VoiceAnswer | VoiceQuiet
)  # fmt: skip
COMMANDS: dict[str, type[Command]] = {
    get_args(command.model_fields["type"].annotation)[0]: command for command in get_args(AnyCommand)
}
_decoder: TypeAdapter[Command] = TypeAdapter(Annotated[AnyCommand, Field(discriminator="type")])


def decode(text: str) -> Command:
    """Read one frame of the page. Refuses `frame_too_large` and `bad_frame`."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_FRAME:
        raise refuse("frame_too_large")
    try:
        return _decoder.validate_json(text)
    except (ValidationError, RecursionError, ValueError) as fault:
        raise refuse("bad_frame") from fault
