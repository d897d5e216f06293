"""Releases are frozen, hashed and shared where equal."""

from typing import Any

import pytest
from django.db.models import ProtectedError

from courses import rules
from courses.actions import fulfil_order, order_release, release_course
from courses.actions.release import compile_course
from courses.models import CoursePage, Document, LessonPage, Release
from lms.outbox.actions import deliver_all
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


# Ordered releases.


def test_an_ordered_release_is_made_by_the_worker_and_tells_how_far_it_is(course: CoursePage, mona: Person) -> None:
    approve(LessonPage.objects.get(code="TLR-C1-L01"), mona, title="السلامة أولًا")
    order = order_release(course=course, by=mona, note="عنوان")
    assert (order.state, order.open) == ("waiting", True)
    again = order_release(course=course, by=mona)
    assert again == order, "a second press meets the order that is open"
    told: list[tuple[int, int]] = []
    compile_course(course=course, told=lambda done, total: told.append((done, total)))
    assert told == [(done, 12) for done in range(1, 13)]
    deliver_all()
    order.refresh_from_db()
    assert (order.state, order.done, order.total, order.percent) == ("made", 12, 12, 100)
    assert order.release == course.releases.get(number=2)
    assert (order.release.note, order.release.released_by) == ("عنوان", mona)
    fulfil_order(order_id=order.pk)  # heard twice
    assert course.releases.count() == 2


def test_an_order_that_cannot_be_made_says_why_in_both_languages(course: CoursePage, mona: Person) -> None:
    order = order_release(course=course, by=mona)
    deliver_all()
    order.refresh_from_db()
    assert (order.state, order.code) == ("refused", "release_unchanged")
    assert order.reason == {"ar": "لم يتغير شيء منذ آخر إصدار.", "en": "Nothing has changed since the last release."}
    assert order_release(course=course, by=mona) != order, "the next order is a new one"


def test_what_is_approved_while_a_release_is_compiled_is_in_it(course: CoursePage, mona: Person) -> None:
    compiled = compile_course(course=course)
    approve(LessonPage.objects.get(code="TLR-C1-L01"), mona, title="السلامة أولًا")
    made = release_course(course=course, by=mona, compiled=compiled)
    assert made.lessons.get(position=1).document.body["title"]["ar"] == "السلامة أولًا"


def film(**sizes: int) -> dict[str, Any]:
    files: list[dict[str, Any]] = [{"kind": "audio", "name": "opus.mp4", "digest": "do", "height": 0, "bytes": 10}]
    for name, size in sizes.items():
        of = {"name": f"{name}.mp4", "digest": f"d-{name}"}
        files.append({"kind": "video", "height": int(name.rsplit("_", 1)[1]), "bytes": size} | of)
    return {"uuid": "f", "kind": "video", "bytes": 9999, "files": files}


def test_a_lesson_is_priced_by_lane() -> None:
    drawn = {"kind": "image", "name": "320.avif", "digest": "dp", "height": 3, "bytes": 7}
    picture = {"uuid": "p", "kind": "image", "bytes": 500, "files": [drawn]}
    assert rules.lanes_of(100, []) == {"text": 100}
    assert rules.lanes_of(100, [picture]) == {"text": 107}
    # Worked by hand: the small film has no 480, so it counts its 240; of two 240 files the AV1 one is cheaper.
    large, small = film(avc_240=50, av1_240=40, avc_480=90), film(avc_240=20)
    assert rules.lanes_of(100, [picture, large, small]) == {"text": 107, "sound": 127, "240": 167, "480": 217}


def test_a_device_learns_which_files_a_lane_takes() -> None:
    """Worked by hand: of two films of 240 lines the AV1 one is lighter; the sheet goes along whatever lane is taken."""
    sheet = {"uuid": "s", "kind": "document", "digest": "ds", "bytes": 900, "files": []}
    lanes = rules.lane_files([film(avc_240=50, av1_240=40, avc_480=90), sheet])
    paper = {"asset": "s", "name": "original.pdf", "digest": "ds", "bytes": 900}
    assert lanes == {
        "text": [paper],
        "sound": [paper, {"asset": "f", "name": "opus.mp4", "digest": "do", "bytes": 10}],
        "240": [paper, {"asset": "f", "name": "av1_240.mp4", "digest": "d-av1_240", "bytes": 40}],
        "480": [paper, {"asset": "f", "name": "avc_480.mp4", "digest": "d-avc_480", "bytes": 90}],
    }
    assert rules.lanes_of(5, [sheet]) == {"text": 905}


def test_the_manifest_says_what_each_lesson_costs(course: CoursePage) -> None:
    for unit in course.releases.get().manifest["units"]:
        for card in unit["lessons"]:
            document = Document.objects.get(digest=card["digest"]).body
            assert card["lanes"]["text"] >= len(rules.canonical(document))
            assert set(card["files"]) == set(card["lanes"])


def test_deleting_the_drafts_leaves_every_release_whole(course: CoursePage) -> None:
    release = course.releases.get()
    before = [lesson.document.body for lesson in release.lessons.order_by("position").select_related("document")]
    for lesson in LessonPage.objects.descendant_of(course):
        lesson.delete()
    with pytest.raises(ProtectedError):
        course.delete()
    after = [lesson.document.body for lesson in release.lessons.order_by("position").select_related("document")]
    assert after == before
    assert len(after) == 12
    assert all(
        rules.digest_of(body) == one.document_id for body, one in zip(after, release.lessons.order_by("position"), strict=True)
    )
