"""The socket: who comes in, what they hear, what they missed. On whatever channel layer the environment names."""

import asyncio
import json
from uuid import uuid4

import pytest
from channels.db import database_sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser

from classrooms import actions, feed, protocol, wake
from classrooms.models import LiveClass, RoomFact
from classrooms.routing import websocket_urlpatterns
from lms.enrolment.models import Enrolment
from tests.classrooms.small_class import people, small_class

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]
APPLICATION = URLRouter(websocket_urlpatterns)
WITHIN = 5


class Page:
    """One page's socket."""

    def __init__(self, live_class, person):
        self.socket = WebsocketCommunicator(APPLICATION, f"/ws/classes/{live_class.uuid}/?language=en")
        self.socket.scope["user"] = person
        self.heard, self.waiting = [], []

    async def connect(self):
        connected, _ = await self.socket.connect(timeout=WITHIN)
        assert connected
        return self

    async def send(self, **frame):
        await self.socket.send_to(text_data=json.dumps(frame))

    async def say(self, kind, **fields):
        command_id = str(uuid4())
        await self.send(type=kind, id=command_id, **fields)
        return await self.until(lambda frame: frame.get("id") == command_id)

    async def next(self):
        """The next frame; facts that came together are taken apart."""
        if not self.waiting:
            frame = json.loads(await self.socket.receive_from(timeout=WITHIN))
            self.waiting = frame["facts"] if frame["type"] == "facts" else [frame]
        frame = self.waiting.pop(0)
        self.heard.append(frame)
        return frame

    async def until(self, wanted):
        while True:
            frame = await self.next()
            if wanted(frame):
                return frame

    async def fact(self, kind):
        return await self.until(lambda frame: frame.get("kind") == kind)

    async def come_in(self, last=0):
        await self.connect()
        await self.send(type="hello", v=protocol.VERSION, last=last)
        await self.until(lambda frame: frame["type"] == "voice.feeds")
        return self

    async def closed_with(self):
        refused = await self.until(lambda frame: frame["type"] == "refused")
        closing = await self.socket.receive_output(timeout=WITHIN)
        assert closing["type"] == "websocket.close"
        return refused["code"], closing["code"]

    async def leave(self):
        await self.socket.disconnect(timeout=WITHIN)


@pytest.fixture
def cast(transactional_db):
    return people()


@pytest.fixture
def live_class(cast):
    live_class = small_class(cast)
    actions.open_class(live_class=live_class, actor=cast["nadia"], now=live_class.starts_at)
    return live_class


async def test_a_stranger_is_told_why_and_sent_away(cast, live_class):
    page = await Page(live_class, cast["karim"]).connect()
    assert await page.closed_with() == ("not_in_this_class", 4403)


async def test_nobody_comes_in_without_signing_in(live_class):
    page = await Page(live_class, AnonymousUser()).connect()
    assert await page.closed_with() == ("not_signed_in", 4401)


async def test_an_unknown_class_looks_like_a_stranger_s_class(cast):
    page = await Page(LiveClass(), cast["karim"]).connect()
    assert await page.closed_with() == ("not_in_this_class", 4403)


async def test_a_closed_class_lets_nobody_in(cast, live_class):
    await database_sync_to_async(actions.close_class)(live_class=live_class, actor=cast["nadia"], now=live_class.starts_at)
    page = await Page(live_class, cast["amina"]).connect()
    assert await page.closed_with() == ("class_closed", 4409)


async def test_words_reach_everybody_once_and_in_order(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    for number in range(5):
        await nadia.say("chat.post", text=f"line {number}")
    facts = [await amina.fact("chat.posted") for _ in range(5)]
    assert [fact["body"]["text"] for fact in facts] == [f"line {number}" for number in range(5)]
    assert len({fact["n"] for fact in facts}) == 5
    await nadia.leave()
    await amina.leave()


async def test_whoever_comes_back_hears_only_what_they_missed(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    await nadia.say("chat.post", text="heard")
    last = (await amina.fact("chat.posted"))["n"]
    await amina.leave()
    await nadia.say("chat.post", text="missed")
    await nadia.say("slide.go", slide=3)
    back = await Page(live_class, cast["amina"]).come_in(last=last)
    facts = [frame for frame in back.heard if frame["type"] == "fact"]
    assert [fact["n"] for fact in facts] == list(range(last + 1, last + 1 + len(facts)))
    assert [fact["body"].get("text", fact["body"].get("slide")) for fact in facts if fact["by"] == str(cast["nadia"].uuid)] == [
        "missed",
        3,
    ]
    assert not any(frame["type"] == "snapshot" for frame in back.heard)
    await back.leave()
    await nadia.leave()


async def test_a_number_from_another_life_gets_a_snapshot(cast, live_class):
    page = await Page(live_class, cast["amina"]).come_in(last=99_999)
    assert [frame["type"] for frame in page.heard][:2] == ["welcome", "snapshot"]
    await page.leave()


async def test_news_is_found_even_when_nobody_says_so(cast, live_class, monkeypatch):
    """The channel layer is down: messages are lost, facts are not."""

    async def lost(*args):
        return None

    monkeypatch.setattr(wake, "tell", lost)
    monkeypatch.setattr(feed, "LOOK_EVERY", 0.2)
    amina = await Page(live_class, cast["amina"]).come_in()
    seat = await database_sync_to_async(actions.take_seat)(
        live_class=live_class, person=cast["nadia"], connection="elsewhere", now=live_class.starts_at
    )
    seat.person = cast["nadia"]
    await database_sync_to_async(actions.post_chat)(seat=seat, text="from another process", now=live_class.starts_at)
    assert (await amina.fact("chat.posted"))["body"]["text"] == "from another process"
    await amina.leave()


async def test_a_fact_of_another_process_arrives_at_once(cast, live_class, monkeypatch):
    monkeypatch.setattr(feed, "LOOK_EVERY", 60)
    amina = await Page(live_class, cast["amina"]).come_in()
    await asyncio.sleep(0.3)
    seat = await database_sync_to_async(actions.take_seat)(
        live_class=live_class, person=cast["nadia"], connection="elsewhere", now=live_class.starts_at
    )
    assert (await amina.fact("seat.joined"))["by"] == str(cast["nadia"].uuid)
    assert seat.connections == ["elsewhere"]
    await amina.leave()


async def test_the_end_of_the_class_closes_every_socket(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    await nadia.send(type="class.close", id=str(uuid4()))
    await amina.fact("class.closed")
    assert await amina.closed_with() == ("class_closed", 4409)
    await nadia.leave()
    await amina.leave()


async def test_the_pointer_passes_and_leaves_no_fact(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    before = await database_sync_to_async(RoomFact.objects.count)()
    await asyncio.sleep(0.3)
    await nadia.send(type="pointer.move", x=0.25, y=0.5)
    assert await amina.until(lambda frame: frame["type"] == "pointer") == {"type": "pointer", "x": 0.25, "y": 0.5}
    await amina.send(type="pointer.move", x=0.1, y=0.1)
    assert (await amina.until(lambda frame: frame["type"] == "refused"))["code"] == "not_allowed"
    assert await database_sync_to_async(RoomFact.objects.count)() == before
    await nadia.leave()
    await amina.leave()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", "bad_frame"),
        ("{", "bad_frame"),
        ("[]", "bad_frame"),
        ('{"type":"nonsense"}', "bad_frame"),
        ('{"type":"chat.post","text":"no id"}', "bad_frame"),
        ('{"type":"chat.post","id":"00000000-0000-4000-8000-000000000000","text":"x","admin":true}', "bad_frame"),
        ('{"type":"slide.go","id":"00000000-0000-4000-8000-000000000000","slide":0}', "bad_frame"),
        ('{"type":"chat.post","id":"00000000-0000-4000-8000-000000000000","text":"' + "ب" * 9000 + '"}', "frame_too_large"),
        ('{"type":"chat.post","id":"00000000-0000-4000-8000-000000000000","text":"   "}', "bad_frame"),
        ('{"type":"pointer.move","x":NaN,"y":0}', "bad_frame"),
        ("[" * 5000, "bad_frame"),
    ],
)
async def test_frames_that_are_not_of_the_protocol_are_refused(cast, live_class, text, code):
    page = await Page(live_class, cast["nadia"]).come_in()
    await page.socket.send_to(text_data=text)
    assert (await page.until(lambda frame: frame["type"] == "refused"))["code"] == code
    await page.send(type="ping")
    await page.until(lambda frame: frame["type"] == "pong")
    await page.leave()


async def test_a_flood_is_refused(cast, live_class):
    page = await Page(live_class, cast["amina"]).come_in()
    for _ in range(protocol.RATE_FRAMES):
        await page.send(type="ping")
    assert (await page.until(lambda frame: frame["type"] == "refused"))["code"] == "too_many"
    await page.leave()


async def test_another_version_must_reload(cast, live_class):
    page = await Page(live_class, cast["amina"]).connect()
    await page.send(type="hello", v=99)
    assert (await page.next())["code"] == "wrong_version"
    await page.leave()


async def test_commands_before_hello_are_refused(cast, live_class):
    page = await Page(live_class, cast["nadia"]).connect()
    assert (await page.say("slide.go", slide=2))["code"] == "bad_frame"
    await page.leave()


async def test_before_the_class_opens_one_may_wait_but_not_speak(cast):
    live_class = await database_sync_to_async(small_class)(cast)
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    assert (await amina.say("hand.raise"))["code"] == "class_not_open"
    await nadia.say("class.open")
    await amina.fact("class.opened")
    assert (await amina.say("hand.raise"))["type"] == "ack"
    await nadia.leave()
    await amina.leave()


async def test_without_a_conferencing_server_the_room_says_so_and_goes_on(cast, live_class, settings):
    settings.JANUS_URLS = []
    page = await Page(live_class, cast["nadia"]).come_in()
    assert page.heard[-1] == {"type": "voice.feeds", "on": False, "reason": "off", "feeds": []}
    await page.send(type="voice.publish", sdp="v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
    assert (await page.until(lambda frame: frame["type"] == "refused"))["code"] == "voice_failed"
    assert (await page.say("slide.go", slide=2))["type"] == "ack"
    await page.leave()


async def test_a_trainee_without_the_floor_may_not_send_voice(cast, live_class):
    page = await Page(live_class, cast["amina"]).come_in()
    await page.send(type="voice.publish", sdp="v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
    assert (await page.until(lambda frame: frame["type"] == "refused"))["code"] == "no_floor"
    await page.leave()


async def test_whoever_is_taken_out_of_the_group_is_sent_away(cast, live_class, monkeypatch):
    monkeypatch.setattr(feed, "WATCH_EVERY", 0.1)
    page = await Page(live_class, cast["amina"]).come_in()
    gone = Enrolment.objects.filter(person=cast["amina"])
    await database_sync_to_async(gone.update)(status=Enrolment.Status.LEFT)
    assert await page.closed_with() == ("not_in_this_class", 4403)
    await page.leave()


async def test_leaving_is_a_fact(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    await amina.leave()
    assert (await nadia.fact("seat.left"))["by"] == str(cast["amina"].uuid)
    await nadia.leave()
    assert not feed._feeds


TRACE = {"surface": "board", "colour": "red", "width": 1, "points": [1, 2, 500]}


async def test_a_stroke_under_way_needs_the_pen_and_leaves_no_fact(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    await amina.send(type="ink.trace", **TRACE)
    assert (await amina.until(lambda frame: frame["type"] == "refused"))["code"] == "no_pen"
    await nadia.say("pen.give", person=str(cast["amina"].uuid))
    await amina.fact("pen.given")
    facts = await database_sync_to_async(RoomFact.objects.count)()
    await amina.send(type="ink.trace", **TRACE)
    piece = await nadia.until(lambda frame: frame["type"] == "trace")
    assert piece == {"type": "trace", "by": str(cast["amina"].uuid), **TRACE}
    assert await database_sync_to_async(RoomFact.objects.count)() == facts
    await nadia.say("pen.give", person=None)
    await amina.fact("pen.given")
    await amina.send(type="ink.trace", **TRACE)
    assert (await amina.until(lambda frame: frame["type"] == "refused"))["code"] == "no_pen"
    await nadia.leave()
    await amina.leave()


async def test_who_is_sent_out_hears_why_and_a_ban_holds(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    await nadia.say("person.remove", person=str(cast["amina"].uuid), ban=True)
    assert await amina.closed_with() == ("removed", 4403)
    again = await Page(live_class, cast["amina"]).connect()
    assert await again.closed_with() == ("removed", 4403)
    await nadia.leave()


async def test_a_co_instructor_sees_what_those_who_teach_see_at_once(cast, live_class):
    nadia, amina = await Page(live_class, cast["nadia"]).come_in(), await Page(live_class, cast["amina"]).come_in()
    hassan = await Page(live_class, cast["hassan"]).come_in()
    await nadia.say("role.give", person=str(cast["amina"].uuid), role="assistant")
    await amina.fact("role.given")
    asked = await nadia.say("attention.ask")
    await hassan.say("attention.answer", check=asked["n"])
    assert (await amina.fact("attention.answered"))["by"] == str(cast["hassan"].uuid)
    for page in (nadia, amina, hassan):
        await page.leave()
