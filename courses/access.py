"""The guarded doors to courses."""

from django.http import Http404

from courses.models import Release
from courses.queries import newest_releases
from lms.people.access import Visitor, holds
from lms.people.models import Role


def released_course(*, trade_slug: str, course_slug: str) -> Release:
    """A public course by its address: its newest release, or 404. Everyone may read what a course takes and gives."""
    release = newest_releases().filter(course__slug=course_slug).first()
    if release is None or release.manifest["trade"]["slug"] != trade_slug:
        raise Http404
    return release


def may_write_terms(person: Visitor) -> bool:
    """Whether a person writes down words of the trades."""
    return holds(person, Role.Kind.AUTHOR, Role.Kind.EDITOR) or bool(getattr(person, "is_superuser", False))
