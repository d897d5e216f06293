"""Open cohorts and seat people in them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.models import Release
from lms.audit.actions import record
from lms.enrolment import rules
from lms.enrolment.events import PersonPlaced
from lms.enrolment.models import Cohort, Enrolment
from lms.outbox.actions import publish
from lms.people.models import Person, Site
from lms.refusals import Refusal


@transaction.atomic
def open_cohort(
    *,
    code: str,
    release: Release,
    site: Site,
    instructor: Person,
    capacity: int,
    starts_on: date,
    ends_on: date,
    by: Person | None = None,
) -> Cohort:
    """Open a cohort on a release of a course."""
    cohort = Cohort.objects.create(
        code=code,
        course=release.course,
        release=release,
        site=site,
        instructor=instructor,
        capacity=capacity,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(actor=by, verb="cohort.opened", target=cohort, detail={"site": site.code, "capacity": capacity})
    return cohort


@transaction.atomic
def enrol(*, person: Person, cohort: Cohort, by: Person | None = None) -> Enrolment:
    """Seat a person. Refuses ``cohort_full``; enrolling twice answers with the seat they have."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if existing := Enrolment.objects.filter(person=person, cohort=cohort).first():
        return existing
    taken = cohort.enrolments.exclude(status=Enrolment.Status.LEFT).count()
    if rules.free_seats(capacity=cohort.capacity, taken=taken) == 0:
        raise Refusal("cohort_full", _("This group is full. Choose another group or a later date."))
    enrolment = Enrolment.objects.create(person=person, cohort=cohort, release=cohort.release)
    record(actor=by or person, verb="enrolment.made", target=enrolment, detail={"cohort": cohort.code})
    publish(PersonPlaced(enrolment_id=enrolment.pk))
    return enrolment


@transaction.atomic
def move_to_release(*, cohort: Cohort, release: Release, by: Person) -> None:
    """Move a cohort and its active trainees to another release of the same course."""
    if release.course_id != cohort.course_id:
        raise Refusal("release_of_other_course", _("This release belongs to another course."))
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    cohort.release = release
    cohort.save(update_fields=["release"])
    moved = cohort.enrolments.filter(status=Enrolment.Status.ACTIVE).update(release=release)
    record(actor=by, verb="cohort.moved", target=cohort, detail={"release": release.number, "trainees": moved})
