"""The conferences of this process: for each class with somebody here, its video room on a Janus.

Rooms live in Janus' memory only. Whenever Janus comes back, the room is made again, under the same settings, and the
pages publish and listen anew.
"""

import asyncio
import contextlib
import logging
import zlib
from collections.abc import Callable
from uuid import UUID

from django.conf import settings

from classrooms.conferencing.contract import Conference, ConferenceLost, Feed, Line
from classrooms.conferencing.janus import Handle, JanusAddress, JanusLink, Message

logger = logging.getLogger(__name__)

#: Bits a second that one sender may use: enough for a clear 480-line picture and voice.
BITRATE = 500_000
#: The instructor, one called-up trainee, and room for the moment in which one takes over from another.
SENDERS = 6
ALREADY_EXISTS = 427
Changed = Callable[[], None]


class JanusLine:
    """A connection of one page, held by a handle."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    async def answer(self, sdp: str) -> None:
        """Start a feed that was offered."""
        await self._handle.say({"request": "start"}, jsep={"type": "answer", "sdp": sdp})

    async def hang_up(self) -> None:
        """Let the handle go."""
        await self._handle.detach()


class JanusConference:
    """The video room of one class, kept alive while somebody of this process is in the class."""

    reason = "lost"

    def __init__(self, class_uuid: UUID, link: JanusLink) -> None:
        self._room, self._link = str(class_uuid), link
        self._feeds: dict[str, Feed] = {}
        self.on = False
        self.listeners: set[Changed] = set()
        self._remake = asyncio.Event()
        self._watch: Handle | None = None
        self.task = asyncio.create_task(self._keep())

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Who can be heard now."""
        return tuple(self._feeds.values())

    async def _keep(self) -> None:
        """Make the room whenever Janus is there; forget it whenever Janus goes."""
        while True:
            await self._link.up.wait()
            try:
                await self._make()
            except ConferenceLost as fault:
                logger.warning("Could not make the room %s: %s", self._room, fault)
                await asyncio.sleep(1)
                continue
            self._change(on=True)
            waits = [asyncio.create_task(self._link.gone.wait()), asyncio.create_task(self._remake.wait())]
            try:
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
            self._remake.clear()
            self._feeds.clear()
            self._change(on=False)

    async def _make(self) -> None:
        """Create the room unless another process has, and join it without sending, to hear who comes and goes."""
        handle = self._watch = await self._link.attach(self._heard)
        room: Message = {
            "request": "create",
            "room": self._room,
            "admin_key": self._link.address.room_key,
            "publishers": SENDERS,
            "bitrate": BITRATE,
            "bitrate_cap": True,
            "is_private": True,
            "audiocodec": "opus",
            "videocodec": "vp8",
            "opus_dtx": True,
            "fir_freq": 10,
        }
        try:
            await handle.say(room, at_once=True)
        except ConferenceLost as fault:
            if not str(fault).startswith(str(ALREADY_EXISTS)):
                raise
        data, _ = await handle.say({"request": "join", "ptype": "publisher", "room": self._room, "display": "watch"})
        self._take_in(data.get("publishers", []))

    async def let_go(self) -> None:
        """Leave the room. An empty room costs Janus next to nothing and ends with its next start."""
        if self._watch is not None:
            await self._watch.detach()

    def _heard(self, message: Message) -> None:
        """News of the room: somebody sends, somebody stopped, the room is gone."""
        data = message.get("plugindata", {}).get("data", {})
        if "publishers" in data:
            self._take_in(data["publishers"])
            self._change()
        gone = data.get("unpublished") or data.get("leaving")
        if gone and self._feeds.pop(str(gone), None):
            self._change()
        if data.get("videoroom") == "destroyed" or message.get("janus") in ("detached", "timeout"):
            self._remake.set()

    def _take_in(self, publishers: list[Message]) -> None:
        for publisher in publishers:
            streams = [stream for stream in publisher.get("streams", []) if not stream.get("disabled")]
            mids = {kind: tuple(s["mid"] for s in streams if s["type"] == kind) for kind in ("audio", "video")}
            feed = Feed(id=str(publisher["id"]), person=publisher.get("display", ""), **mids)
            self._feeds[feed.id] = feed

    def _change(self, *, on: bool | None = None) -> None:
        self.on = self.on if on is None else on
        for changed in tuple(self.listeners):
            changed()

    async def publish(self, *, person: str, offer: str, ended: Changed) -> tuple[Line, str]:
        """Take somebody's voice; see `contract.Conference`."""
        body = {"request": "joinandconfigure", "ptype": "publisher", "room": self._room, "display": person}
        return await self._open(body, jsep={"type": "offer", "sdp": offer}, ended=ended)

    async def listen(self, *, feed: str, picture: bool, ended: Changed) -> tuple[Line, str]:
        """Let somebody hear a feed; see `contract.Conference`."""
        wanted = self._feeds.get(feed)
        if wanted is None:
            raise ConferenceLost("no such feed")
        mids = wanted.audio + (wanted.video if picture else ())
        streams = [{"feed": feed, "mid": mid} for mid in mids]
        body = {"request": "join", "ptype": "subscriber", "room": self._room, "streams": streams}
        return await self._open(body, jsep=None, ended=ended)

    async def _open(self, body: Message, *, jsep: Message | None, ended: Changed) -> tuple[Line, str]:
        if not self.on:
            raise ConferenceLost("Janus is away")

        def heard(message: Message) -> None:
            if message.get("janus") in ("hangup", "detached"):
                ended()

        handle = await self._link.attach(heard)
        try:
            _, description = await handle.say(body, jsep=jsep)
        except ConferenceLost:
            await handle.detach()
            raise
        if description is None:
            await handle.detach()
            raise ConferenceLost("no session description")
        return JanusLine(handle), description["sdp"]


class NoConference:
    """Voice is not set up in this installation."""

    on, reason = False, "off"
    feeds: tuple[Feed, ...] = ()

    async def publish(self, *, person: str, offer: str, ended: Changed) -> tuple[Line, str]:
        """Never works."""
        raise ConferenceLost("voice is off")

    async def listen(self, *, feed: str, picture: bool, ended: Changed) -> tuple[Line, str]:
        """Never works."""
        raise ConferenceLost("voice is off")


_links: dict[tuple[int, str], tuple[JanusLink, asyncio.Task[None]]] = {}
_rooms: dict[tuple[int, UUID], JanusConference] = {}


def enter(class_uuid: UUID, changed: Changed) -> Conference:
    """Give the conference of a class and call `changed` whenever something about it changes; see `leave`."""
    if not settings.JANUS_URLS:
        return NoConference()
    key = (id(asyncio.get_running_loop()), class_uuid)
    if key not in _rooms:
        _rooms[key] = JanusConference(class_uuid, _link_for(class_uuid))
    _rooms[key].listeners.add(changed)
    return _rooms[key]


async def leave(class_uuid: UUID, changed: Changed) -> None:
    """Stop being told. The last one out of this process lets the room go; the link to Janus stays for the next class."""
    key = (id(asyncio.get_running_loop()), class_uuid)
    room = _rooms.get(key)
    if room is None:
        return
    room.listeners.discard(changed)
    if not room.listeners:
        del _rooms[key]
        room.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await room.task
        await room.let_go()


def _link_for(class_uuid: UUID) -> JanusLink:
    """All processes put one class on the same server."""
    address = settings.JANUS_URLS[zlib.crc32(class_uuid.bytes) % len(settings.JANUS_URLS)]
    key = (id(asyncio.get_running_loop()), address)
    if key not in _links:
        link = JanusLink(JanusAddress.of(address))
        _links[key] = (link, asyncio.create_task(link.run()))
    return _links[key][0]


async def close_links() -> None:
    """End the links of this event loop; for tests and orderly shutdown."""
    loop = id(asyncio.get_running_loop())
    for key in [key for key in _links if key[0] == loop]:
        _, task = _links.pop(key)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
