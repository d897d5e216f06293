"""Commands become facts; facts become the room; nobody sees more than they may."""

import copy
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from classrooms import actions, protocol, queries
from classrooms.models import PollAnswer, RoomFact
from classrooms.rules.pieces import pieces
from classrooms.rules.room import FactKind, fold
from classrooms.rules.sight import PRIVATE, seen_by
from classrooms.rules.standing import Standing
from tests.classrooms.conftest import Newest

pytestmark = pytest.mark.django_db


def script(cast):
    """One of every command, in an order in which each is allowed: (who, command, fields)."""
    amina, poll = cast.person("amina").uuid, cast.poll().uuid
    return [
        ("nadia", "class.open", {}),
        ("amina", "lane.choose", {"lane": "picture"}),
        ("nadia", "camera.set", {"on": True}),
        ("nadia", "mic.set", {"on": True}),
        ("amina", "reaction.send", {"name": "clear"}),
        ("nadia", "slide.go", {"slide": 2}),
        ("trainee01", "reaction.send", {"name": "again"}),
        ("amina", "chat.post", {"text": "هل أغير الإبرة؟"}),
        ("trainee01", "hand.raise", {}),
        ("amina", "hand.raise", {}),
        ("trainee01", "hand.raise", {}),
        ("nadia", "hand.call", {"person": amina}),
        ("amina", "mic.set", {"on": True}),
        ("amina", "floor.return", {}),
        ("trainee01", "hand.lower", {}),
        ("nadia", "poll.open", {"poll": poll}),
        ("amina", "poll.answer", {"poll": poll, "option": 1}),
        ("trainee01", "poll.answer", {"poll": poll, "option": 0}),
        ("nadia", "poll.close", {"poll": poll}),
        ("nadia", "poll.show", {"poll": poll}),
        ("nadia", "poll.ask", {"question": "والآن؟", "options": ["نعم", "لا"]}),
        ("nadia", "board.show", {"on": True}),
        ("nadia", "pen.give", {"person": amina}),
        ("amina", "ink.draw", {"surface": "board", "colour": "red", "width": 2, "points": [100, 200, 500, 110, 210, 600]}),
        ("nadia", "ink.draw", {"surface": "slide-2", "colour": "ink", "width": 1, "points": [1, 2, 1000]}),
        ("amina", "ink.undo", {"surface": "board", "stroke": Newest(FactKind.INK_DRAWN, "amina")}),
        ("nadia", "ink.clear", {"surface": "slide-2"}),
        ("trainee01", "question.ask", {"text": "متى نغير السير؟"}),
        ("amina", "question.vote", {"question": Newest(FactKind.QUESTION_ASKED), "on": True}),
        ("nadia", "question.settle", {"question": Newest(FactKind.QUESTION_ASKED), "how": "answered"}),
        ("trainee01", "chat.post", {"text": "نعم", "reply": Newest(FactKind.CHAT_POSTED)}),
        ("nadia", "chat.lock", {"on": True}),
        ("nadia", "timer.start", {"seconds": 300}),
        ("nadia", "timer.stop", {}),
        ("nadia", "attention.ask", {}),
        ("amina", "attention.answer", {"check": Newest(FactKind.ATTENTION_ASKED)}),
        ("amina", "hand.raise", {}),
        ("nadia", "hands.lower", {}),
        ("nadia", "mics.mute", {}),
        ("nadia", "room.lock", {"on": True}),
        ("nadia", "role.give", {"person": amina, "role": "assistant"}),
        ("nadia", "person.remove", {"person": cast.person("trainee01").uuid, "ban": True}),
        ("nadia", "chat.remove", {"message": Newest(FactKind.CHAT_POSTED, "amina")}),
        ("nadia", "class.close", {}),
    ]


def play(cast):
    """Say the whole script; give the class's frames afterwards."""
    for who, kind, fields in script(cast):
        cast.say(
            who, kind, **{name: cast.number_of(value) if isinstance(value, Newest) else value for name, value in fields.items()}
        )
    return queries.facts_after(live_class_id=cast.live_class.pk, number=0, at_most=10_000)


def test_the_script_says_every_kept_command(cast):
    kept = {name for name, command in protocol.COMMANDS.items() if command.kept}
    assert {kind for _, kind, _ in script(cast)} == kept


@pytest.mark.parametrize("who", ["nadia", "amina", "trainee01"])
def test_a_snapshot_and_the_later_frames_give_the_fresh_snapshot(cast, who):
    """Wherever somebody joins in: what they were sent then, and since, is what a newcomer is sent now."""
    frames = play(cast)
    person, instructs = cast.person(who), who == "nadia"
    removed = queries.removed_lines(live_class_id=cast.live_class.pk)
    fresh = queries.room_of(live_class=cast.live_class, person=person, instructs=instructs)
    for moment in range(len(frames) + 1):
        room = json.loads(json.dumps(queries.room_at(frames[:moment], person=person, instructs=instructs)))
        for frame in frames[moment:]:
            fold(room, seen_by(frame, person=str(person.uuid), instructs=instructs, removed=removed))
        assert room == fresh, f"joined after fact {moment}"


@pytest.mark.parametrize("who", ["nadia", "amina", "trainee01"])
def test_the_room_kept_for_all_is_the_room_of_each(cast, who):
    """What a process keeps folded, with each person's own facts laid over it, is what folding the log for them gives."""
    frames = play(cast)
    person, instructs = cast.person(who), who == "nadia"
    standing = Standing()
    for moment, frame in enumerate(frames, start=1):
        standing.take([frame])
        here = queries.room_at(frames[:moment], person=person, instructs=instructs)
        assert standing.seen_by(person=str(person.uuid), instructs=instructs) == here, f"after fact {moment}"
    standing.take(frames)
    assert standing.number == len(frames)


def test_what_all_may_see_is_written_once_and_the_rest_for_each(cast):
    frames = play(cast)
    cut = pieces(frames, removed=queries.removed_lines(live_class_id=cast.live_class.pk))
    assert [frame["n"] for piece in cut for frame in piece.frames] == list(range(1, len(frames) + 1))
    for piece in cut:
        private = {frame["kind"] in PRIVATE for frame in piece.frames}
        assert private == {piece.texts is None}
    told = "".join(text for piece in cut for text in piece.texts or ())
    assert "هل أغير الإبرة" not in told, "a line that was removed later has no words any more"
    assert '"option":1' not in told


def test_facts_met_twice_change_nothing(cast):
    frames = play(cast)
    amina = cast.person("amina")
    once = queries.room_at(frames, person=amina, instructs=False)
    twice = copy.deepcopy(once)
    for frame in frames:
        fold(twice, frame)
    assert twice == once


def test_numbers_have_no_gaps(cast):
    frames = play(cast)
    assert [frame["n"] for frame in frames] == list(range(1, len(frames) + 1))


def test_the_same_command_twice_is_one_fact(cast):
    command_id = uuid4()
    first = cast.say("amina", "chat.post", text="مرة واحدة", command_id=command_id)
    again = cast.say("amina", "chat.post", text="مرة واحدة", command_id=command_id)
    assert again.pk == first.pk
    assert cast.live_class.facts.filter(kind=FactKind.CHAT_POSTED).count() == 1


def test_the_same_id_of_another_person_is_another_command(cast):
    command_id = uuid4()
    cast.say("amina", "chat.post", text="أنا", command_id=command_id)
    cast.say("trainee01", "chat.post", text="وأنا", command_id=command_id)
    assert cast.live_class.facts.filter(kind=FactKind.CHAT_POSTED).count() == 2


def test_an_answer_sent_again_after_the_poll_closed_is_still_acknowledged(cast):
    command_id, poll = uuid4(), cast.poll().uuid
    cast.say("nadia", "poll.open", poll=poll)
    first = cast.say("amina", "poll.answer", poll=poll, option=2, command_id=command_id)
    cast.say("nadia", "poll.close", poll=poll)
    assert cast.say("amina", "poll.answer", poll=poll, option=2, command_id=command_id).pk == first.pk
    assert PollAnswer.objects.get(poll__uuid=poll).option == 2


def test_facts_cannot_be_changed_or_deleted(cast):
    with pytest.raises(TypeError):
        RoomFact.objects.update(kind="slide.shown")
    with pytest.raises(TypeError):
        RoomFact.objects.all().delete()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("class.open", {}),
        ("class.close", {}),
        ("slide.go", {"slide": 2}),
        ("chat.remove", {"message": 1}),
        ("hand.call", {"person": uuid4()}),
        ("hand.lower", {"person": uuid4()}),
        ("poll.open", {"poll": uuid4()}),
        ("poll.ask", {"question": "?", "options": ["a", "b"]}),
        ("poll.close", {"poll": uuid4()}),
        ("poll.show", {"poll": uuid4()}),
        ("camera.set", {"on": True}),
    ],
)
def test_trainees_may_not_lead(cast, refusal_of, kind, fields):
    before = RoomFact.objects.count()
    assert refusal_of(lambda: cast.say("amina", kind, **fields)) == "not_allowed"
    assert RoomFact.objects.count() == before


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("slide.go", {"slide": 99}, "unknown_slide"),
        ("chat.remove", {"message": 1}, "unknown_message"),
        ("hand.call", {"person": uuid4()}, "unknown_person"),
        ("poll.open", {"poll": uuid4()}, "unknown_poll"),
    ],
)
def test_what_does_not_exist_is_refused(cast, refusal_of, kind, fields, code):
    assert refusal_of(lambda: cast.say("nadia", kind, **fields)) == code


def test_polls_take_one_answer_each_while_open(cast, refusal_of):
    poll = cast.poll().uuid
    assert refusal_of(lambda: cast.say("amina", "poll.answer", poll=poll, option=0)) == "poll_not_open"
    cast.say("nadia", "poll.open", poll=poll)
    assert refusal_of(lambda: cast.say("amina", "poll.answer", poll=poll, option=3)) == "unknown_option"
    cast.say("amina", "poll.answer", poll=poll, option=0)
    assert refusal_of(lambda: cast.say("amina", "poll.answer", poll=poll, option=1)) == "already_answered"
    assert refusal_of(lambda: cast.say("nadia", "poll.open", poll=cast.poll(2).uuid)) == "poll_already_open"
    cast.say("nadia", "poll.close", poll=poll)
    cast.now += timedelta(seconds=10)
    cast.say("trainee01", "poll.answer", poll=poll, option=1)  # a weak link brought it late
    cast.say("nadia", "poll.show", poll=poll)
    cast.enter("trainee02")
    assert refusal_of(lambda: cast.say("trainee02", "poll.answer", poll=poll, option=1)) == "poll_not_open"


def test_nobody_learns_what_a_classmate_answered(cast):
    poll = cast.poll().uuid
    cast.say("nadia", "poll.open", poll=poll)
    cast.say("amina", "poll.answer", poll=poll, option=2)
    frame = queries.facts_after(live_class_id=cast.live_class.pk, number=0)[-1]
    amina, other = str(cast.person("amina").uuid), str(cast.person("trainee01").uuid)
    assert seen_by(frame, person=other, instructs=False, removed=())["body"] == {"poll": str(poll)}
    assert seen_by(frame, person=other, instructs=False, removed=())["by"] is None
    assert seen_by(frame, person=amina, instructs=False, removed=())["body"]["option"] == 2
    assert seen_by(frame, person="nadia", instructs=True, removed=())["body"]["option"] == 2


def test_removed_words_reach_nobody_who_comes_later(cast):
    line = cast.say("amina", "chat.post", text="رقم هاتفي سر")
    cast.say("nadia", "chat.remove", message=line.number)
    room = queries.room_of(live_class=cast.live_class, person=cast.person("trainee01"), instructs=False)
    assert "سر" not in json.dumps(room, ensure_ascii=False)
    assert room["chat"][0]["removed"] is True


def test_the_microphone_needs_the_floor(cast, refusal_of):
    amina = cast.person("amina").uuid
    assert refusal_of(lambda: cast.say("amina", "mic.set", on=True)) == "no_floor"
    assert refusal_of(lambda: cast.say("amina", "floor.return")) == "no_floor"
    cast.say("nadia", "hand.call", person=amina)
    cast.say("amina", "mic.set", on=True)
    cast.say("nadia", "hand.call", person=cast.person("trainee01").uuid)
    assert refusal_of(lambda: cast.say("amina", "mic.set", on=True)) == "no_floor"


def test_leaving_frees_the_floor(cast):
    amina = cast.person("amina")
    cast.say("nadia", "hand.call", person=amina.uuid)
    actions.leave_seat(seat=cast.live_class.seats.get(person=amina), connection="one", now=cast.now)
    assert queries.floor_holder(cast.live_class) is None
    room = queries.room_of(live_class=cast.live_class, person=amina, instructs=False)
    assert room["floor"] is None


def test_two_pages_of_one_person_come_and_go_as_one(cast):
    seat = cast.enter("amina", "two")
    actions.leave_seat(seat=seat, connection="one", now=cast.now)
    actions.leave_seat(seat=seat, connection="one", now=cast.now)
    assert not cast.live_class.facts.filter(kind=FactKind.SEAT_LEFT).exists()
    actions.leave_seat(seat=seat, connection="two", now=cast.now)
    assert cast.live_class.facts.filter(kind=FactKind.SEAT_LEFT).count() == 1


def test_seats_of_a_dead_process_are_emptied_at_the_moment_they_were_last_seen(cast):
    nadia, amina = cast.live_class.seats.get(person__username="nadia"), cast.live_class.seats.get(person__username="amina")
    cast.say("amina", "hand.raise")
    last_seen = amina.seen_at
    actions.keep_watch(live_class_id=cast.live_class.pk, seats=[nadia.pk], now=cast.now + timedelta(seconds=50))
    left = cast.live_class.facts.filter(kind=FactKind.SEAT_LEFT).order_by("number")
    assert [fact.by.username for fact in left] == ["amina", "trainee01"]
    assert left[0].at == last_seen
    actions.keep_watch(live_class_id=cast.live_class.pk, seats=[nadia.pk], now=cast.now + timedelta(seconds=70))
    room = queries.room_of(live_class=cast.live_class, person=nadia.person, instructs=True)
    assert room["hands"] == {}
    assert cast.live_class.facts.filter(kind=FactKind.SEAT_LEFT).count() == 2


def test_a_forgotten_class_closes_itself(cast):
    nadia = cast.live_class.seats.get(person__username="nadia")
    actions.keep_watch(live_class_id=cast.live_class.pk, seats=[nadia.pk], now=cast.live_class.starts_at + timedelta(minutes=179))
    cast.live_class.refresh_from_db()
    assert cast.live_class.state == "open"
    actions.keep_watch(live_class_id=cast.live_class.pk, seats=[nadia.pk], now=cast.live_class.starts_at + timedelta(minutes=181))
    cast.live_class.refresh_from_db()
    assert cast.live_class.state == "closed"


def test_a_refused_command_leaves_nothing(cast, refusal_of):
    before = cast.live_class.facts.count()
    with transaction.atomic():
        refusal_of(lambda: cast.say("nadia", "slide.go", slide=99))
    assert cast.live_class.facts.count() == before
