"""Author, editor, release: who may do what in the studio."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import GroupPagePermission, Workflow

from content_studio.actions import set_up_desk
from content_studio.queries import board
from courses.actions import release_course
from courses.models import CoursePage, LessonPage, Release
from lms.outbox.actions import deliver_all
from lms.people.actions import give_role
from lms.people.models import Person, Role, Site

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def stages() -> dict[str, int]:
    return {stage: len(tickets) for stage, tickets in board().columns}


def test_the_board_shows_the_demo_desk() -> None:
    assert stages() == {"draft": 1, "changes_asked": 1, "in_review": 1, "approved": 0, "released": 33}


def test_approving_and_releasing_moves_a_lesson_along_the_board() -> None:
    mona, lesson = Person.objects.get(username="mona"), LessonPage.objects.get(code="MOB-C1-L06")
    review = lesson.current_workflow_state
    review.current_task_state.specific.approve(user=mona)
    assert stages()["approved"] == 1
    release_course(course=CoursePage.objects.get(code="MOB-101"), by=mona)
    assert stages() == {"draft": 1, "changes_asked": 1, "in_review": 0, "approved": 0, "released": 34}


def test_an_author_cannot_publish_past_the_review() -> None:
    youssef = Person.objects.get(username="youssef")
    permissions = LessonPage.objects.get(code="TLR-C1-L11").permissions_for_user(youssef)
    assert permissions.can_edit() and permissions.can_submit_for_moderation()
    assert not permissions.can_publish()


def test_the_board_asks_as_often_for_one_lesson_as_for_all(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        board()
    for page in LessonPage.objects.exclude(code="TLR-C1-L01"):
        page.delete()
    with django_assert_num_queries(3):  # type: ignore[operator]
        board()


@pytest.mark.parametrize(("login", "expected"), [("mona", 302), ("admin", 302), ("youssef", 403)])
def test_who_may_release(signed_in: SignIn, login: str, expected: int) -> None:
    lesson = LessonPage.objects.get(code="MOB-C1-L01")
    lesson.title = "عنوان جديد"
    lesson.save_revision().publish()
    course = CoursePage.objects.get(code="MOB-101")
    answer = signed_in(login).post(f"/studio/release/{course.pk}/", {"note": "تجربة"})
    assert answer.status_code == expected
    deliver_all()
    assert Release.objects.filter(course=course).count() == (2 if expected == 302 else 1)


def test_a_release_that_holds_nothing_new_says_so(signed_in: SignIn) -> None:
    course = CoursePage.objects.get(code="MOB-101")
    mona = signed_in("mona")
    ordered = mona.post(f"/studio/release/{course.pk}/", follow=True)
    deliver_all()
    page = mona.get(ordered.redirect_chain[-1][0])
    assert "release_unchanged" in page.content.decode()


@pytest.mark.parametrize("login", ["amina", "nadia", "hoda", "omar"])
def test_others_do_not_enter(signed_in: SignIn, login: str) -> None:
    assert signed_in(login).get("/studio/").status_code == 302


def test_a_new_author_is_let_in_by_the_role() -> None:
    nadia = Person.objects.get(username="nadia")
    give_role(person=nadia, kind=Role.Kind.AUTHOR, site=Site.objects.get(code="HQ"))
    deliver_all()
    assert Person.objects.get(pk=nadia.pk).has_perm("wagtailadmin.access_admin")


def test_setting_the_desk_up_again_changes_nothing() -> None:
    before = (GroupPagePermission.objects.count(), Workflow.objects.count())
    set_up_desk()
    assert (GroupPagePermission.objects.count(), Workflow.objects.count()) == before


def test_a_new_lesson_takes_its_address_from_its_code() -> None:
    unit = LessonPage.objects.get(code="TLR-C1-L01").get_parent()
    lesson = unit.add_child(instance=LessonPage(title="درس جديد", code="TLR-C1-L99"))
    assert lesson.slug == "tlr-c1-l99"


@pytest.mark.parametrize("address", ["", "preview/"])
def test_a_code_that_is_taken_is_refused_in_words(signed_in: SignIn, address: str) -> None:
    taken = LessonPage.objects.get(code="TLR-C1-L01")
    streams = {f"{name}-count": 0 for name in ("body", "outcomes", "key_points", "key_terms")}
    card = {"title": "درس آخر", "code": taken.code, "minutes": 20, "mode": "self_paced", **streams}
    path = f"/studio/pages/add/courses/lessonpage/{taken.get_parent().pk}/{address}"
    answer = signed_in("youssef").post(path, card, headers={"Accept-Language": "ar"})
    assert answer.status_code == 200
    assert address or set(answer.context["form"].errors) == {"code"}
    assert LessonPage.objects.filter(code=taken.code).count() == 1
