"""A class built from the least there can be, for tests that start from an empty database."""

from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Locale

from classrooms.models import LiveClass
from courses.models import CoursePage, Release
from lms.enrolment.models import Cohort, Enrolment
from lms.people.models import Person, Site
from tests.classrooms.conftest import schedule


def people() -> dict[str, Person]:
    return {
        login: Person.objects.create_user(f"small-{login}", name=login.title()) for login in ("nadia", "amina", "hassan", "karim")
    }


def small_class(cast: dict[str, Person], *, starts_in: timedelta = timedelta(0)) -> LiveClass:
    """Nadia teaches Amina and Hassan; Karim is a stranger."""
    Locale.objects.get_or_create(language_code="ar")
    course = CoursePage.add_root(instance=CoursePage(title="خياطة", slug="small", code="SMALL-1", summary_ar="-"))
    manifest = {"code": "SMALL-1", "units": [], "live_classes": []}
    release = Release.objects.create(
        course=course, number=1, digest="0" * 64, manifest=manifest, released_by=cast["nadia"], released_at=timezone.now()
    )
    site = Site.objects.create(code="SMALL", kind=Site.Kind.CENTRE, name_ar="الجيزة", name_en="Giza", path="SMALL/")
    cohort = Cohort.objects.create(
        code="SMALL-1",
        course=course,
        release=release,
        site=site,
        instructor=cast["nadia"],
        starts_on=date(2026, 1, 1),
        ends_on=date(2036, 1, 1),
    )
    for login in ("amina", "hassan"):
        Enrolment.objects.create(person=cast[login], cohort=cohort, release=release)
    return schedule(cohort, starts_at=timezone.now() + starts_in)
