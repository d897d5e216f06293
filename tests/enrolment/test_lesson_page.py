"""The trainee's lesson page: opens for those who have a place, keeps what they do, with and without script."""

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Document, LessonPage, Release
from courses.rules import digest_of
from lms.enrolment.models import Cohort, Enrolment, LessonProgress, ProgressFact

pytestmark = pytest.mark.django_db
CODE = "TLR-C1-L08"  # Amina has not opened it
COURSE = "/ar/learn/tlr-101/"
PAGE = f"{COURSE}tlr-c1-l08/"
PROGRESS = f"{PAGE}progress/"


@pytest.fixture
def amina() -> Enrolment:
    return Enrolment.objects.get(person__username="amina")


@pytest.fixture
def client(signed_in: Callable[[str], Client]) -> Client:
    return signed_in("amina")


def document(enrolment: Enrolment, code: str = CODE) -> dict[str, Any]:
    return dict(enrolment.release.lessons.get(code=code).document.body)


def steps(enrolment: Enrolment) -> list[str]:
    return [step["id"] for block in document(enrolment)["body"] if block["kind"] == "steps" for step in block["steps"]]


def question(enrolment: Enrolment) -> tuple[str, int, int]:
    """A quick question with a right and a wrong choice."""
    block = next(block for block in document(enrolment)["body"] if block["kind"] == "quick_question")
    right = next(place for place, choice in enumerate(block["choices"]) if choice["correct"])
    return block["id"], right, 0 if right else 1


def fact(kind: str, step: str = "", **changes: Any) -> dict[str, Any]:
    made = {"uuid": str(uuid4()), "lesson_code": CODE, "kind": kind, "step": step, "value": {}}
    return made | {"device_at": timezone.now().isoformat()} | changes


def send(client: Client, *facts: Any, body: str | bytes | None = None) -> Any:
    sent = json.dumps({"facts": list(facts)}) if body is None else body
    return client.post(PROGRESS, sent, content_type="application/json", headers={"Accept": "application/json"})


def press(client: Client, do: str, page: str = "", **fields: Any) -> Any:
    return client.post(PROGRESS, {"fact": page or str(uuid4()), "do": do, **fields})


# Who may read.


@pytest.mark.parametrize("path", [COURSE, PAGE, PROGRESS])
def test_strangers_are_asked_to_sign_in(path: str) -> None:
    answer = Client().post(path) if path == PROGRESS else Client().get(path)
    assert answer.status_code == 302
    assert "/login/" in answer.headers["Location"]


@pytest.mark.parametrize("path", [COURSE, PAGE])
def test_without_a_place_the_lesson_is_refused(path: str, signed_in: Callable[[str], Client]) -> None:
    outsider = Enrolment.objects.exclude(cohort__course__code="TLR-101").filter(person__enrolments__status="active")
    login = outsider.exclude(person__enrolments__cohort__course__code="TLR-101").first().person.username  # type: ignore[union-attr]
    assert signed_in(login).get(path).status_code == 403
    answer = send(signed_in(login), fact("read"))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_enrolled")
    assert not ProgressFact.objects.filter(enrolment__person__username=login, lesson_code=CODE).exists()


def test_a_lesson_of_another_course_is_not_found(client: Client) -> None:
    assert client.get(f"{COURSE}rac-c1-l04/").status_code == 404
    assert client.get("/ar/learn/no-such-course/").status_code == 404


def test_a_lesson_that_was_not_released_is_not_found(client: Client, amina: Enrolment) -> None:
    earlier = amina.release
    manifest = {**earlier.manifest, "units": earlier.manifest["units"][:1]}  # the first unit, which this lesson is no part of
    amina.release = Release.objects.create(
        course=earlier.course, number=99, manifest=manifest, digest=digest_of(manifest), released_by=earlier.released_by,
        released_at=earlier.released_at,
    )  # fmt: skip
    amina.save()
    assert LessonPage.objects.filter(code=CODE).exists()
    assert client.get(PAGE).status_code == 404
    assert press(client, "read").status_code == 404


def test_a_released_lesson_outlives_its_draft(client: Client, amina: Enrolment) -> None:
    LessonPage.objects.get(code=CODE).delete()
    assert client.get(PAGE).status_code == 200
    assert press(client, f"step_done:{steps(amina)[0]}").status_code == 302


def test_who_left_the_course_reads_no_more(client: Client, amina: Enrolment) -> None:
    Enrolment.objects.filter(pk=amina.pk).update(status=Enrolment.Status.LEFT)
    assert client.get(PAGE).status_code == 403


# Reading.


def test_reading_writes_nothing(client: Client) -> None:
    before = (ProgressFact.objects.count(), LessonProgress.objects.count())
    for path in (COURSE, PAGE):
        assert client.get(path).status_code == 200
    assert (ProgressFact.objects.count(), LessonProgress.objects.count()) == before


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_lesson_of_the_course_opens(client: Client, language: str, number: int) -> None:
    answer = client.get(f"/{language}/learn/tlr-101/tlr-c1-l{number:02}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    assert f"Lesson {number} of 12" in html or f"الدرس {number} من 12" in html


def test_a_lesson_in_the_workshop_says_where(client: Client, amina: Enrolment) -> None:
    html = client.get("/en/learn/tlr-101/tlr-c1-l09/").content.decode()
    assert f"in the workshop: {amina.cohort.site.name_en}" in html
    assert "The lesson in short" in html
    assert "in a live class" in client.get("/en/learn/tlr-101/tlr-c1-l12/").content.decode()


def test_the_page_opens_where_the_person_left_off(client: Client, amina: Enrolment) -> None:
    first, second, third, *_ = steps(amina)
    assert 'id="go-on"' not in client.get(PAGE).content.decode()
    press(client, f"step_done:{first}")
    press(client, f"step_done:{third}")
    html = client.get(PAGE).content.decode()
    assert f'href="#step-{second}"' in html
    assert html.index(f'id="step-{second}"') < html.index('id="go-on"') < html.index(f'id="step-{third}"')
    assert html.count('aria-current="step"') == 1
    assert html.count('aria-pressed="true"') == 2


def test_course_overview_shows_states_prices_and_the_group(client: Client, amina: Enrolment) -> None:
    html = client.get("/en/learn/tlr-101/").content.decode()
    assert html.count('class="done"><a') + html.count('<li class="done">') >= 6
    assert amina.cohort.code in html
    assert amina.cohort.instructor.name_en in html
    assert "Live classes" in html
    for card in (card for unit in amina.release.manifest["units"] for card in unit["lessons"]):
        assert f"/en/learn/tlr-101/{card['slug']}/" in html


def test_queries_do_not_grow_with_what_was_done(client: Client, amina: Enrolment, django_assert_max_num_queries: Any) -> None:
    def count(path: str) -> int:
        with django_assert_max_num_queries(30) as seen:
            client.get(path)
        return len(seen)

    client.get(PAGE)
    before = (count(PAGE), count(COURSE))
    for step in steps(amina)[:3]:
        press(client, f"step_done:{step}")
    assert (count(PAGE), count(COURSE)) == before
    assert before[0] <= 12


# Without script.


def test_a_tick_is_kept_and_the_page_comes_back_to_it(client: Client, amina: Enrolment) -> None:
    step = steps(amina)[0]
    answer = press(client, f"step_done:{step}")
    assert answer.headers["Location"] == f"{PAGE}#step-{step}"
    row = LessonProgress.objects.get(enrolment=amina, lesson_code=CODE)
    assert row.state["done"] == [step]
    press(client, f"step_undone:{step}")
    row.refresh_from_db()
    assert row.state["done"] == []


def test_the_same_form_twice_is_one_fact(client: Client, amina: Enrolment) -> None:
    page, step = str(uuid4()), steps(amina)[0]
    for _ in range(2):
        assert press(client, f"step_done:{step}", page).status_code == 302
    assert amina.facts.filter(lesson_code=CODE).count() == 1
    press(client, f"step_done:{steps(amina)[1]}", page)  # another thing on the same page is another fact
    assert amina.facts.filter(lesson_code=CODE).count() == 2


def test_a_wrong_answer_is_explained_and_may_be_given_again(client: Client, amina: Enrolment) -> None:
    block, right, wrong = question(amina)
    page = str(uuid4())
    answer = press(client, f"question_answered:{block}", page, choice=wrong)
    assert answer.headers["Location"] == f"{PAGE}#question-{block}"
    english = PAGE.replace("/ar/", "/en/")
    html = client.get(english).content.decode()
    assert '<div class="verdict wrong">' in html
    assert '<div class="verdict right" hidden>' in html
    assert "Answer again</button>" in html
    press(client, f"question_answered:{block}", page, choice=right)
    html = client.get(english).content.decode()
    assert '<div class="verdict right">' in html
    assert '<div class="verdict wrong" hidden>' in html
    assert LessonProgress.objects.get(enrolment=amina, lesson_code=CODE).state["answers"] == {block: right}


def test_finishing_is_said_and_the_next_lesson_offered(client: Client, amina: Enrolment) -> None:
    assert press(client, "read").headers["Location"] == f"{PAGE}#finished"
    assert LessonProgress.objects.get(enrolment=amina, lesson_code=CODE).percent == 100
    html = client.get(PAGE).content.decode()
    assert '<div class="finish" hidden>' in html
    assert f'href="{COURSE}tlr-c1-l09/"' in html


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "step_done:no-such-step"},
        {"do": "attended"},
        {"do": "read:more"},
        {"do": ""},
        {"do": "played:x"},
        {"do": "read", "fact": "not-a-uuid"},
        {"do": "question_answered:QUESTION"},
        {"do": "question_answered:QUESTION", "choice": "99"},
        {"do": "question_answered:QUESTION", "choice": "-1"},
        {"do": "question_answered:QUESTION", "choice": "x"},
    ],
)
def test_forms_that_do_not_fit_the_lesson_are_refused(client: Client, amina: Enrolment, fields: dict[str, str]) -> None:
    sent = {"fact": str(uuid4())} | {name: value.replace("QUESTION", question(amina)[0]) for name, value in fields.items()}
    answer = client.post(PROGRESS, sent)
    assert answer.status_code == 422
    assert not amina.facts.filter(lesson_code=CODE).exists()


def test_progress_is_posted_never_fetched(client: Client) -> None:
    assert client.get(PROGRESS).status_code == 405


def test_forms_need_the_pages_own_token(amina: Enrolment) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amina.person)
    assert press(strict, "read").status_code == 403
    assert send(strict, fact("read")).status_code == 403


# With script.


def test_facts_are_kept_and_acknowledged(client: Client, amina: Enrolment) -> None:
    first = steps(amina)[0]
    block, right, _wrong = question(amina)
    facts = [fact("opened"), fact("step_done", first), fact("question_answered", block, value={"choice": right})]
    answer = send(client, *facts)
    assert answer.status_code == 200
    # Twelve things to do in this lesson: eight steps, three questions, the end; two are done.
    assert answer.json() == {"saved": [one["uuid"] for one in facts], "percent": 16}
    assert set(amina.facts.filter(lesson_code=CODE).values_list("uuid", flat=True)) == {UUID(one["uuid"]) for one in facts}


def test_the_same_batch_again_changes_nothing(client: Client, amina: Enrolment) -> None:
    facts = [fact("opened"), fact("step_done", steps(amina)[0])]
    first, second = send(client, *facts), send(client, *facts)
    assert first.json() == second.json()
    assert amina.facts.filter(lesson_code=CODE).count() == 2


def test_facts_belong_to_who_sends_them(signed_in: Callable[[str], Client], amina: Enrolment) -> None:
    cohort = Cohort.objects.get(pk=amina.cohort_id)
    other = cohort.enrolments.exclude(pk=amina.pk).filter(status="active").select_related("person").first()
    assert other is not None
    mine = other.facts.count()
    assert send(signed_in("amina"), fact("read")).status_code == 200
    assert amina.facts.filter(lesson_code=CODE, kind="read").count() == 1
    assert other.facts.count() == mine


def test_two_hundred_at_once_and_no_more(client: Client, amina: Enrolment) -> None:
    assert send(client, *[fact("opened") for _ in range(200)]).status_code == 200
    assert send(client, *[fact("opened") for _ in range(201)]).status_code == 422
    assert amina.facts.filter(lesson_code=CODE).count() == 200
    assert send(client).json()["saved"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "attended"},
        {"kind": "flew"},
        {"kind": None},
        {"kind": ["read"]},
        {"uuid": "1"},
        {"uuid": 7},
        {"uuid": None},
        {"uuid": "{0190a5e0-7a11-7000-8000-776172736861}"},
        {"uuid": "0190A5E0-7A11-7000-8000-776172736861"},
        {"lesson_code": "TLR-C1-L09"},
        {"lesson_code": ["TLR-C1-L08"]},
        {"step": "x"},
        {"step": None},
        {"step": {"a": 1}},
        {"value": {"note": "x" * 10_000}},
        {"value": []},
        {"value": None},
        {"device_at": "yesterday"},
        {"device_at": "2026-13-40T00:00:00Z"},
        {"device_at": "2026-11-22T10:00:00"},
        {"device_at": "0001-01-01T00:00:00+14:00"},
        {"device_at": 1763800000},
        {"extra": True},
    ],
)
def test_strange_facts_are_refused_by_name(client: Client, amina: Enrolment, changes: dict[str, Any]) -> None:
    good, strange = fact("opened"), fact("read") | changes
    answer = send(client, good, strange)
    assert (answer.status_code, answer.json()["code"]) == (422, "progress_not_understood")
    assert answer.json()["facts"] == [str(strange["uuid"])[:36]]
    assert not amina.facts.filter(lesson_code=CODE).exists()


@pytest.mark.parametrize(
    "value",
    [{}, {"choice": True}, {"choice": 1.0}, {"choice": 9}, {"choice": -1}, {"choice": "0"}, {"choice": 0, "more": 1}],
)
def test_answers_name_one_of_the_choices(client: Client, amina: Enrolment, value: dict[str, Any]) -> None:
    assert send(client, fact("question_answered", question(amina)[0], value=value)).status_code == 422


@pytest.mark.parametrize("step", ["", "nowhere"])
def test_ticks_and_answers_name_a_step_of_this_lesson(client: Client, amina: Enrolment, step: str) -> None:
    assert send(client, fact("step_done", step)).status_code == 422
    assert send(client, fact("question_answered", step, value={"choice": 0})).status_code == 422
    assert send(client, fact("step_done", question(amina)[0])).status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "null", "[]", "7", '"facts"', "{}", '{"facts": {}}', '{"facts": [1]}', '{"facts": [[]]}',
        '{"facts": [], "by": "x"}',
        '{"facts": NaN}', '{"facts": [{"value": Infinity}]}', b"\xff\xfe", "[" * 100_000,
    ],
)  # fmt: skip
def test_bodies_that_are_no_facts_are_refused(client: Client, body: str | bytes) -> None:
    answer = send(client, body=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "progress_not_understood")


def give_a_film(enrolment: Enrolment) -> str:
    """The lesson as released with a film in it; the film's uuid."""
    uuid = str(uuid4())
    earlier = enrolment.release
    named = {"uuid": uuid, "digest": "0" * 64, "title": "فيلم", "kind": "video"}
    body = copy.deepcopy(earlier.lessons.get(code=CODE).document.body)
    body["body"].append({"id": "film", "kind": "video", "video": named, "title": "شاهد"})
    Document.objects.create(digest=digest_of(body), body=body)
    manifest = copy.deepcopy(earlier.manifest)
    card = next(card for unit in manifest["units"] for card in unit["lessons"] if card["code"] == CODE)
    card["digest"] = digest_of(body)
    enrolment.release = Release.objects.create(
        course=earlier.course, number=98, manifest=manifest, digest=digest_of(manifest), released_by=earlier.released_by,
        released_at=earlier.released_at,
    )  # fmt: skip
    enrolment.save()
    return uuid


@pytest.mark.parametrize("seconds", ["1e999", "NaN", "-1", "90000", "true", '"5"', "null"])
def test_places_in_a_recording_are_seconds(client: Client, amina: Enrolment, seconds: str) -> None:
    film = give_a_film(amina)
    body = json.dumps({"facts": [fact("played", film, value={"seconds": 1234567})]}).replace("1234567", seconds)
    assert send(client, body=body).status_code == 422


def test_the_place_in_a_recording_is_remembered(client: Client, amina: Enrolment) -> None:
    film = give_a_film(amina)
    assert send(client, fact("played", str(uuid4()), value={"seconds": 5})).status_code == 422
    assert send(client, fact("played", film, value={"seconds": 61.5})).status_code == 200
    assert LessonProgress.objects.get(enrolment=amina, lesson_code=CODE).state["seconds"] == {film: 61.5}
    assert f'"{film}": 61.5' in client.get(PAGE).content.decode()


def test_a_clock_of_another_year_is_still_a_fact(client: Client, amina: Enrolment) -> None:
    ahead = (timezone.now() + timedelta(days=400)).isoformat()
    assert send(client, fact("read", device_at="1999-01-01T00:00:00Z"), fact("opened", device_at=ahead)).status_code == 200
    assert amina.facts.filter(lesson_code=CODE, device_at__gt=timezone.now() + timedelta(minutes=6)).count() == 0
