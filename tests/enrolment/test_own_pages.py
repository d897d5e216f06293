"""Notes, marks, questions with answers, quick checks and activities of a lesson: with script, without it, and for strangers."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from courses.activities import ACTIVITIES, multimeter
from courses.rules.asking import places
from lms.audit.models import AuditEntry
from lms.enrolment.actions import rebuild_progress
from lms.enrolment.models import Enrolment, LearnerQuestion, LessonProgress
from lms.enrolment.rules import seed_of
from media.models import Asset, Caption
from tests.enrolment.test_lesson_page import give_a_film

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
CODE, PAGE = "TLR-C1-L08", "/ar/learn/tlr-101/tlr-c1-l08/"
PROGRESS = f"{PAGE}progress/"


@pytest.fixture
def amina() -> Enrolment:
    return Enrolment.objects.get(person__username="amina")


@pytest.fixture
def client(signed_in: SignIn) -> Client:
    return signed_in("amina")


def document(enrolment: Enrolment, code: str = CODE) -> dict[str, Any]:
    return dict(enrolment.release.lessons.get(code=code).document.body)


def block(enrolment: Enrolment, kind: str, code: str = CODE) -> dict[str, Any]:
    return next(one for one in document(enrolment, code)["body"] if one["kind"] == kind)


def fact(kind: str, step: str = "", value: dict[str, Any] | None = None, code: str = CODE) -> dict[str, Any]:
    made = {"uuid": str(uuid4()), "lesson_code": code, "kind": kind, "step": step, "value": value or {}}
    return made | {"device_at": timezone.now().isoformat()}


def send(client: Client, *facts: Any, to: str = PROGRESS) -> Any:
    return client.post(to, json.dumps({"facts": facts}), content_type="application/json", headers={"Accept": "application/json"})


def press(client: Client, do: str, to: str = PROGRESS, **fields: Any) -> Any:
    return client.post(to, {"fact": str(uuid4()), "do": do, **fields})


def state(enrolment: Enrolment, code: str = CODE) -> dict[str, Any]:
    return dict(LessonProgress.objects.get(enrolment=enrolment, lesson_code=code).state)


def test_a_note_is_kept_changed_and_taken_back(client: Client, amina: Enrolment) -> None:
    place = places(document(amina))[2][0]
    assert send(client, fact("noted", place, {"text": " الإبرة 80 "}), fact("noted", "", {"text": "كله"})).status_code == 200
    assert state(amina)["notes"] == {place: "الإبرة 80", "": "كله"}
    html = client.get(PAGE).content.decode()
    assert "الإبرة 80" in html
    assert f'href="#{place}"' in html
    send(client, fact("noted", place, {"text": "الإبرة 90"}))
    assert state(amina)["notes"][place] == "الإبرة 90"
    send(client, fact("noted", place, {"text": ""}))
    assert state(amina)["notes"] == {"": "كله"}


def test_a_place_is_marked_and_unmarked_without_script(client: Client, amina: Enrolment) -> None:
    place = places(document(amina))[0][0]
    assert press(client, "bookmarked:", place=place).headers["Location"] == f"{PAGE}#own"
    assert state(amina)["bookmarks"] == [place]
    press(client, f"unbookmarked:{place}")
    assert "bookmarks" not in state(amina)
    rebuild_progress(enrolment=amina)
    assert "bookmarks" not in state(amina)


def test_notes_are_the_trainees_own(client: Client, signed_in: SignIn) -> None:
    send(client, fact("noted", "", {"text": "سر أمينة"}))
    for login in ("trainee02", "karim"):
        assert "سر أمينة" not in signed_in(login).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("kind", "step", "value"),
    [
        ("noted", "nowhere", {"text": "x"}), ("noted", "", {}), ("noted", "", {"text": 5}), ("noted", "", {"text": "x" * 2001}),
        ("noted", "", {"text": "\0"}), ("noted", "", {"text": "x", "more": 1}),
        ("bookmarked", "", {}), ("bookmarked", "nowhere", {}), ("bookmarked", "PLACE", {"text": ""}),
        ("asked", "", {"text": "  "}), ("asked", "", {"text": "x" * 1001}), ("asked", "", {"text": "x", "second": -1}),
        ("asked", "", {"text": "x", "second": "5"}), ("asked", "nowhere", {"text": "x"}), ("answered", "", {"text": "x"}),
    ],
)  # fmt: skip
def test_what_no_trainee_can_write_is_refused(client: Client, amina: Enrolment, kind: str, step: str, value: Any) -> None:
    answer = send(client, fact(kind, step.replace("PLACE", places(document(amina))[0][0]), value))
    assert (answer.status_code, answer.json()["code"]) == (422, "progress_not_understood")
    assert not LearnerQuestion.objects.filter(enrolment=amina, lesson_code=CODE).exists()


def test_a_question_goes_to_the_instructor_with_its_place_and_moment(client: Client, signed_in: SignIn, amina: Enrolment) -> None:
    place, words = places(document(amina))[3]
    asked = fact("asked", place, {"text": "كم دورة؟", "second": 75.9})
    for _twice in range(2):
        assert send(client, asked).status_code == 200
    question = LearnerQuestion.objects.get(uuid=asked["uuid"])
    assert (question.anchor, question.passage, question.second, question.clock) == (place, words[:300], 75, "1:15")
    nadia = signed_in("nadia")
    inbox = nadia.get("/ar/questions/").content.decode()
    assert inbox.index("كم دورة؟") > 0
    assert "1:15" in inbox
    answer = nadia.post(f"/ar/questions/{question.uuid}/answer/", {f"{question.pk}-answer": "دورة كاملة نحوك"})
    assert answer.status_code == 302
    question.refresh_from_db()
    assert (question.answer, question.answered_by.username) == ("دورة كاملة نحوك", "nadia")  # type: ignore[union-attr]
    assert AuditEntry.objects.filter(verb="question.answered", actor__username="nadia").exists()
    assert "رد عليك مدربك" in client.get("/ar/today/").content.decode()
    assert "دورة كاملة نحوك" in client.get(PAGE).content.decode()
    question.refresh_from_db()
    assert question.seen_at is not None
    assert "رد عليك مدربك" not in client.get("/ar/today/").content.decode()


def test_a_question_without_script(client: Client, amina: Enrolment) -> None:
    place = places(document(amina))[3][0]
    assert press(client, "asked:", place=place, text="هل أطفئ الماكينة؟").status_code == 302
    assert LearnerQuestion.objects.get(enrolment=amina, lesson_code=CODE).anchor == place
    assert press(client, "asked:", place=place, text=" ").status_code == 422


@pytest.mark.parametrize(("login", "expected"), [("wafaa", 403), ("ashraf", 403), ("amina", 403), ("hoda", 422), ("nadia", 422)])
def test_only_who_teaches_or_manages_the_group_answers(signed_in: SignIn, amina: Enrolment, login: str, expected: int) -> None:
    question = LearnerQuestion.objects.get(enrolment=amina)
    answer = signed_in(login).post(f"/ar/questions/{question.uuid}/answer/", {f"{question.pk}-answer": "  "})
    assert answer.status_code == expected
    question.refresh_from_db()
    assert question.answer == ""


def test_another_groups_instructor_sees_no_question(signed_in: SignIn) -> None:
    assert "قست الأرداف" in signed_in("nadia").get("/ar/questions/").content.decode()
    assert "قست الأرداف" not in signed_in("ashraf").get("/ar/questions/").content.decode()
    assert signed_in("amina").get("/ar/questions/").status_code == 403


# Quick checks.


def test_an_order_is_answered_without_script_and_comes_back_marked(client: Client, amina: Enrolment) -> None:
    check = block(amina, "check_order")
    right, english = check["answer"]["order"], PAGE.replace("/ar/", "/en/")
    places_of = {f"place-{item}": str(place) for place, item in enumerate(reversed(right), start=1)}
    answer = press(client, f"question_answered:{check['id']}", **places_of)
    assert answer.headers["Location"] == f"{PAGE}#question-{check['id']}"
    assert state(amina)["answers"] == {check["id"]: right[::-1]}
    html = client.get(english).content.decode().split(f'id="question-{check["id"]}"')[1]
    assert html.index('<div class="verdict wrong">') < html.index("Answer again</button>")
    press(client, f"question_answered:{check['id']}", **{f"place-{item}": str(at) for at, item in enumerate(right, start=1)})
    html = client.get(english).content.decode().split(f'id="question-{check["id"]}"')[1]
    assert html.index('<div class="verdict right">') < html.index("</section>")


def test_answers_that_do_not_fit_a_check_are_refused(client: Client, amina: Enrolment) -> None:
    check, place = block(amina, "check_order"), block(amina, "check_place")
    for step, value in [
        (check["id"], {"answer": ["0"]}),
        (check["id"], {"answer": None}),
        (check["id"], {"choice": 0}),
        (place["id"], {"answer": ["99"]}),
        (place["id"], {"answer": ["0"], "more": 1}),
    ]:
        assert send(client, fact("question_answered", step, value)).status_code == 422
    assert send(client, fact("question_answered", place["id"], {"answer": ["0"]})).status_code == 200
    assert press(client, f"question_answered:{check['id']}").status_code == 422


# Activities.


@pytest.fixture
def hassan(signed_in: SignIn) -> tuple[Client, Enrolment, str]:
    enrolment = Enrolment.objects.get(person__username="hassan")
    ident = block(enrolment, "activity", "MOB-C1-L05")["id"]
    return signed_in("hassan"), enrolment, ident


BOARD = "/ar/learn/mob-101/mob-c1-l05/"


def fault_of(enrolment: Enrolment, ident: str, attempt: int = 0) -> str:
    return str(ACTIVITIES["multimeter"].case(seed_of(str(enrolment.uuid), ident, attempt))["fault"])


def played(ident: str, actions: list[Any], *, attempt: Any = 0, points: Any = 70, **more: Any) -> dict[str, Any]:
    return fact("activity_done", ident, {"attempt": attempt, "actions": actions, "points": points} | more, "MOB-C1-L05")


def test_points_are_the_servers_own(hassan: tuple[Client, Enrolment, str]) -> None:
    client, enrolment, ident = hassan
    guess = [["name", fault_of(enrolment, ident)]]  # right, but a guess: 70
    assert send(client, played(ident, guess, points=100), to=f"{BOARD}progress/").status_code == 200
    kept = enrolment.facts.get(kind="activity_done").value
    assert (kept["points"], kept["claimed"]) == (70, "100")
    assert kept["seed"] == seed_of(str(enrolment.uuid), ident, 0)
    standing = state(enrolment, "MOB-C1-L05")
    assert (standing["scores"], standing["attempts"]) == ({ident: 70}, {ident: 1})
    html = client.get(BOARD).content.decode()
    assert "أفضل درجة لك: 70 من 100" in html
    assert ident in standing["done"]


def test_a_worse_attempt_leaves_the_best(hassan: tuple[Client, Enrolment, str]) -> None:
    client, enrolment, ident = hassan
    wrong = [fault for fault in multimeter.FAULTS if fault != fault_of(enrolment, ident, 1)][:2]
    first = played(ident, [["name", fault_of(enrolment, ident)]])
    second = played(ident, [["name", fault] for fault in wrong], attempt=1, points=0)
    assert send(client, second, first, to=f"{BOARD}progress/").status_code == 200
    assert state(enrolment, "MOB-C1-L05")["scores"] == {ident: 70}
    assert state(enrolment, "MOB-C1-L05")["attempts"] == {ident: 2}
    assert "claimed" not in enrolment.facts.filter(kind="activity_done").first().value  # type: ignore[union-attr]


@pytest.mark.parametrize("strange", ["unfinished", "impossible", "attempt", "other block", "more", "no list"])
def test_games_that_were_not_played_to_their_end_are_refused(hassan: tuple[Client, Enrolment, str], strange: str) -> None:
    client, enrolment, ident = hassan
    end = [["name", fault_of(enrolment, ident)]]
    facts = {
        "unfinished": played(ident, [["power", "off"]]),
        "impossible": played(ident, [*end, *end]),
        "attempt": played(ident, end, attempt=-1),
        "other block": played(str(uuid4()), end),
        "more": played(ident, end, seed=5),
        "no list": played(ident, [], points=100) | {"value": {"attempt": 0, "actions": "x", "points": 1}},
    }
    assert send(client, facts[strange], to=f"{BOARD}progress/").status_code == 422
    assert not enrolment.facts.filter(kind="activity_done").exists()


def test_an_activity_is_played_move_by_move_without_script(hassan: tuple[Client, Enrolment, str]) -> None:
    client, enrolment, ident = hassan
    page = f"{BOARD}try/{ident}/"
    paper = str(uuid4())
    first = client.post(page, {"fact": paper, "moves": "[]", "verb": "measure", "point": "line", "mode": "volt"})
    assert first.status_code == 200
    assert '<li class="plain">' in first.content.decode()
    moves = json.dumps([["measure", "line", "volt"]])
    stopped = client.post(page, {"fact": paper, "moves": moves, "verb": "measure", "point": "d1", "mode": "heat"})
    assert '<li class="danger">' in stopped.content.decode()
    last = client.post(page, {"fact": paper, "moves": moves, "verb": "name", "fault": fault_of(enrolment, ident)})
    assert "data-outcome" in last.content.decode()
    done = enrolment.facts.get(kind="activity_done")
    assert (done.uuid, done.value["actions"][0]) == (UUID(paper), ["measure", "line", "volt"])
    again = client.get(page)
    assert again.context["attempt"] == 1


@pytest.mark.parametrize(
    "fields",
    [{"moves": "{}"}, {"moves": "x"}, {"moves": "[" * 5000}, {"moves": "[]", "verb": "measure", "point": "x", "mode": "volt"},
     {"fact": "1"}, {"moves": '[["name","ghost"]]'}, {"moves": "[" + "0," * 5000 + "0]"}, {"verb": ""}],
)  # fmt: skip
def test_forms_that_are_no_move_are_refused_in_words(hassan: tuple[Client, Enrolment, str], fields: dict[str, str]) -> None:
    client, _enrolment, ident = hassan
    sent = {"fact": str(uuid4()), "moves": "[]", "verb": "power", "power": "off"} | fields
    assert client.post(f"{BOARD}try/{ident}/", sent).status_code == 422
    assert client.get(f"{BOARD}try/{uuid4()}/").status_code == 404


# The release as files.


def test_documents_are_served_under_their_hash_for_ever(client: Client, amina: Enrolment, signed_in: SignIn) -> None:
    digest = amina.release.lessons.get(code=CODE).document_id
    address = f"/ar/learn/tlr-101/documents/{digest}.json"
    answer = client.get(address)
    assert answer.json() == document(amina)
    assert answer.headers["ETag"] == f'"{digest}"'
    assert {"private", "immutable", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", "))
    known = client.get(address, headers={"If-None-Match": f'"{digest}"'})
    assert (known.status_code, known.content) == (304, b"")
    assert client.get("/ar/learn/tlr-101/documents/" + "0" * 64 + ".json").status_code == 404
    assert signed_in("hassan").get(address).status_code == 403


def test_the_manifest_names_documents_and_files(client: Client, amina: Enrolment) -> None:
    answer = client.get("/ar/learn/tlr-101/release.json")
    assert answer.json() == amina.release.manifest
    assert "no-cache" in answer.headers["Cache-Control"]


def test_a_calculation_without_script(client: Client, amina: Enrolment) -> None:
    ident = block(amina, "calculator", "TLR-C1-L05")["id"]
    asked = {"calculate": ident, "hips": "١٠٠", "length": "60", "width": "90"}
    html = client.get("/ar/learn/tlr-101/tlr-c1-l05/", asked).content.decode()
    assert 'data-out="buy" data-scale="10">140</bdi>' in html
    html = client.get("/ar/learn/tlr-101/tlr-c1-l05/", asked | {"hips": "x"}).content.decode()
    assert 'aria-invalid="true"' in html
    assert 'data-out="buy" data-scale="10"></bdi>' in html


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, amina: Enrolment) -> None:
    first = client.get(PAGE)
    mark = first.headers["ETag"]
    again = client.get(PAGE, headers={"If-None-Match": f"W/{mark}"})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    send(client, fact("noted", "", {"text": "جديد"}))
    changed = client.get(PAGE, headers={"If-None-Match": mark})
    assert changed.status_code == 200
    assert "جديد" in changed.content.decode()
    assert client.get(PAGE.replace("/ar/", "/en/"), headers={"If-None-Match": changed.headers["ETag"]}).status_code == 200
    client.cookies["theme"] = "dark"
    assert client.get(PAGE, headers={"If-None-Match": changed.headers["ETag"]}).status_code == 200


def test_a_page_is_sent_again_when_its_film_is_ready_or_gets_captions(client: Client, amina: Enrolment) -> None:
    film = Asset.objects.create(
        uuid=give_a_film(amina), kind="video", state=Asset.State.PROCESSING, original_name="f.mp4", digest="0" * 64, bytes=1
    )
    waiting = client.get(PAGE).headers["ETag"]
    Asset.objects.filter(pk=film.pk).update(state=Asset.State.READY, seconds=60, ready_at=timezone.now())
    ready = client.get(PAGE, headers={"If-None-Match": waiting})
    assert ready.status_code == 200
    Caption.objects.create(asset=film, language="ar", text="WEBVTT\n\n00:01.000 --> 00:02.000\nاقطع القماش")
    said = client.get(PAGE, headers={"If-None-Match": ready.headers["ETag"]})
    assert said.status_code == 200
    assert client.get(PAGE, headers={"If-None-Match": said.headers["ETag"]}).status_code == 304


def test_another_persons_page_is_another_page(client: Client, signed_in: SignIn) -> None:
    mark = client.get(PAGE).headers["ETag"]
    assert signed_in("trainee02").get(PAGE, headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("path", [PAGE, "/ar/learn/tlr-101/tlr-c1-l04/", "/ar/courses/"])
def test_a_page_asks_the_database_at_most_eight_times(client: Client, path: str, django_assert_max_num_queries: Any) -> None:
    client.get(path)  # what is read once for all
    with django_assert_max_num_queries(8):
        assert client.get(path).status_code == 200
