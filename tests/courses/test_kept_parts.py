"""Parts of pages are drawn once for all who get them alike: what is kept, what never is, and what makes it new."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from courses.queries import released_document, shown_lesson
from courses.rules import digest_of
from courses.rules.traces import is_chosen, trace_of
from lms.enrolment.actions import ProgressNote, record_progress
from lms.enrolment.models import Enrolment
from lms.people.models import Person
from lms.web import kept, numerals
from media.models import Asset, Caption, Rendition
from media.queries import shelf_of

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "courses/templates"
CODE, PAGE = "TLR-C1-L08", "/ar/learn/tlr-101/tlr-c1-l08/"
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    kept.store.clear()


def note(enrolment: Enrolment, kind: str, step: str, value: dict[str, Any]) -> None:
    record_progress(enrolment=enrolment, notes=[ProgressNote(uuid4(), CODE, kind, timezone.now(), step, value)])


@pytest.mark.django_db
def test_nothing_of_a_person_is_kept_or_shown_to_another(signed_in: SignIn) -> None:
    amina = Enrolment.objects.get(person__username="amina")
    Person.objects.filter(pk=amina.person_id).update(name="قمر الزمان الفريد", name_en="Qamar Unique")
    body = amina.release.lessons.get(code=CODE).document.body["body"]
    block = body[0]["id"]
    note(amina, "noted", f"block-{block}", {"text": "سري جدا 4711"})
    note(amina, "asked", f"block-{block}", {"text": "سؤالي الخاص 0815"})
    note(amina, "opened", "", {})
    if number := next((one for one in body if one.get("type") == "numeric"), None):
        note(amina, "question_answered", number["id"], {"answer": "123.4567"})
    mine = signed_in("amina").get(PAGE)
    theirs = signed_in("trainee02").get(PAGE).content.decode()
    secrets = ["سري جدا", "سؤالي الخاص", "قمر الزمان", str(amina.person.uuid), str(amina.uuid)]
    secrets += [mine.context["csrf_token"].__str__(), str(mine.context["fact"]), *(["123.4567"] if number else [])]
    for secret in secrets[:3]:
        assert secret in mine.content.decode() or secret == "قمر الزمان"
    for secret in secrets:
        assert secret not in theirs
        assert not any(secret in text for text in kept.store.texts())
    assert kept.store.texts(), "something was kept"
    assert "hole-" not in theirs + mine.content.decode()


@pytest.mark.django_db
def test_each_reader_has_a_token_and_facts_of_their_own(signed_in: SignIn) -> None:
    pages = [signed_in(login).get(PAGE) for login in ("amina", "trainee02", "trainee02")]
    facts = [str(page.context["fact"]) for page in pages]
    assert len(set(facts)) == 3
    for page, fact in zip(pages, facts, strict=True):
        html = page.content.decode()
        forms = html.count("<form ")
        assert html.count(f'name="fact" value="{fact}"') > 5
        assert html.count('name="csrfmiddlewaretoken"') <= forms
        assert html.count(f'name="csrfmiddlewaretoken" value="{page.context["csrf_token"]}"') > 5


@pytest.mark.django_db
def test_what_one_ticked_and_chose_shows_on_their_page_alone(signed_in: SignIn) -> None:
    amina = Enrolment.objects.get(person__username="amina")
    body = amina.release.lessons.get(code=CODE).document.body["body"]
    step = next(block for block in body if block["kind"] == "steps")["steps"][0]["id"]
    question = next(block for block in body if block["kind"] == "quick_question")
    right = next(place for place, choice in enumerate(question["choices"]) if choice["correct"])
    before = signed_in("amina").get(PAGE).content.decode()  # the untouched blocks are kept now
    note(amina, "step_done", step, {})
    note(amina, "question_answered", question["id"], {"choice": right})
    after = signed_in("amina").get(PAGE).content.decode()
    other = signed_in("trainee02").get(PAGE).content.decode()
    assert f"step_done:{step}" in before and f"step_undone:{step}" in after and f"step_done:{step}" in other
    assert " checked" in after and " checked" not in before and " checked" not in other


@pytest.mark.django_db
def test_language_and_figures_are_apart(signed_in: SignIn) -> None:
    client = signed_in("amina")
    arabic, english = client.get(PAGE).content.decode(), client.get(PAGE.replace("/ar/", "/en/")).content.decode()
    client.cookies["numerals"] = numerals.ARABIC_INDIC
    indic = client.get(PAGE).content.decode()
    assert "من ١٢" in indic and "من ١٢" not in arabic
    assert "Your safety" in english and "Your safety" not in arabic
    assert client.get(PAGE.replace("/ar/", "/en/")).content.decode().count("سلامتك") == 0


@pytest.mark.django_db
def test_the_theme_is_the_readers(signed_in: SignIn) -> None:
    client, other = signed_in("amina"), signed_in("trainee02")
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/ar/courses/").content.decode()
    bright = other.get("/ar/courses/").content.decode()
    assert 'data-theme="auto"' in bright and 'value="dark" aria-pressed="false"' in bright


@pytest.mark.django_db
def test_released_content_is_not_changed_by_being_shown() -> None:
    lesson = Enrolment.objects.get(person__username="amina").release.lessons.get(code=CODE)
    document = released_document(lesson.document_id)
    view = shown_lesson(document, {"done": []}, digest=lesson.document_id)
    with translation.override("ar"):
        for part in [*view.blocks, view.lede, view.side]:
            kept.drawn(part, {})
    assert digest_of(document) == lesson.document_id
    assert released_document(lesson.document_id) is document  # read once


@pytest.mark.django_db
def test_other_files_other_captions_and_another_day_are_another_page() -> None:
    asset = Asset.objects.create(kind="video", state="ready", title="فيلم", digest="a" * 64, bytes=5, seconds=3.0)
    Rendition.objects.create(asset=asset, kind="video", name="240.mp4", codec="h264", digest="b" * 64, bytes=5)
    now, uuids = timezone.now(), [str(asset.uuid)]
    marks = [shelf_of(uuids, now=now).mark, shelf_of(uuids, now=now + timedelta(days=1)).mark]
    caption = Caption.objects.create(asset=asset, language="ar", text="WEBVTT")
    marks.append(shelf_of(uuids, now=now).mark)
    caption.text = "WEBVTT\n"
    caption.save()
    marks.append(shelf_of(uuids, now=now).mark)
    Asset.objects.filter(pk=asset.pk).update(turn=7)
    marks.append(shelf_of(uuids, now=now).mark)
    assert len(set(marks)) == len(marks)
    assert shelf_of(uuids, now=now).mark == marks[-1]
    assert shelf_of(uuids).seconds == 3


def test_what_was_typed_is_never_kept() -> None:
    typed = {"id": "n", "kind": "check_number", "type": "numeric", "content": {}, "answer": {}}
    many = {"id": "m", "kind": "check_many", "type": "multiple_response", "content": {"options": [{"id": "0"}, {"id": "1"}]}}
    assert is_chosen(typed, trace_of(typed, {}))
    assert not is_chosen(typed, trace_of(typed, {"answers": {"n": "5"}}))
    assert is_chosen(many, trace_of(many, {"answers": {"m": ["0", "1"]}}))
    assert not is_chosen(many, trace_of(many, {"answers": {"m": ["0", "my name"]}}))
    question = {"id": "q", "kind": "quick_question", "choices": []}
    assert is_chosen(question, trace_of(question, {"answers": {"q": 1}}))
    assert not is_chosen(question, trace_of(question, {"answers": {"q": 10}}))
    assert trace_of(question, {"answers": {"other": 1}, "notes": {"": "x"}, "done": ["z"]}) == {}


def test_the_store_lets_the_oldest_go() -> None:
    store = kept.Store(10)
    for key in "abc":
        store.put(key, key * 4)
    assert store.get("a") is None and store.get("b") == "bbbb"
    store.put("d", "dddd")
    assert (store.get("c"), store.get("b")) == (None, "bbbb")
    store.put("e", "e" * 11)
    assert store.texts() == []


def test_holes_are_filled_and_escaped() -> None:
    part = kept.Part("web/parts/foot.html", ("x",), dict)
    with translation.override("ar"):
        page = kept.drawn(part, {"here": '/ar/"><script>'})
    assert "&quot;&gt;&lt;script&gt;" in page and "hole-" not in page


@pytest.mark.django_db
def test_every_icon_of_a_lesson_is_in_its_small_sprite(signed_in: SignIn) -> None:
    client, amina = signed_in("amina"), Enrolment.objects.get(person__username="amina")
    sprite = (ROOT / "var/frontend/lesson-icons.svg").read_text()
    whole = (ROOT / "var/frontend/icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = set(re.findall(r'icon_name="([a-z0-9-]+)"', " ".join(path.read_text() for path in TEMPLATES.rglob("*.html"))))
    assert len(sprite) < len(whole) / 2
    for lesson in amina.release.lessons.all():
        html = client.get(f"/ar/learn/tlr-101/{lesson.slug}/").content.decode()
        assert "/icons.svg" not in html  # one sprite is fetched, the small one
        named |= set(re.findall(r'lesson-icons.svg#([^"]+)"', html))
    assert len(named) > 20
    assert named <= known
