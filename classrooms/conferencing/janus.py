"""A small client of Janus over its WebSocket: one session for each server and process.

Janus forgets everything when it dies and does not notice when a peer does, so this client keeps asking whether it is
alive, reports its loss at once, and connects again for ever.
"""

import asyncio
import contextlib
import json
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit, urlunsplit

import websockets
from websockets.asyncio.client import ClientConnection

from classrooms.conferencing.contract import ConferenceLost

logger = logging.getLogger(__name__)

#: Seconds between "are you alive", and how long the answer may take. A frozen Janus is noticed within their sum.
PULSE_EVERY, PULSE_WITHIN = 2.0, 4.0
#: Seconds a request may take.
ANSWER_WITHIN = 5.0
#: Seconds between attempts to connect: short, for a supervisor restarts Janus within a second.
RETRY_FIRST, RETRY_LONGEST = 0.2, 3.0

Message = dict[str, Any]
VIDEOROOM = "janus.plugin.videoroom"


@dataclass(frozen=True, kw_only=True)
class JanusAddress:
    """Where a Janus is and how to be let in: `ws://HOST:PORT/?secret=API_SECRET&room_key=VIDEOROOM_ADMIN_KEY`."""

    url: str
    secret: str = ""
    room_key: str = ""

    @classmethod
    def of(cls, address: str) -> Self:
        """Read an item of the `JANUS_URLS` setting."""
        parts = urlsplit(address)
        query = parse_qs(parts.query)
        url = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))
        return cls(url=url, secret=query.get("secret", [""])[0], room_key=query.get("room_key", [""])[0])


class Handle:
    """One attachment to the video room plugin. `heard` is called with each message Janus sends to it."""

    def __init__(self, link: "JanusLink", handle_id: int, heard: Callable[[Message], None]) -> None:
        self.link, self.id, self.heard = link, handle_id, heard

    async def say(self, body: Message, *, jsep: Message | None = None, at_once: bool = False) -> tuple[Message, Message | None]:
        """Send a request to the plugin; give its data and its session description, if any.

        `at_once` is for requests that Janus answers directly (create, destroy). Raises ConferenceLost, also when the
        plugin says no.
        """
        request = {"janus": "message", "handle_id": self.id, "body": body}
        reply = await self.link.ask({**request, "jsep": jsep} if jsep else request, event=not at_once)
        data: Message = reply.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            raise ConferenceLost(f"{data['error_code']} {data.get('error', '')}")
        return data, reply.get("jsep")

    async def detach(self) -> None:
        """Let the handle go, whatever state it is in. Never raises."""
        if self.link.handles.pop(self.id, None) is None:
            return
        with contextlib.suppress(ConferenceLost):
            await self.link.ask({"janus": "detach", "handle_id": self.id})


class JanusLink:
    """The session with one Janus. `up` is set while it works; `gone` is set while it does not."""

    def __init__(self, address: JanusAddress) -> None:
        self.address = address
        self.handles: dict[int, Handle] = {}
        self.up, self.gone = asyncio.Event(), asyncio.Event()
        self.gone.set()
        self._socket: ClientConnection | None = None
        self._session: int | None = None
        self._waiting: dict[str, tuple[asyncio.Future[Message], bool]] = {}

    async def run(self) -> None:
        """Stay connected until cancelled."""
        wait = RETRY_FIRST
        while True:
            try:
                await self._live_once()
            except (OSError, websockets.WebSocketException, ConferenceLost, TimeoutError) as fault:
                logger.info("Janus at %s is away: %s", self.address.url, fault)
            finally:
                wait = RETRY_FIRST if self.up.is_set() else min(wait * 2, RETRY_LONGEST)
                self._lose()
            await asyncio.sleep(wait)

    async def _live_once(self) -> None:
        connect = websockets.connect(
            self.address.url,
            subprotocols=[websockets.Subprotocol("janus-protocol")],
            open_timeout=ANSWER_WITHIN,
            close_timeout=1,
            ping_interval=None,
            proxy=None,
        )
        async with connect as socket:
            self._socket = socket
            reader = asyncio.create_task(self._read(socket))
            try:
                self._session = (await self.ask({"janus": "create"}))["data"]["id"]
                self.gone.clear()
                self.up.set()
                pulse = asyncio.create_task(self._pulse())
                try:
                    await asyncio.wait({reader, pulse}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    pulse.cancel()
            finally:
                reader.cancel()

    async def _pulse(self) -> None:
        """Ask every two seconds; return when no answer comes, which ends this connection."""
        while True:
            await asyncio.sleep(PULSE_EVERY)
            try:
                await self.ask({"janus": "keepalive"}, within=PULSE_WITHIN)
            except ConferenceLost:
                return

    async def _read(self, socket: ClientConnection) -> None:
        async for text in socket:
            message = json.loads(text)
            future, event = self._waiting.get(message.get("transaction", ""), (None, False))
            if future is not None:
                if message["janus"] == "ack" and event:
                    continue  # the plugin's own answer comes later, under the same transaction
                if not future.done():
                    future.set_result(message)
            elif handle := self.handles.get(message.get("sender", 0)):
                handle.heard(message)

    async def ask(self, message: Message, *, event: bool = False, within: float = ANSWER_WITHIN) -> Message:
        """Send a request and wait for its answer; with `event`, for the plugin's. Raises ConferenceLost."""
        if self._socket is None:
            raise ConferenceLost("not connected")
        transaction = secrets.token_hex(8)
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[transaction] = (future, event)
        full = {**message, "transaction": transaction, "apisecret": self.address.secret}
        if self._session is not None:
            full["session_id"] = self._session
        try:
            await self._socket.send(json.dumps(full))
            reply = await asyncio.wait_for(future, within)
        except (OSError, websockets.WebSocketException, TimeoutError) as fault:
            raise ConferenceLost(f"no answer to {message['janus']}") from fault
        finally:
            self._waiting.pop(transaction, None)
        if reply["janus"] == "error":
            raise ConferenceLost(str(reply.get("error")))
        return reply

    async def attach(self, heard: Callable[[Message], None]) -> Handle:
        """Open a handle on the video room plugin. Raises ConferenceLost."""
        reply = await self.ask({"janus": "attach", "plugin": VIDEOROOM})
        handle = Handle(self, reply["data"]["id"], heard)
        self.handles[handle.id] = handle
        return handle

    def _lose(self) -> None:
        """Forget the session and everything in it, and tell those who wait."""
        self.up.clear()
        self.gone.set()
        self._socket = self._session = None
        self.handles.clear()
        for future, _ in self._waiting.values():
            if not future.done():
                future.set_exception(ConferenceLost("the connection to Janus was lost"))
