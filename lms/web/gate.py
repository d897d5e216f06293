"""How many requests a process works on at once; the others wait their turn in order.

Without it every request that arrives gets a thread and a database connection of its own: five hundred phones that save in the
same second would be refused by PostgreSQL (too many connections) and starve one another on SQLite's one lock. A request takes its
turn when its body has arrived, and gives it back when its answer begins, so that slow phones hold nobody up.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
#: Any ASGI application; Django's own and Channels' describe their arguments differently.
Application = Callable[..., Awaitable[None]]


class Turn:
    """The turn of one request: taken at most once, given back at most once."""

    def __init__(self, gate: asyncio.Semaphore) -> None:
        self._gate, self._state = gate, "waits"

    async def take(self) -> None:
        """Wait for it, unless it was taken already."""
        if self._state == "waits":
            self._state = "taken"
            try:
                await self._gate.acquire()
            except BaseException:
                self._state = "given back"
                raise

    def give_back(self) -> None:
        """Let the next one in."""
        if self._state == "taken":
            self._gate.release()
        self._state = "given back"


class Gate:
    """An ASGI application for HTTP behind which at most ``at_once`` requests are worked on."""

    def __init__(self, application: Application, *, at_once: int) -> None:
        self._application, self._at_once = application, at_once
        self._gate: asyncio.Semaphore | None = None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if self._gate is None:  # made inside the loop that uses it
            self._gate = asyncio.Semaphore(self._at_once)
        turn = Turn(self._gate)

        async def receive_then_wait() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                await turn.take()
            return message

        async def send_and_leave(message: Message) -> None:
            if message["type"] == "http.response.start":
                turn.give_back()
            await send(message)

        try:
            await self._application(scope, receive_then_wait, send_and_leave)
        finally:
            turn.give_back()
