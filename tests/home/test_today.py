"""What do I do now? One next step for each kind of person, in both languages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from classrooms.models import LiveClass
from courses.models import LessonPage
from lms.enrolment.models import Application
from lms.home.day import day_of
from lms.people.models import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("login", "kind"),
    [
        ("amina", "live"),  # her class is open now
        ("nadia", "live"),
        ("hassan", "exam"),  # his sitting is open
        ("samir", "marking"),
        ("tarek", "committee"),
        ("hoda", "applications"),
        ("youssef", "studio"),
        ("mona", "studio"),
        ("omar", "country"),
        ("karim", "lesson"),
    ],
)
def test_the_one_next_step(login: str, kind: str) -> None:
    step = day_of(Person.objects.get(username=login))["next_step"]
    assert step is not None and step["kind"] == kind


# What the demo lays on each desk: samir has begun one sheet and has one to begin; two cases are ready for the committee and
# one request has no date; one lesson is in review, and none was sent back.
@pytest.mark.parametrize(
    ("login", "title", "actions"),
    [
        ("samir", "To mark", ["Go on", "Mark"]),
        ("tarek", "Before the committee", ["Look and confirm", "Look and confirm", "Plan"]),
    ],
)
def test_what_lies_on_a_desk(login: str, title: str, actions: list[str]) -> None:
    with translation.override("en"):
        sections = {section["title"]: section for section in day_of(Person.objects.get(username=login))["sections"]}
    assert [str(row["action"]) for row in sections[title]["rows"]] == actions


def test_a_lesson_lies_with_its_author_until_it_is_submitted() -> None:
    lesson = LessonPage.objects.get(code="TLR-C1-L03")
    lesson.save_revision()  # a draft that differs from what is live

    def titles(login: str) -> list[str]:
        with translation.override("en"):
            sections = day_of(Person.objects.get(username=login))["sections"]
        return [row["title"] for section in sections for row in section["rows"]]

    assert lesson.title in titles("youssef") and lesson.title not in titles("mona")


def test_when_the_class_has_ended_the_lesson_comes_next() -> None:
    LiveClass.objects.filter(state=LiveClass.State.OPEN).update(state=LiveClass.State.CLOSED)
    step = day_of(Person.objects.get(username="amina"))["next_step"]
    assert step["kind"] == "lesson" and step["url"].endswith("/learn/tlr-101/tlr-c1-l07/")


def test_when_every_application_is_answered_nothing_waits_for_a_manager() -> None:
    wafaa = Person.objects.get(username="wafaa")
    assert not Application.objects.filter(site__code="AS-C1", status="waiting").exists()
    assert day_of(wafaa)["next_step"] is None


@pytest.mark.parametrize(
    ("language", "words"), [("ar", ["أمينة", "انضم إلى الحصة"]), ("en", ["Amina", "With Nadia", "Join the class"])]
)
def test_today_speaks_the_readers_language(signed_in: SignIn, language: str, words: list[str]) -> None:
    page = signed_in("amina").get(f"/{language}/today/").content.decode()
    assert all(word in page for word in words)


def test_the_country_is_for_decision_makers_only(signed_in: SignIn) -> None:
    assert "حسب المحافظة" in signed_in("omar").get("/ar/today/").content.decode()
    assert "حسب المحافظة" not in signed_in("amina").get("/ar/today/").content.decode()


def test_the_front_door_sends_people_to_their_day(signed_in: SignIn, client: Client) -> None:
    assert signed_in("amina").get("/ar/").headers["Location"] == "/ar/today/"
    assert "تعلّم صنعة" in client.get("/ar/").content.decode()
