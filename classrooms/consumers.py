"""The room's socket: decode, come through the door, act, answer. The words are in `docs/protocol/classrooms.md`."""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Sequence
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from classrooms import access, actions, commands, protocol, wake
from classrooms.conferencing.voice import Voice
from classrooms.feed import Feed, Listener, listen, stop_listening
from classrooms.models import LiveClass, Seat
from classrooms.refusals import refuse
from classrooms.rules.pace import Pace
from classrooms.rules.pieces import Piece, bundle, pieces
from classrooms.rules.room import FactKind, Frame
from classrooms.rules.writing import written
from lms.people.models import Person
from lms.refusals import Refusal

logger = logging.getLogger(__name__)

#: Close codes of the socket: 4000 + the status of the refusal, as far as it is one of these.
CLOSE_CODES = {400: 4400, 401: 4401, 403: 4403, 408: 4408, 409: 4409, 413: 4413, 429: 4429}


class ClassroomConsumer(AsyncWebsocketConsumer):
    """One page in one class. Facts come from the process's feed; the channel layer is never touched from here."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        """Accept in any case, so that the page can read why it may not come in."""
        self.connection = secrets.token_hex(4)
        self.class_uuid = self.scope["url_route"]["kwargs"]["class_uuid"]
        self.language = "en" if b"language=en" in self.scope["query_string"] else "ar"
        self.number = 0
        self.pace = Pace(frames=protocol.RATE_FRAMES, seconds=protocol.RATE_SECONDS)
        self.listener: Listener | None = None
        self.live_class: LiveClass | None = None
        self.seat: Seat | None = None
        self.feed: Feed | None = None
        self.voice: Voice | None = None
        self.voice_turn = asyncio.Lock()
        self.tasks: list[asyncio.Task[None]] = []
        await self.accept()
        try:
            self.live_class = await self._enter()
        except Refusal as refusal:
            await self._turn_away(refusal)

    async def _enter(self) -> LiveClass:
        if isinstance(self.scope["user"], AnonymousUser):
            raise refuse("not_signed_in")
        self.person = await database_sync_to_async(Person.objects.get)(pk=self.scope["user"].pk)
        return await database_sync_to_async(access.class_to_enter)(person=self.person, class_uuid=self.class_uuid)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one frame of the page."""
        if self.live_class is None:
            return
        command: protocol.Command | None = None
        try:
            self._count()
            command = protocol.decode(text_data or "")
            await self._take(command)
        except Refusal as refusal:
            await self._refuse(refusal, command)
        except Exception:
            logger.exception("A command of class %s failed", self.class_uuid)
            await self._refuse(refuse("fault"), command)

    def _count(self) -> None:
        """Refuse `too_many` when the page sends faster than the protocol allows."""
        now = time.monotonic()
        if self.listener is not None:
            self.listener.heard_at = now
        if not self.pace.allows(now):
            raise refuse("too_many")

    async def _take(self, command: protocol.Command) -> None:
        if isinstance(command, protocol.Hello):
            return await self._greet(command)
        if isinstance(command, protocol.Ping):
            return await self._say({"type": "pong"})
        if self.seat is None:
            raise refuse("bad_frame")
        if isinstance(command, protocol.Kept):
            return await self._obey(command)
        if isinstance(command, protocol.PointerMove):
            return await self._point(command)
        if isinstance(command, protocol.InkTrace):
            return await self._trace(command)
        # Voice may have to wait for the conferencing server; the page's words and hands must not wait with it.
        self.tasks = [task for task in self.tasks if not task.done()]
        self.tasks.append(asyncio.create_task(self._take_voice_aside(command)))
        return None

    async def _greet(self, hello: protocol.Hello) -> None:
        """Let the page in: its seat first, then the feed, then what it missed; nothing falls between."""
        if hello.v != protocol.VERSION:
            raise refuse("wrong_version")
        if self.seat is not None or self.live_class is None:
            raise refuse("bad_frame")
        self.seat = await database_sync_to_async(actions.take_seat)(
            live_class=self.live_class, person=self.person, connection=self.connection, now=timezone.now()
        )
        self.seat.person = self.person
        session = self.scope.get("session")
        key = session.session_key if session is not None else None
        self.listener = Listener(seat_id=self.seat.pk, person_id=self.person.pk, session_key=key)
        self.feed = await listen(self.live_class.pk, self.class_uuid, self.listener)
        await self.feed.up_to_date()
        self.voice = Voice(class_uuid=self.class_uuid, person=str(self.person.uuid), send=self._say)
        await self._say({"type": "welcome", "v": protocol.VERSION, "you": str(self.person.uuid), "role": self.seat.role})
        await self._catch_up(self.feed, hello.last)
        await self._say(self.voice.state())
        self.tasks = [asyncio.create_task(self._pump(self.listener))]

    async def _catch_up(self, feed: Feed, last: int) -> None:
        missed = feed.since(last)
        if missed is None:
            self.number = feed.number
            return await self._send(feed.standing.written_for(person=str(self.person.uuid), instructs=self._seat().instructs))
        self.number = last
        return await self._pass_on(pieces(missed, removed=feed.removed))

    async def _pump(self, listener: Listener) -> None:
        """Send what the feed brings, each fact once and in order; what has gathered meanwhile goes in one frame."""
        while not listener.overflowed:
            gathered: list[Piece] = []
            for item in await listener.take():
                if isinstance(item, Piece):
                    gathered.append(item)
                    continue
                await self._pass_on(gathered)
                gathered = []
                if isinstance(item, Refusal):
                    return await self._turn_away(item)
                await self._send(item)
            await self._pass_on(gathered)
        return await self._turn_away(refuse("too_slow"))

    async def _pass_on(self, gathered: Sequence[Piece]) -> None:
        person, instructs = str(self.person.uuid), self._seat().instructs
        texts: list[str] = []
        follow: list[Frame] = []
        for piece in gathered:
            if piece.frames[-1]["n"] > self.number and self.feed is not None:
                follow += [frame for frame in piece.followed if frame["n"] > self.number]
                texts += piece.texts_for(person=person, instructs=instructs, after=self.number, removed=self.feed.removed)
                self.number = piece.frames[-1]["n"]
        if texts:
            await self._send(bundle(texts))
        for frame in follow:
            await self._follow(frame)

    async def _follow(self, frame: Frame) -> None:
        """Draw the consequences of a fact for this socket."""
        mine = frame["body"].get("person") == str(self.person.uuid)
        if frame["kind"] == FactKind.CLASS_CLOSED:
            await self._turn_away(refuse("class_closed"))
        elif frame["kind"] == FactKind.PERSON_REMOVED and mine:
            await self._turn_away(refuse("removed"))
        elif frame["kind"] == FactKind.ROLE_GIVEN and mine:
            self._seat().role = frame["body"]["role"]
        lost_floor = frame["kind"] in (FactKind.FLOOR_GIVEN, FactKind.FLOOR_RETURNED, FactKind.MICS_MUTED)
        if self.voice and self.voice.sending and lost_floor and not mine and not self._seat().instructs:
            await self.voice.stop_sending()
            await self._say({"type": "voice.ended", "feed": None})

    async def _obey(self, command: protocol.Kept) -> None:
        fact = await database_sync_to_async(commands.obey)(
            command=command, person=self.person, class_uuid=self.class_uuid, now=timezone.now()
        )
        if self.feed:
            self.feed.nudge()
        await self._say({"type": "ack", "id": str(command.id), "n": fact.number})

    async def _point(self, command: protocol.PointerMove) -> None:
        if not self._seat().instructs:
            raise refuse("not_allowed")
        frame = {"type": "pointer", "x": command.x, "y": command.y}
        await wake.tell(self.class_uuid, {"type": "pass", "frame": frame})

    async def _trace(self, command: protocol.InkTrace) -> None:
        """Show a stroke while it is drawn. Only the whole stroke is kept, so a lost piece costs nothing."""
        if not self._seat().instructs and self._pen() != str(self.person.uuid):
            raise refuse("no_pen")
        frame = {**command.model_dump(), "type": "trace", "by": str(self.person.uuid)}
        await wake.tell(self.class_uuid, {"type": "pass", "frame": frame})

    async def _take_voice_aside(self, command: protocol.Command) -> None:
        try:
            async with self.voice_turn:
                await self._take_voice(command)
        except Refusal as refusal:
            await self._refuse(refusal, command)
        except Exception:
            logger.exception("Voice of class %s failed", self.class_uuid)
            await self._refuse(refuse("voice_failed"), command)

    async def _take_voice(self, command: protocol.Command) -> None:
        if self.voice is None:
            raise refuse("voice_off")
        match command:
            case protocol.VoicePublish():
                seat = await database_sync_to_async(commands.may_send)(person=self.person, class_uuid=self.class_uuid)
                await self.voice.publish(command, picture=seat.instructs)
            case protocol.VoiceUnpublish():
                await self.voice.stop_sending()
            case protocol.VoiceListen():
                await self.voice.listen(command)
            case protocol.VoiceAnswer():
                await self.voice.answer(command)
            case protocol.VoiceQuiet():
                await self.voice.quiet(command.feed)

    async def disconnect(self, code: int) -> None:
        """The page is gone: its lines, its place at the feed and its seat go with it."""
        for task in self.tasks:
            if task is not asyncio.current_task():
                task.cancel()
        if self.voice is not None:
            with contextlib.suppress(Exception):
                await self.voice.close()
        if self.feed is not None and self.listener is not None:
            await stop_listening(self.feed, self.listener)
        if self.seat is not None:
            await database_sync_to_async(actions.leave_seat)(seat=self.seat, connection=self.connection, now=timezone.now())

    def _seat(self) -> Seat:
        assert self.seat is not None
        return self.seat

    def _live_class(self) -> LiveClass:
        assert self.live_class is not None
        return self.live_class

    def _pen(self) -> str | None:
        return self.feed.standing.teaching["pen"] if self.feed else None

    async def _say(self, frame: dict[str, Any]) -> None:
        await self._send(written(frame))

    async def _send(self, text: str) -> None:
        with contextlib.suppress(RuntimeError):  # the socket has closed in the meantime
            await self.send(text_data=text)

    async def _refuse(self, refusal: Refusal, command: protocol.Command | None = None) -> None:
        command_id = command.id if isinstance(command, protocol.Kept) else None
        with translation.override(self.language):
            frame = protocol.refused_frame(refusal, command_id=command_id)
        await self._say(frame)

    async def _turn_away(self, refusal: Refusal) -> None:
        """Say why, and close with the code that belongs to it."""
        await self._refuse(refusal)
        await self.close(code=CLOSE_CODES.get(refusal.status, 4400))
