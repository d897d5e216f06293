"""One reader of the log for all sockets of a class in this process.

Each process listens to the class once, reads new facts once, and hands them to the bounded queue of every socket it
holds. A socket that does not keep up is dropped and comes back for what it missed. When the channel layer is down the
feed still looks into the database every few seconds, and at once after a command of this process.
"""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.utils import timezone

from classrooms import access, actions, queries
from classrooms.refusals import refuse
from classrooms.rules.pieces import Piece, pieces
from classrooms.rules.room import Frame
from classrooms.rules.sight import takes_away
from classrooms.rules.standing import Standing
from classrooms.rules.writing import written
from classrooms.wake import group_of
from lms.refusals import Refusal

logger = logging.getLogger(__name__)

#: Seconds between looks into the database when nobody says that there is news.
LOOK_EVERY = 4.0
#: Seconds in which news gather before they are read: many joining at once become few frames, and nobody notices.
GATHER = 0.02
#: What may wait for one socket before it is given up.
QUEUE = 256
#: The most facts sent to somebody who comes back; more than that and a snapshot is smaller.
CATCH_UP = 500
#: Seconds between looks at whether each person may still be here.
WATCH_EVERY = 10.0
#: Seconds of silence after which a page is gone (it says ping every ten).
SILENCE = 35.0
#: Seconds by which the watch may come late before the process counts as behind.
LATE = 2.0


class Listener:
    """One socket's end of the feed: whose it is, and what waits for it."""

    def __init__(self, *, seat_id: int, person_id: int, session_key: str | None) -> None:
        self.seat_id, self.person_id, self.session_key = seat_id, person_id, session_key
        self.queue: asyncio.Queue[Piece | str | Refusal] = asyncio.Queue(QUEUE)
        self.overflowed = False
        self.heard_at = time.monotonic()

    def put(self, item: Piece | str | Refusal) -> None:
        """Queue facts, a frame, or the reason to go; a full queue marks the listener as overflowed."""
        try:
            self.queue.put_nowait(item)
        except asyncio.QueueFull:
            self.overflowed = True

    async def take(self) -> list[Piece | str | Refusal]:
        """Wait for something, and take all there is."""
        items = [await self.queue.get()]
        while not self.queue.empty():
            items.append(self.queue.get_nowait())
        return items


class Feed:
    """The facts of one class, as they come, for all listeners of this process; and the room as it stands."""

    def __init__(self, class_id: int, class_uuid: UUID) -> None:
        self.class_id, self.class_uuid = class_id, class_uuid
        self.standing = Standing()
        self.removed: set[int] = set()
        self.listeners: set[Listener] = set()
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._recent: deque[Frame] = deque(maxlen=CATCH_UP)
        self._reading = asyncio.Lock()
        self._news = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Fold the log up to the newest fact, then follow it."""
        while self._take(await database_sync_to_async(queries.facts_after)(live_class_id=self.class_id, number=self.number)):
            pass
        self._tasks = [asyncio.create_task(task) for task in (self._read(), self._listen(), self._watch())]

    async def stop(self) -> None:
        """Stop listening."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def number(self) -> int:
        """The newest fact that was read."""
        return self.standing.number

    def nudge(self) -> None:
        """Look into the database now."""
        self._news.set()

    def since(self, number: int) -> list[Frame] | None:
        """The facts newer than ``number``; None where that is too long ago (or a number of another life)."""
        known = 0 < number <= self.number and (number == self.number or self._recent[0]["n"] <= number + 1)
        return [frame for frame in self._recent if frame["n"] > number] if known else None

    def pass_on(self, frame: dict[str, Any]) -> None:
        """Hand a frame that is not a fact (a pointer, a piece of a stroke) to every listener."""
        self._hand_out(written(frame))

    async def up_to_date(self) -> None:
        """Read what is in the database now."""
        async with self._reading:
            while frames := await database_sync_to_async(queries.facts_after)(live_class_id=self.class_id, number=self.number):
                for piece in self._take(frames):
                    self._hand_out(piece)

    def _hand_out(self, item: Piece | str) -> None:
        for listener in self.listeners:
            listener.put(item)

    def _take(self, frames: Sequence[Frame]) -> list[Piece]:
        self.removed.update(gone for frame in frames if (gone := takes_away(frame)) is not None)
        self.standing.take(frames)
        self._recent.extend(frames)
        return pieces(frames, removed=self.removed)

    async def _read(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_EVERY)
            await asyncio.sleep(GATHER)
            self._news.clear()
            try:
                await self.up_to_date()
            except Exception:
                logger.exception("Reading the facts of class %s failed", self.class_uuid)

    async def _watch(self) -> None:
        """Every few seconds, for all sockets at once: do the pages still speak, may the people still be here?"""
        while True:
            began = time.monotonic()
            await asyncio.sleep(WATCH_EVERY)
            # A process that is itself behind has not heard what the pages said: it judges nobody's silence.
            behind = time.monotonic() - began > WATCH_EVERY + LATE
            try:
                await self._look_around(judge_silence=not behind)
            except Exception:
                logger.exception("Watching class %s failed", self.class_uuid)

    async def _look_around(self, *, judge_silence: bool) -> None:
        listeners = list(self.listeners)
        people = {listener.person_id for listener in listeners}
        keys = {listener.session_key for listener in listeners if listener.session_key}
        must_go = await database_sync_to_async(access.who_must_go)(live_class_id=self.class_id, people=people)
        signed_in = await database_sync_to_async(access.still_signed_in)(keys)
        stay = []
        for listener in listeners:
            if judge_silence and time.monotonic() - listener.heard_at > SILENCE:
                listener.put(refuse("too_slow"))
            elif listener.session_key and listener.session_key not in signed_in:
                listener.put(refuse("not_signed_in"))
            elif listener.person_id in must_go:
                listener.put(refuse(must_go[listener.person_id]))
            else:
                stay.append(listener.seat_id)
        await database_sync_to_async(actions.keep_watch)(live_class_id=self.class_id, seats=stay, now=timezone.now())

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


async def listen(class_id: int, class_uuid: UUID, listener: Listener) -> Feed:
    """Join the feed of a class; start it for the first listener of this process."""
    key = (id(asyncio.get_running_loop()), class_uuid)
    feed = _feeds.get(key)
    if feed is None:
        feed = _feeds[key] = Feed(class_id, class_uuid)
        feed.listeners.add(listener)
        feed.started = asyncio.create_task(feed.start())
    feed.listeners.add(listener)
    await asyncio.shield(feed.started)
    return feed


async def stop_listening(feed: Feed, listener: Listener) -> None:
    """Leave the feed; the last one to go stops it."""
    feed.listeners.discard(listener)
    key = (id(asyncio.get_running_loop()), feed.class_uuid)
    if not feed.listeners and _feeds.get(key) is feed:
        del _feeds[key]
        await feed.stop()
