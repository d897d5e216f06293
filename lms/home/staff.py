"""What waits for members of staff."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.models import CoursePage
from lms.certification.models import Certificate
from lms.enrolment.models import Enrolment
from lms.enrolment.queries import applications_waiting_for, cohorts_of
from lms.people.access import holds
from lms.people.models import Governorate, Person, Role, Site

ROWS = 5


def staff_step(person: Person) -> dict[str, Any] | None:
    """The next step of a manager, an author or an editor; None for everyone else."""
    if waiting := applications_waiting_for(person).count():
        words = ngettext("%(count)s application waits for your answer", "%(count)s applications wait for your answer", waiting)
        return {
            "kind": "applications",
            "kind_label": _("Before anything else"),
            "title": words % {"count": waiting},
            "detail": _("People expect an answer within three days."),
            "url": reverse("enrolment:cohorts"),
            "action": _("Answer them"),
            "icon": "users",
        }
    if holds(person, Role.Kind.DECISION_MAKER):
        return _country_step()
    if holds(person, Role.Kind.QUALITY_REVIEWER):
        return {
            "kind": "review",
            "kind_label": _("Quality review"),
            "title": _("See what a certificate stands on"),
            "detail": _("Open any certificate and follow it down to each mark. The holder sees that you looked."),
            "url": reverse("certification:register"),
            "action": _("Open the certificates"),
            "icon": "badge-check",
        }
    if holds(person, Role.Kind.SCHEME_EDITOR):
        return {
            "kind": "schemes",
            "kind_label": _("Skill schemes"),
            "title": _("Keep the rules of the levels true"),
            "detail": _("A change holds from a day to come. See first who would differ."),
            "url": reverse("certification:schemes"),
            "action": _("Open the schemes"),
            "icon": "layers",
        }
    if holds(person, Role.Kind.AUTHOR, Role.Kind.EDITOR):
        editor = holds(person, Role.Kind.EDITOR)
        return {
            "kind": "studio",
            "kind_label": _("Content studio"),
            "title": _("Review and release lessons") if editor else _("Write your next lesson"),
            "detail": _("The board shows every lesson and what it waits for."),
            "url": reverse("wagtailadmin_home"),
            "action": _("Open the studio"),
            "icon": "pencil-line",
        }
    return None


def _country_step() -> dict[str, Any]:
    learning = Enrolment.objects.filter(status=Enrolment.Status.ACTIVE).count()
    places = Governorate.objects.filter(sites__cohorts__isnull=False).distinct().count()
    return {
        "kind": "country",
        "kind_label": _("The whole country today"),
        "title": _("%(people)s people learn in %(places)s governorates") % {"people": learning, "places": places},
        "detail": _("The figures below are of this minute."),
        "url": reverse("courses:catalogue"),
        "action": _("See what is taught"),
        "icon": "book-open",
    }


def staff_sections(person: Person) -> list[dict[str, Any]]:
    """Lists for the roles the person holds."""
    sections = []
    if holds(person, Role.Kind.MANAGER, Role.Kind.INSTRUCTOR):
        sections.append(_cohorts(person))
    if holds(person, Role.Kind.DECISION_MAKER, Role.Kind.ADMINISTRATOR):
        sections += [_national(), _by_governorate()]
    return sections


def _named(thing: Any) -> str:
    return str((get_language() == "en" and thing.name_en) or thing.name_ar)


def _cohorts(person: Person) -> dict[str, Any]:
    rows = [
        {
            "title": cohort.course.title_en if get_language() == "en" and cohort.course.title_en else cohort.course.title,
            "detail": " · ".join([_named(cohort.site), _seats(cohort)]),
            "url": reverse("enrolment:cohort", args=[cohort.uuid]),
            "action": _("Open"),
            "icon": "users",
        }
        for cohort in cohorts_of(person)[:ROWS]
    ]
    return {
        "template": "web/today/list.html",
        "title": _("Groups"),
        "url": reverse("enrolment:cohorts"),
        "action": _("All groups"),
        "rows": rows,
        "empty": _("No groups yet."),
    }


def _seats(cohort: Any) -> str:
    return _("%(taken)s of %(capacity)s seats") % {"taken": cohort.taken, "capacity": cohort.capacity}


def _national() -> dict[str, Any]:
    """The state of the whole country in four figures."""
    figures = [
        ("book-open", _("People learning now"), Enrolment.objects.filter(status=Enrolment.Status.ACTIVE).count()),
        ("circle-check", _("Courses completed"), Enrolment.objects.filter(status=Enrolment.Status.COMPLETED).count()),
        ("badge-check", _("Certificates in force"), Certificate.objects.filter(revocation=None).count()),
        ("house", _("Centres and mobile units"), Site.objects.teaching().count()),
        ("pencil-line", _("Courses offered"), CoursePage.objects.filter(releases__isnull=False).distinct().count()),
    ]
    rows = [{"title": words, "icon": icon, "chip": str(count), "chip_kind": "nile"} for icon, words, count in figures]
    return {"template": "web/today/list.html", "title": _("The whole country today"), "rows": rows}


def _by_governorate() -> dict[str, Any]:
    learning = Q(sites__cohorts__enrolments__isnull=False) & ~Q(sites__cohorts__enrolments__status=Enrolment.Status.LEFT)
    governorates = (
        Governorate.objects.filter(sites__cohorts__isnull=False)
        .annotate(
            groups=Count("sites__cohorts", distinct=True),
            learning=Count("sites__cohorts__enrolments", filter=learning, distinct=True),
        )
        .order_by("code")
    )
    rows = [
        {
            "title": _named(governorate),
            "detail": ngettext("%(groups)s group", "%(groups)s groups", governorate.groups) % {"groups": governorate.groups},
            "icon": "map-pin",
            "chip": str(governorate.learning),
        }
        for governorate in governorates
    ]
    return {"template": "web/today/list.html", "title": _("By governorate"), "rows": rows, "empty": _("No groups yet.")}
