"""What the room needs of a conferencing server, whichever it is.

Signalling goes through the room's socket: the page has a bare RTCPeerConnection and never talks to the server itself.
One feed is one person's voice, or voice and picture; a page has one connection for each feed it hears.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

#: Characters of a session description. Honest ones stay well under this.
LONGEST_SDP = 14_000


class ConferenceLost(Exception):
    """The conferencing server did not answer, or said no. The room goes on; the page tries again."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Somebody's voice or picture that may be heard. `person` is the person's uuid as text."""

    id: str
    person: str
    audio: tuple[str, ...] = ()
    video: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The feed as the protocol says it."""
        return {"feed": self.id, "person": self.person, "audio": bool(self.audio), "video": bool(self.video)}


class Line(Protocol):
    """One open connection of one page: sending, or hearing one feed."""

    async def answer(self, sdp: str) -> None:
        """Complete a connection that the server offered."""

    async def hang_up(self) -> None:
        """End the connection. Never raises; hanging up twice is harmless."""


class Conference(Protocol):
    """The voice and picture of one class."""

    @property
    def on(self) -> bool:
        """Whether voice works at this moment."""

    @property
    def reason(self) -> str:
        """Why it does not: `off` (not set up here) or `lost` (it will come back by itself)."""

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Who can be heard now."""

    async def publish(self, *, person: str, offer: str, ended: Callable[[], None]) -> tuple[Line, str]:
        """Take somebody's voice; give the line and the answer. `ended` is called when the server ends it.

        Raises ConferenceLost.
        """

    async def listen(self, *, feed: str, picture: bool, ended: Callable[[], None]) -> tuple[Line, str]:
        """Let somebody hear a feed; give the line and the server's offer. Raises ConferenceLost."""


def offer_allowed(sdp: str, *, picture: bool) -> bool:
    """Tell whether a page may send this offer: well-formed, of sane length, and with no picture unless allowed.

    Data channels are never taken: the chat is the room's own.
    """
    if not sdp.startswith("v=0") or len(sdp) > LONGEST_SDP:
        return False
    media = {line.split(" ", 1)[0] for line in sdp.splitlines() if line.startswith("m=")}
    return bool(media) and media <= ({"m=audio", "m=video"} if picture else {"m=audio"})
