"""Commands about sound and picture: what the browser's connection needs to be agreed."""

from typing import Literal

from classrooms.protocol.base import Passing, ShortText


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
