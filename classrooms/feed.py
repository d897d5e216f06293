"""One reader of the log for all sockets of a class in this process.

Each process listens to the class once, reads new facts once, and hands them to the bounded queue of every socket it
holds. A socket that does not keep up is dropped and comes back for what it missed. When the channel layer is down the
feed still looks into the database every few seconds, and at once after a command of this process.
"""

import asyncio
import contextlib
import logging
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from classrooms import queries
from classrooms.rules.room import Frame
from classrooms.rules.sight import takes_away
from classrooms.wake import group_of

logger = logging.getLogger(__name__)

#: Seconds between looks into the database when nobody says that there is news.
LOOK_EVERY = 4.0
#: Frames that may wait for one socket before it is given up.
QUEUE = 256


class Listener:
    """One socket's end of the feed."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Frame] = asyncio.Queue(QUEUE)
        self.overflowed = False

    def put(self, frame: Frame) -> None:
        """Queue a frame; a full queue marks the listener as overflowed."""
        try:
            self.queue.put_nowait(frame)
        except asyncio.QueueFull:
            self.overflowed = True


class Feed:
    """The facts of one class, as they come, for all listeners of this process."""

    def __init__(self, class_id: int, class_uuid: UUID) -> None:
        self.class_id, self.class_uuid = class_id, class_uuid
        self.number = 0
        self.removed: set[int] = set()
        self.listeners: set[Listener] = set()
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin at the newest fact."""
        self.number = await database_sync_to_async(queries.newest_number)(self.class_id)
        self.removed = await database_sync_to_async(queries.removed_lines)(live_class_id=self.class_id)
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._listen())]

    async def stop(self) -> None:
        """Stop listening."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def nudge(self) -> None:
        """Look into the database now."""
        self._news.set()

    def pass_on(self, frame: dict[str, Any]) -> None:
        """Hand a frame that is not a fact (a pointer) to every listener."""
        for listener in self.listeners:
            listener.put(frame)

    async def _read(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_EVERY)
            self._news.clear()
            try:
                while await self._read_some():
                    pass
            except Exception:
                logger.exception("Reading the facts of class %s failed", self.class_uuid)

    async def _read_some(self) -> bool:
        frames = await database_sync_to_async(queries.facts_after)(live_class_id=self.class_id, number=self.number)
        for frame in frames:
            if (gone := takes_away(frame)) is not None:
                self.removed.add(gone)
            self.number = frame["n"]
            self.pass_on(frame)
        return bool(frames)

    async def _listen(self) -> None:
        """Wait on the channel layer; when it fails, wait a little and listen again."""
        while True:
            try:
                await self._listen_once()
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.warning("Lost the channel layer for class %s", self.class_uuid, exc_info=True)
                await asyncio.sleep(2)

    async def _listen_once(self) -> None:
        layer = get_channel_layer()
        if layer is None:
            return await asyncio.sleep(3600)
        channel = await layer.new_channel()
        await layer.group_add(group_of(self.class_uuid), channel)
        self.nudge()
        try:
            while True:
                message = await layer.receive(channel)
                if message["type"] == "wake":
                    self.nudge()
                else:
                    self.pass_on(message["frame"])
        finally:
            with contextlib.suppress(Exception):
                await layer.group_discard(group_of(self.class_uuid), channel)
        return None


_feeds: dict[tuple[int, UUID], Feed] = {}


async def listen(class_id: int, class_uuid: UUID) -> tuple[Feed, Listener]:
    """Join the feed of a class; start it for the first listener of this process."""
    key = (id(asyncio.get_running_loop()), class_uuid)
    feed, listener = _feeds.get(key), Listener()
    if feed is None:
        feed = _feeds[key] = Feed(class_id, class_uuid)
        feed.listeners.add(listener)
        feed.started = asyncio.create_task(feed.start())
    feed.listeners.add(listener)
    await asyncio.shield(feed.started)
    return feed, listener


async def stop_listening(feed: Feed, listener: Listener) -> None:
    """Leave the feed; the last one to go stops it."""
    feed.listeners.discard(listener)
    key = (id(asyncio.get_running_loop()), feed.class_uuid)
    if not feed.listeners and _feeds.get(key) is feed:
        del _feeds[key]
        await feed.stop()
