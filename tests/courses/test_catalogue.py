"""The public catalogue: pages that hold what a course takes and gives, flat queries."""

import pytest
from django.test import Client

from courses.actions import release_course
from courses.models import CoursePage, LessonPage, Release
from lms.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "slugs"), [("ترزي", ["tlr-101"]), ("air-conditioning", ["rac-101"]), ("tailor", ["tlr-101"]), ("سباكة", [])]
)
def test_the_catalogue_finds_by_what_people_call_a_trade(client: Client, words: str, slugs: list[str]) -> None:
    page = client.get("/ar/courses/", {"q": words}).content.decode()
    assert [slug for slug in ("tlr-101", "mob-101", "rac-101") if f"/{slug}/" in page] == slugs


def test_a_course_page_says_what_it_takes_and_gives_in_both_languages(client: Client) -> None:
    arabic = client.get("/ar/courses/tailoring/tlr-101/").content.decode()
    english = client.get("/en/courses/tailoring/tlr-101/").content.decode()
    assert "أساسيات التفصيل والخياطة" in arabic and "لا يشترط خبرة سابقة" in arabic
    assert "Tailoring foundations" in english and "No previous experience" in english
    assert arabic.count('class="stitched"') == 4  # four units


@pytest.mark.parametrize("address", ["/ar/courses/tailoring/none/", "/ar/courses/hvac/tlr-101/"])
def test_a_course_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_catalogue_asks_as_often_for_one_course_as_for_three(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/ar/courses/")
    for release in Release.objects.exclude(course__code="TLR-101"):  # now one course has all three releases
        release.course, release.number = CoursePage.objects.get(code="TLR-101"), release.pk + 10
        release.save()
    with django_assert_num_queries(1):  # type: ignore[operator]
        client.get("/ar/courses/")


def test_the_catalogue_shows_the_newest_release_only(client: Client) -> None:
    mona = Person.objects.get(username="mona")
    course = CoursePage.objects.get(code="TLR-101")
    course.title = "الخياطة من جديد"
    course.save_revision(user=mona).publish(user=mona, skip_permission_checks=True)
    lesson = LessonPage.objects.get(code="TLR-C1-L01")
    assert lesson.live
    release_course(course=CoursePage.objects.get(code="TLR-101"), by=mona)
    page = client.get("/ar/courses/").content.decode()
    assert "الخياطة من جديد" in page
    assert page.count('href="/ar/courses/tailoring/tlr-101/" tabindex') == 1
