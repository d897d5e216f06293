"""Board and pen, questions with votes, keeping order, attention: who may, what it does, and what others learn of it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from classrooms import access, actions, queries
from classrooms.models import Attendance, LiveClass, Seat
from classrooms.protocol import decode
from classrooms.rules import attention, polls
from classrooms.rules.facts import FactKind
from classrooms.rules.register import Interval
from classrooms.rules.sight import seen_by
from lms.refusals import Refusal
from tests.classrooms.conftest import NOW, Newest

pytestmark = pytest.mark.django_db
STROKE = {"surface": "board", "colour": "red", "width": 2, "points": [0, 0, 500, 1000, 1000, 500]}


def room(cast, login="amina", *, teaches=False):
    return queries.room_of(live_class=cast.live_class, person=cast.person(login), instructs=teaches)


def test_the_pen_is_needed_and_goes_with_its_holder(cast, refusal_of):
    amina = cast.person("amina")
    assert refusal_of(lambda: cast.say("amina", "ink.draw", **STROKE)) == "no_pen"
    assert refusal_of(lambda: cast.say("amina", "pen.give", person=amina.uuid)) == "not_allowed"
    cast.say("nadia", "pen.give", person=amina.uuid)
    drawn = cast.say("amina", "ink.draw", **STROKE)
    assert room(cast)["ink"] == {
        "board": [{"n": drawn.number, "by": str(amina.uuid), "colour": "red", "width": 2, "points": STROKE["points"]}]
    }
    assert refusal_of(lambda: cast.say("trainee01", "ink.draw", **STROKE)) == "no_pen"
    actions.leave_seat(seat=cast.live_class.seats.get(person=amina), connection="one", now=cast.now)
    assert room(cast)["pen"] is None and queries.pen_holder(cast.live_class) is None
    cast.enter("amina", "two")
    assert refusal_of(lambda: cast.say("amina", "ink.draw", **STROKE)) == "no_pen"


def test_each_takes_back_their_own_strokes_and_who_teaches_anybody_s(cast, refusal_of):
    cast.say("nadia", "pen.give", person=cast.person("amina").uuid)
    hers, mine = cast.say("nadia", "ink.draw", **STROKE).number, cast.say("amina", "ink.draw", **STROKE).number
    assert refusal_of(lambda: cast.say("amina", "ink.undo", surface="board", stroke=hers)) == "unknown_stroke"
    assert refusal_of(lambda: cast.say("amina", "ink.undo", surface="slide-1", stroke=mine)) == "unknown_stroke"
    cast.say("amina", "ink.undo", surface="board", stroke=mine)
    assert [stroke["n"] for stroke in room(cast)["ink"]["board"]] == [hers]
    cast.say("nadia", "ink.clear", surface="board")
    assert room(cast)["ink"] == {}
    assert refusal_of(lambda: cast.say("nadia", "ink.draw", **STROKE | {"surface": "slide-99"})) == "unknown_slide"


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": [1, 2]},
        {"points": []},
        {"points": [0, 0, 1001]},
        {"points": [0, -1, 0]},
        {"points": [0] * 603},
        {"surface": "slide-0"},
        {"surface": "wall"},
        {"colour": "url(x)"},
        {"width": 9},
    ],
)
def test_a_stroke_that_is_none_is_refused(wrong):
    with pytest.raises(Refusal) as caught:
        decode(json.dumps({"type": "ink.draw", "id": str(uuid4()), **STROKE, **wrong}))
    assert caught.value.code == "bad_frame"


def test_votes_are_counted_once_and_are_nobody_else_s_business(cast, refusal_of):
    asked = cast.say("trainee01", "question.ask", text="متى نغير الإبرة؟").number
    voted = cast.say("amina", "question.vote", question=asked, on=True)
    assert refusal_of(lambda: cast.say("amina", "question.vote", question=asked, on=True)) == "already_voted"
    assert refusal_of(lambda: cast.say("trainee01", "question.vote", question=asked, on=False)) == "already_voted"
    assert refusal_of(lambda: cast.say("trainee01", "question.vote", question=1, on=True)) == "unknown_question"
    cast.say("nadia", "question.vote", question=asked, on=True)
    frame = queries.facts_after(live_class_id=cast.live_class.pk, number=voted.number - 1)[0]
    for login, teaches in (("trainee01", False), ("nadia", True)):
        seen = seen_by(frame, person=str(cast.person(login).uuid), instructs=teaches, removed=())
        assert seen["by"] is None and seen["body"] == {"question": asked, "on": True}
    assert [(q["votes"], q["mine"]) for q in room(cast)["questions"]] == [(2, True)]
    assert [(q["votes"], q["mine"]) for q in room(cast, "trainee01")["questions"]] == [(2, False)]
    cast.say("amina", "question.vote", question=asked, on=False)
    assert [(q["votes"], q["mine"]) for q in room(cast)["questions"]] == [(1, False)]


def test_the_words_of_a_removed_question_reach_nobody_any_more(cast):
    asked = cast.say("trainee01", "question.ask", text="سر لا يقال").number
    cast.say("nadia", "question.settle", question=asked, how="removed")
    assert queries.removed_lines(live_class_id=cast.live_class.pk) == {asked}
    assert "سر لا يقال" not in str(room(cast)) and room(cast)["questions"][0]["state"] == "removed"


def test_a_locked_chat_takes_words_of_those_who_teach_alone(cast, refusal_of):
    cast.say("nadia", "chat.lock", on=True)
    assert refusal_of(lambda: cast.say("amina", "chat.post", text="مرحبا")) == "chat_locked"
    assert refusal_of(lambda: cast.say("amina", "question.ask", text="مرحبا")) == "chat_locked"
    line = cast.say("nadia", "chat.post", text="اسمعوا").number
    cast.say("nadia", "chat.lock", on=False)
    cast.say("amina", "chat.post", text="مرحبا", reply=line)
    assert room(cast)["chat"][-1]["reply"] == line
    assert refusal_of(lambda: cast.say("amina", "chat.post", text="لا", reply=1)) == "unknown_message"


def test_a_closed_door_lets_back_in_whoever_has_a_seat(cast, refusal_of):
    cast.say("nadia", "room.lock", on=True)
    actions.leave_seat(seat=cast.live_class.seats.get(person__username="amina"), connection="one", now=cast.now)
    assert refusal_of(lambda: cast.enter("trainee02")) == "room_locked"
    assert not Seat.objects.filter(live_class=cast.live_class, person__username="trainee02").exists()
    cast.enter("amina", "two")
    cast.say("nadia", "room.lock", on=False)
    assert cast.enter("trainee02").role == Seat.Role.TRAINEE


def test_sent_out_may_come_back_and_banned_may_not(cast, refusal_of):
    trainee, nadia = cast.person("trainee01"), cast.person("nadia")
    assert refusal_of(lambda: cast.say("amina", "person.remove", person=trainee.uuid)) == "not_allowed"
    assert refusal_of(lambda: cast.say("nadia", "person.remove", person=nadia.uuid)) == "not_allowed"
    assert refusal_of(lambda: cast.say("nadia", "person.remove", person=cast.person("karim").uuid)) == "unknown_person"
    cast.say("trainee01", "hand.raise")
    cast.say("nadia", "person.remove", person=trainee.uuid)
    assert not room(cast)["people"][str(trainee.uuid)]["here"] and room(cast)["hands"] == {}
    assert access.class_to_enter(person=trainee, class_uuid=cast.live_class.uuid) == cast.live_class
    cast.say("nadia", "person.remove", person=trainee.uuid, ban=True)
    assert refusal_of(lambda: access.class_to_enter(person=trainee, class_uuid=cast.live_class.uuid)) == "removed"
    assert refusal_of(lambda: cast.say("trainee01", "chat.post", text="أنا هنا")) == "removed"


def test_a_co_instructor_teaches_but_neither_ends_the_class_nor_names_others(cast, refusal_of):
    amina = cast.person("amina")
    cast.say("nadia", "role.give", person=amina.uuid, role="assistant")
    assert access.role_to_sit(person=amina, live_class=cast.live_class) == Seat.Role.ASSISTANT
    cast.say("amina", "slide.go", slide=2)
    cast.say("amina", "hands.lower")
    assert refusal_of(lambda: cast.say("amina", "class.close")) == "not_allowed"
    assert refusal_of(lambda: cast.say("amina", "role.give", person=amina.uuid, role="trainee")) == "not_allowed"
    cast.say("nadia", "role.give", person=amina.uuid, role="trainee")
    assert refusal_of(lambda: cast.say("amina", "slide.go", slide=3)) == "not_allowed"
    assert refusal_of(lambda: cast.say("nadia", "role.give", person=cast.person("nadia").uuid, role="trainee")) == "not_allowed"


def test_muting_takes_the_floor_and_every_microphone_of_those_who_learn(cast, refusal_of):
    cast.say("nadia", "mic.set", on=True)
    cast.say("nadia", "hand.call", person=cast.person("amina").uuid)
    cast.say("amina", "mic.set", on=True)
    cast.say("nadia", "mics.mute")
    people = room(cast)["people"]
    assert room(cast)["floor"] is None and not people[str(cast.person("amina").uuid)]["mic"]
    assert people[str(cast.person("nadia").uuid)]["mic"]
    assert refusal_of(lambda: cast.say("amina", "mic.set", on=True)) == "no_floor"


def test_attention_goes_into_the_register(cast, refusal_of):
    cast.say("nadia", "attention.ask")
    first = cast.number_of(Newest(FactKind.ATTENTION_ASKED))
    answered = cast.say("amina", "attention.answer", check=first)
    assert refusal_of(lambda: cast.say("amina", "attention.answer", check=first)) == "already_answered"
    assert refusal_of(lambda: cast.say("amina", "attention.answer", check=1)) == "unknown_check"
    frame = queries.facts_after(live_class_id=cast.live_class.pk, number=answered.number - 1)[0]
    for login, teaches, by in (("trainee01", False, None), ("nadia", True, str(cast.person("amina").uuid))):
        assert seen_by(frame, person=str(cast.person(login).uuid), instructs=teaches, removed=())["by"] == by
    actions.leave_seat(seat=cast.live_class.seats.get(person__username="trainee01"), connection="one", now=cast.now)
    cast.say("nadia", "attention.ask")
    cast.now += timedelta(seconds=75)
    second = cast.number_of(Newest(FactKind.ATTENTION_ASKED))
    assert refusal_of(lambda: cast.say("amina", "attention.answer", check=second)) == "check_over"
    cast.say("nadia", "class.close")
    lines = {
        line.person.username: (line.checks_asked, line.checks_answered)
        for line in Attendance.objects.filter(register__live_class=cast.live_class).select_related("person")
    }
    assert (lines["amina"], lines["trainee01"], lines["trainee02"]) == ((2, 1), (1, 0), (0, 0))


def test_a_timer_tells_when_it_ends(cast):
    cast.say("nadia", "timer.start", seconds=300)
    assert room(cast)["timer"] == {"seconds": 300, "ends_at": "2030-03-04T08:05:02.000Z"}
    cast.say("nadia", "timer.stop")
    assert room(cast)["timer"] is None


def test_answers_that_come_late_count_for_a_while_but_not_after_the_results():
    closed = NOW
    assert polls.takes_answers(closed_at=None, shown_at=None, now=NOW)
    assert polls.takes_answers(closed_at=closed, shown_at=None, now=NOW + timedelta(seconds=15))
    assert not polls.takes_answers(closed_at=closed, shown_at=None, now=NOW + timedelta(seconds=16))
    assert not polls.takes_answers(closed_at=closed, shown_at=NOW, now=NOW)


def test_checks_count_for_those_who_were_there():
    def at(minutes):
        return NOW + timedelta(minutes=minutes)

    stays = [Interval(came_at=at(0), went_at=at(10)), Interval(came_at=at(20), went_at=at(30))]
    assert attention.asked_of(stays, [at(0), at(9), at(10), at(15), at(29), at(30)]) == 3
    assert attention.asked_of([], [at(1)]) == 0


def test_nothing_of_this_happens_before_the_class_opens(live_class: LiveClass, refusal_of):
    from tests.classrooms.conftest import Cast

    early = Cast(live_class)
    early.enter("nadia")
    assert refusal_of(lambda: early.say("nadia", "attention.ask")) == "class_not_open"
