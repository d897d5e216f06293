"""Ask for a place, and answer."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from lms.audit.actions import record
from lms.enrolment.actions.cohorts import enrol
from lms.enrolment.models import Application, Cohort, Enrolment
from lms.people.actions import write_text_message
from lms.people.models import Person, Site
from lms.refusals import Refusal


def apply_for_course(*, person: Person, course: CoursePage, site: Site, note: str = "") -> Application:
    """Ask for a place. Asking again while one waits answers with the one that waits: a double click is harmless."""
    if Enrolment.objects.filter(person=person, cohort__course=course, status=Enrolment.Status.ACTIVE).exists():
        raise Refusal("already_enrolled", _("You already learn this course. Open it from your courses."))
    try:
        with transaction.atomic():
            application = Application.objects.create(person=person, course=course, site=site, note=note)
            record(actor=person, verb="application.made", target=application, detail={"course": course.code, "site": site.code})
    except IntegrityError:
        return Application.objects.get(person=person, course=course, status=Application.Status.WAITING)
    return application


@transaction.atomic
def place_in_cohort(*, application: Application, cohort: Cohort, by: Person) -> Enrolment:
    """Give the applicant a seat. Refuses ``cohort_full``, ``application_answered`` and ``cohort_of_other_course``."""
    application = _waiting(application)
    if cohort.course_id != application.course_id:
        raise Refusal("cohort_of_other_course", _("This group learns another course. Choose a group of the course applied for."))
    enrolment = enrol(person=application.person, cohort=cohort, by=by)
    _answer(application, Application.Status.PLACED, by=by)
    if application.person.mobile:
        write_text_message(
            mobile=application.person.mobile,
            text=str(_("You have a place in %(course)s. It starts on %(day)s. Open Warsha to begin."))
            % {"course": cohort.course.title, "day": cohort.starts_on.isoformat()},
        )
    return enrolment


@transaction.atomic
def decline_application(*, application: Application, reason: str, by: Person) -> None:
    """Say no, with the reason the person will read."""
    if not reason.strip():
        raise Refusal("reason_missing", _("Write the reason. The person will read it."), status=422)
    _answer(_waiting(application), Application.Status.DECLINED, by=by, reason=reason.strip())


@transaction.atomic
def withdraw_application(*, application: Application) -> None:
    """The applicant takes the application back."""
    _answer(_waiting(application), Application.Status.WITHDRAWN, by=application.person)


def _waiting(application: Application) -> Application:
    application = Application.objects.select_for_update().get(pk=application.pk)
    if application.status != Application.Status.WAITING:
        raise Refusal("application_answered", _("This application has already been answered. Open the list again."))
    return application


def _answer(application: Application, status: str, *, by: Person, reason: str = "") -> None:
    application.status, application.reason = status, reason
    application.answered_by, application.answered_at = by, timezone.now()
    application.save(update_fields=["status", "reason", "answered_by", "answered_at"])
    record(actor=by, verb=f"application.{status}", target=application, detail={"reason": reason} if reason else {})
