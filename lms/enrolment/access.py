"""The guarded doors to cohorts, enrolments and lessons."""

from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, Document
from courses.queries import ReleasedLesson, released_lesson
from lms.audit.looks import note
from lms.enrolment.models import Application, Cohort, Enrolment, LearnerQuestion
from lms.people.access import Visitor, holds, not_allowed, require_role
from lms.people.models import Person, Role
from lms.refusals import Refusal


def active_enrolment(*, person: Visitor, course: CoursePage) -> Enrolment:
    """The person's enrolment in a course (completed ones stay readable); refuses with ``not_enrolled``."""
    return _enrolment(person, course_slug=course.slug)


def own_enrolment(*, person: Visitor, course_slug: str) -> Enrolment:
    """The person's enrolment in the course at this address; 404 for no such course, ``not_enrolled`` without a place."""
    return _enrolment(person, course_slug=course_slug)


def lesson_for(*, person: Visitor, course_slug: str, lesson_slug: str) -> tuple[Enrolment, ReleasedLesson]:
    """A lesson of the release the person learns from. 404 when that release holds no such lesson."""
    enrolment = _enrolment(person, course_slug=course_slug, joined=("release",))
    lesson = released_lesson(enrolment.release, lesson_slug)
    if lesson is None:
        raise Http404
    return enrolment, lesson


#: What the pages of a whole course show of its group.
OF_A_COURSE = ("release", "cohort", "cohort__site", "cohort__course", "cohort__instructor")


def _enrolment(person: Visitor, *, course_slug: str, joined: tuple[str, ...] = OF_A_COURSE) -> Enrolment:
    """The manifest is not read with it: ``released_manifest`` has it at hand."""
    seats = Enrolment.objects.select_related(*joined).defer("release__manifest").prefetch_related("lessons")
    if isinstance(person, Person):
        mine = seats.filter(person=person, cohort__course__slug=course_slug).exclude(status=Enrolment.Status.LEFT)
        if enrolment := mine.order_by("-enrolled_at", "-pk").first():
            enrolment.person = person
            return enrolment
    if not CoursePage.objects.filter(slug=course_slug).exists():
        raise Http404
    raise Refusal(
        "not_enrolled", _("You do not have a place in this course yet. Apply for one from the course page."), status=403
    )


def cohort_to_manage(*, person: Visitor, uuid: UUID) -> Cohort:
    """A cohort of a site that the person manages; refuses with ``not_allowed`` for any other site's."""
    cohort = Cohort.objects.select_related("site", "course", "release", "instructor").filter(uuid=uuid).first()
    if cohort is None:
        raise Http404
    require_role(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR, site=cohort.site)
    return cohort


def cohort_for_instructor(*, person: Visitor, uuid: UUID) -> Cohort:
    """A cohort that the person teaches or manages."""
    cohort = Cohort.objects.select_related("site", "course", "release", "instructor").filter(uuid=uuid).first()
    if cohort is None:
        raise Http404
    teaches = isinstance(person, Person) and cohort.instructor_id == person.pk
    if not teaches and not holds(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR, site=cohort.site):
        raise not_allowed()
    return cohort


def application_to_answer(*, person: Visitor, uuid: UUID) -> Application:
    """An application to a site that the person manages."""
    application = Application.objects.select_related("site", "course", "person").filter(uuid=uuid).first()
    if application is None:
        raise Http404
    require_role(person, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR, site=application.site)
    note("application", application.person_id)
    return application


def question_to_answer(*, person: Visitor, uuid: UUID) -> LearnerQuestion:
    """A question of a group that the person teaches or manages."""
    found = LearnerQuestion.objects.select_related("enrolment__person", "enrolment__cohort__site", "enrolment__release")
    question = found.filter(uuid=uuid).first()
    if question is None:
        raise Http404
    cohort_for_instructor(person=person, uuid=question.enrolment.cohort.uuid)
    note("question", question.enrolment.person_id)
    return question


def released_document(*, person: Visitor, course_slug: str, digest: str) -> Document:
    """A document of the release that the person learns from, by its digest; 404 when the release holds no such document."""
    enrolment = _enrolment(person, course_slug=course_slug)
    lesson = enrolment.release.lessons.select_related("document").filter(document_id=digest).first()
    if lesson is None:
        raise Http404
    return lesson.document


def own_application(*, person: Visitor, uuid: UUID) -> Application:
    """The person's own application."""
    application = Application.objects.filter(uuid=uuid).first()
    if application is None or application.person_id != person.pk:
        raise Http404
    return application
