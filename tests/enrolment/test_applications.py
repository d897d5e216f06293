"""Asking for a place and being answered."""

import pytest

from courses.models import CoursePage
from lms.audit.models import AuditEntry
from lms.enrolment.actions import apply_for_course, decline_application, place_in_cohort, withdraw_application
from lms.enrolment.models import Application, Cohort, Enrolment
from lms.outbox.actions import deliver_all
from lms.people.models import Person, Site, TextMessage
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer() -> Person:
    return Person.objects.create_user("newcomer", name="سلمى فؤاد", mobile="+201099999999", governorate_id="21")


@pytest.fixture
def application(newcomer: Person) -> Application:
    course = CoursePage.objects.get(code="TLR-101")
    return apply_for_course(person=newcomer, course=course, site=Site.objects.get(code="GZ-C1"))


def hoda() -> Person:
    return Person.objects.get(username="hoda")


def test_a_double_click_leaves_one_application(newcomer: Person, application: Application) -> None:
    again = apply_for_course(person=newcomer, course=application.course, site=application.site)
    assert again.pk == application.pk
    assert Application.objects.filter(person=newcomer).count() == 1
    assert AuditEntry.objects.filter(verb="application.made", actor=newcomer).count() == 1


def test_who_already_learns_the_course_is_told_so() -> None:
    amina = Person.objects.get(username="amina")
    with pytest.raises(Refusal) as refused:
        apply_for_course(person=amina, course=CoursePage.objects.get(code="TLR-101"), site=Site.objects.get(code="GZ-C1"))
    assert refused.value.code == "already_enrolled"


def test_placing_seats_the_person_on_the_cohorts_release_and_tells_them(application: Application) -> None:
    cohort = Cohort.objects.get(code="GZ-TLR-27-1")
    enrolment = place_in_cohort(application=application, cohort=cohort, by=hoda())
    application.refresh_from_db()
    assert (enrolment.release, application.status, application.answered_by) == (cohort.release, "placed", hoda())
    message = TextMessage.objects.get(mobile="+201099999999")
    deliver_all()
    message.refresh_from_db()
    assert message.sent_at is not None


def test_a_full_cohort_is_refused_and_nothing_changes(application: Application) -> None:
    full = Cohort.objects.get(code="GM-TLR-27-1")
    assert full.enrolments.count() == full.capacity == 2
    with pytest.raises(Refusal) as refused:
        place_in_cohort(application=application, cohort=full, by=hoda())
    assert refused.value.code == "cohort_full"
    application.refresh_from_db()
    assert application.status == Application.Status.WAITING
    assert not Enrolment.objects.filter(person=application.person).exists()


def test_a_cohort_of_another_course_is_refused(application: Application) -> None:
    with pytest.raises(Refusal) as refused:
        place_in_cohort(application=application, cohort=Cohort.objects.get(code="GZ-MOB-26-2"), by=hoda())
    assert refused.value.code == "cohort_of_other_course"


def test_an_answered_application_is_not_answered_twice(application: Application) -> None:
    decline_application(application=application, reason="المجموعات مكتملة حتى يناير.", by=hoda())
    with pytest.raises(Refusal) as refused:
        place_in_cohort(application=application, cohort=Cohort.objects.get(code="GZ-TLR-27-1"), by=hoda())
    assert refused.value.code == "application_answered"


def test_declining_needs_a_reason(application: Application) -> None:
    with pytest.raises(Refusal) as refused:
        decline_application(application=application, reason="  ", by=hoda())
    assert refused.value.code == "reason_missing"


def test_after_withdrawing_one_may_apply_again(newcomer: Person, application: Application) -> None:
    withdraw_application(application=application)
    again = apply_for_course(person=newcomer, course=application.course, site=application.site)
    assert again.pk != application.pk
