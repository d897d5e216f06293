"""Releases are frozen, hashed and shared where equal."""

import pytest

from courses import rules
from courses.actions import release_course
from courses.models import CoursePage, Document, LessonPage, Release
from lms.people.models import Person
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return CoursePage.objects.get(code="TLR-101")


@pytest.fixture
def mona() -> Person:
    return Person.objects.get(username="mona")


def approve(lesson: LessonPage, by: Person, **changes: str) -> None:
    for name, value in changes.items():
        setattr(lesson, name, value)
    lesson.save_revision(user=by).publish(user=by, skip_permission_checks=True)


def test_the_demo_course_is_released_whole(course: CoursePage) -> None:
    release = course.releases.get()
    assert [len(unit["lessons"]) for unit in release.manifest["units"]] == [3, 3, 3, 3]
    assert release.digest == rules.digest_of(release.manifest)
    first = release.lessons.select_related("document").get(position=1)
    assert first.document.digest == rules.digest_of(first.document.body)
    kinds = [block["kind"] for block in first.document.body["body"]]
    assert kinds[:3] == ["text", "tools", "heading"]
    assert kinds[-4:] == ["safety", "quick_question", "check_many", "check_truth"]


def test_nothing_changed_is_refused(course: CoursePage, mona: Person) -> None:
    with pytest.raises(Refusal) as refused:
        release_course(course=course, by=mona)
    assert refused.value.code == "release_unchanged"


def test_an_approved_edit_makes_a_new_release_and_leaves_the_old_one_alone(course: CoursePage, mona: Person) -> None:
    old = course.releases.get()
    before = old.lessons.get(position=1).document.body
    documents = Document.objects.count()
    approve(LessonPage.objects.get(code="TLR-C1-L01"), mona, title="السلامة أولًا")
    new = release_course(course=course, by=mona)
    assert (new.number, new.lessons.get(position=1).document.body["title"]["ar"]) == (2, "السلامة أولًا")
    assert Release.objects.get(pk=old.pk).lessons.get(position=1).document.body == before
    assert Document.objects.count() == documents + 1  # eleven unchanged lessons are shared


def test_an_edit_that_was_not_approved_stays_out(course: CoursePage, mona: Person) -> None:
    lesson = LessonPage.objects.get(code="TLR-C1-L01")
    lesson.title = "مسودة"
    lesson.save_revision(user=mona)
    with pytest.raises(Refusal) as refused:
        release_course(course=course, by=mona)
    assert refused.value.code == "release_unchanged"


def test_a_course_without_an_approved_lesson_cannot_be_released(course: CoursePage, mona: Person) -> None:
    LessonPage.objects.descendant_of(course).update(live=False)
    with pytest.raises(Refusal) as refused:
        release_course(course=course, by=mona)
    assert refused.value.code == "nothing_to_release"


def test_the_canonical_form_does_not_depend_on_key_order_and_refuses_nan() -> None:
    assert rules.canonical({"ب": 1, "a": [1, 2]}) == '{"a":[1,2],"ب":1}'.encode()
    assert rules.digest_of({"a": 1, "b": 2}) == rules.digest_of({"b": 2, "a": 1})
    with pytest.raises(ValueError):
        rules.canonical({"a": float("nan")})


def test_steps_are_ticks_questions_and_the_end() -> None:
    document = {
        "body": [
            {"id": "h", "kind": "heading", "text": "…"},
            {"id": "s", "kind": "steps", "steps": [{"id": "s1"}, {"id": "s2"}]},
            {"id": "q", "kind": "quick_question"},
        ]
    }
    assert rules.steps_of(document) == ["s1", "s2", "q", "read"]
