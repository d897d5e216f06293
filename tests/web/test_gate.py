"""The gate before a process: how many are worked on at once, in which order, and that nobody slow holds it shut."""

import asyncio
from typing import Any

from lms.web.gate import Gate

LAST = {"type": "http.request", "body": b"", "more_body": False}


class Pages:
    """An application that reads its request, works until it is let go, and answers."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.busy = self.most = 0
        self.go = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        self.begun.append(scope["number"])
        self.busy += 1
        self.most = max(self.most, self.busy)
        await self.go.wait()
        self.busy -= 1
        if scope.get("fails"):
            raise ValueError
        await send({"type": "http.response.start"})
        await send({"type": "http.response.body"})


async def ask(gate: Gate, number: int, slow: asyncio.Event | None = None, **scope: Any) -> None:
    parts = [LAST]

    async def receive() -> Any:
        return parts.pop(0)

    async def send(message: Any) -> None:
        if slow and message["type"] == "http.response.body":
            await slow.wait()

    await gate({"number": number, **scope}, receive, send)


async def settle() -> None:
    for _turn in range(20):
        await asyncio.sleep(0)


async def test_at_most_so_many_at_once_and_in_the_order_of_arrival() -> None:
    pages = Pages()
    gate = Gate(pages, at_once=2)
    asked = [asyncio.create_task(ask(gate, number)) for number in range(6)]
    await settle()
    assert pages.begun == [0, 1]
    pages.go.set()
    await asyncio.gather(*asked)
    assert (pages.begun, pages.most) == ([0, 1, 2, 3, 4, 5], 2)


async def test_a_body_that_is_still_arriving_takes_no_turn() -> None:
    pages = Pages()
    gate, arrives = Gate(pages, at_once=1), asyncio.Event()
    parts: list[Any] = [{"type": "http.request", "body": b"x", "more_body": True}]

    async def receive() -> Any:
        if parts:
            return parts.pop(0)
        await arrives.wait()
        return LAST

    async def send(message: Any) -> None: ...

    slow = asyncio.create_task(gate({"number": 1}, receive, send))
    quick = asyncio.create_task(ask(gate, 2))
    await settle()
    assert pages.begun == [2]
    pages.go.set()
    arrives.set()
    await asyncio.gather(slow, quick)


async def test_a_phone_that_reads_slowly_and_a_page_that_fails_hold_nobody_up() -> None:
    pages, reads = Pages(), asyncio.Event()
    gate = Gate(pages, at_once=1)
    pages.go.set()
    slow = asyncio.create_task(ask(gate, 1, slow=reads))
    failed = asyncio.create_task(ask(gate, 2, fails=True))
    last = asyncio.create_task(ask(gate, 3))
    await settle()
    assert pages.begun == [1, 2, 3]
    reads.set()
    assert [type(one) for one in await asyncio.gather(slow, failed, last, return_exceptions=True)] == [
        type(None),
        ValueError,
        type(None),
    ]
