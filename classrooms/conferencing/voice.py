"""The voice of one socket: what its page sends, and what it hears."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from classrooms import protocol
from classrooms.conferencing import rooms
from classrooms.conferencing.contract import ConferenceLost, Line, offer_allowed
from classrooms.refusals import refuse

Send = Callable[[dict[str, Any]], Awaitable[None]]
#: A page hears the instructor and one or two others; more connections than this are a mistake.
MOST_LINES = 6


class Voice:
    """Owns the connections of one page to the conferencing server, and ends them with the socket."""

    def __init__(self, *, class_uuid: UUID, person: str, send: Send) -> None:
        self._class, self._person, self._send = class_uuid, person, send
        self._sending: Line | None = None
        self._hearing: dict[str, Line] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._was_on = False
        self._conference = rooms.enter(class_uuid, self._changed)

    def state(self) -> dict[str, Any]:
        """The `voice.feeds` frame of this moment."""
        frame: dict[str, Any] = {"type": "voice.feeds", "on": self._conference.on}
        if not self._conference.on:
            return {**frame, "reason": self._conference.reason, "feeds": []}
        return {**frame, "feeds": [feed.as_json() for feed in self._conference.feeds]}

    @property
    def sending(self) -> bool:
        """Whether this page sends voice or picture now."""
        return self._sending is not None

    async def publish(self, command: protocol.VoicePublish, *, picture: bool) -> None:
        """Take the page's voice, instead of what it sent before. Refuses `bad_frame` and `voice_failed`."""
        if not offer_allowed(command.sdp, picture=picture):
            raise refuse("bad_frame")
        await self.stop_sending()
        try:
            self._sending, answer = await self._conference.publish(
                person=self._person, offer=command.sdp, ended=self._sending_ended
            )
        except ConferenceLost as fault:
            raise refuse("voice_failed") from fault
        await self._send({"type": "voice.published", "sdp": answer})

    async def stop_sending(self) -> None:
        """End what the page sends, if anything."""
        line, self._sending = self._sending, None
        if line is not None:
            await line.hang_up()

    async def listen(self, command: protocol.VoiceListen) -> None:
        """Offer the page a feed, instead of the same feed before (another lane). Refuses `voice_failed`."""
        await self.quiet(command.feed)
        if len(self._hearing) >= MOST_LINES:
            raise refuse("too_many")
        try:
            self._hearing[command.feed], offer = await self._conference.listen(
                feed=command.feed, picture=command.picture, ended=lambda: self._hearing_ended(command.feed)
            )
        except ConferenceLost as fault:
            raise refuse("voice_failed") from fault
        await self._send({"type": "voice.offer", "feed": command.feed, "sdp": offer})

    async def answer(self, command: protocol.VoiceAnswer) -> None:
        """Complete a feed. An answer that comes too late is passed over."""
        line = self._hearing.get(command.feed)
        if line is None:
            return
        if not offer_allowed(command.sdp, picture=True):
            raise refuse("bad_frame")
        try:
            await line.answer(command.sdp)
        except ConferenceLost as fault:
            raise refuse("voice_failed") from fault

    async def quiet(self, feed: str) -> None:
        """End one feed."""
        line = self._hearing.pop(feed, None)
        if line is not None:
            await line.hang_up()

    async def close(self) -> None:
        """End everything: the socket is gone. Janus would keep a vanished page's lines for ever."""
        await rooms.leave(self._class, self._changed)
        await self.stop_sending()
        for feed in tuple(self._hearing):
            await self.quiet(feed)

    def _changed(self) -> None:
        if not self._conference.on:
            self._sending = None
            self._hearing.clear()
        self._tell(self.state())

    def _sending_ended(self) -> None:
        if self._sending is not None:
            self._sending = None
            self._tell({"type": "voice.ended", "feed": None})

    def _hearing_ended(self, feed: str) -> None:
        if self._hearing.pop(feed, None) is not None:
            self._tell({"type": "voice.ended", "feed": feed})

    def _tell(self, frame: dict[str, Any]) -> None:
        """Send from a callback. The task is kept until done: the loop itself holds tasks only weakly."""
        task = asyncio.ensure_future(self._send(frame))
        self._tasks.add(task)  # type: ignore[arg-type]
        task.add_done_callback(self._tasks.discard)  # type: ignore[arg-type]
