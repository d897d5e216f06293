"""Reads of applications, cohorts and places, and search over what a person learns."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Avg, Count, Q, QuerySet

from courses.models import CoursePage
from courses.queries import Found, newest_releases, search_lessons
from lms.enrolment import rules
from lms.enrolment.models import Application, Cohort, Enrolment
from lms.people.access import sites_where
from lms.people.models import Person, Role, Site

STAFF_OF_A_SITE = (Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR)


def applications_of(person: Person) -> QuerySet[Application]:
    """A person's own applications, newest first."""
    return Application.objects.filter(person=person).select_related("course", "site").order_by("-applied_at", "-pk")


def applications_waiting_for(person: Person) -> QuerySet[Application]:
    """Applications that the person may answer, oldest first."""
    waiting = Application.objects.filter(_within(person, "site"), status=Application.Status.WAITING)
    return waiting.select_related("course", "site", "person", "person__governorate").order_by("applied_at", "pk")


def cohorts_of(person: Person) -> QuerySet[Cohort]:
    """Cohorts the person teaches or manages, with seats taken and how far they are; the running ones first."""
    return (
        Cohort.objects.visible_to(person)
        .select_related("site", "course", "instructor", "release")
        .annotate(
            taken=Count("enrolments", filter=~Q(enrolments__status=Enrolment.Status.LEFT), distinct=True),
            lessons_done=Count("enrolments__lessons", filter=Q(enrolments__lessons__completed_at__isnull=False), distinct=True),
        )
        .order_by("-starts_on", "code")
    )


def roster(cohort: Cohort) -> QuerySet[Enrolment]:
    """The people of a cohort by name, with the lessons each has finished."""
    return (
        cohort.enrolments.exclude(status=Enrolment.Status.LEFT)
        .select_related("person")
        .annotate(lessons_done=Count("lessons", filter=Q(lessons__completed_at__isnull=False)), average=Avg("lessons__percent"))
        .order_by("person__name", "pk")
    )


def cohorts_for(application: Application, *, today: date) -> list[tuple[Cohort, int]]:
    """Cohorts an applicant could be placed in, with the seats left: same course, not over, nearest site first."""
    cohorts = (
        Cohort.objects.filter(course=application.course, ends_on__gt=today, site__governorate=application.site.governorate)
        .select_related("site", "instructor")
        .annotate(taken=Count("enrolments", filter=~Q(enrolments__status=Enrolment.Status.LEFT)))
        .order_by("starts_on", "code")
    )
    free = [(cohort, rules.free_seats(capacity=cohort.capacity, taken=cohort.taken)) for cohort in cohorts]
    return sorted(free, key=lambda pair: (pair[0].site_id != application.site_id, pair[1] == 0))


def sites_teaching(course: CoursePage) -> QuerySet[Site]:
    """Where a course can be applied for: every teaching site."""
    return Site.objects.teaching().select_related("governorate").order_by("governorate__code", "name_ar")


def upcoming_cohorts(course: CoursePage, *, today: date) -> QuerySet[Cohort]:
    """Cohorts of a course that have not begun, soonest first, with the seats taken."""
    return (
        Cohort.objects.filter(course=course, starts_on__gt=today)
        .select_related("site", "site__governorate")
        .annotate(taken=Count("enrolments", filter=~Q(enrolments__status=Enrolment.Status.LEFT)))
        .order_by("starts_on", "code")
    )


def _within(person: Person, field: str) -> Q:
    """Rows whose ``field`` is a site the person manages; nothing when they manage none."""
    condition = Q(pk__in=[])
    for path in sites_where(person, *STAFF_OF_A_SITE):
        condition |= Q(**{f"{field}__path__startswith": path})
    return condition


def search(words: str, *, person: Person | AnonymousUser) -> Found:
    """Lessons with the words: of the releases the person learns from, opened up, and of each other course's newest release."""
    learnt: dict[int, int] = {}
    if isinstance(person, Person):
        mine = Enrolment.objects.filter(person=person).exclude(status=Enrolment.Status.LEFT).order_by("enrolled_at", "pk")
        learnt = dict(mine.values_list("release__course_id", "release_id"))
    others = newest_releases().exclude(course__in=learnt).order_by("course__path").values_list("pk", flat=True)
    return search_lessons(words, releases=[*learnt.values(), *others], open_to=frozenset(learnt.values()))
