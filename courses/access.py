"""The guarded doors to courses."""

from django.http import Http404

from courses.models import Release
from courses.queries import newest_releases


def released_course(*, trade_slug: str, course_slug: str) -> Release:
    """A public course by its address: its newest release, or 404. Everyone may read what a course takes and gives."""
    release = newest_releases().filter(course__slug=course_slug).first()
    if release is None or release.manifest["trade"]["slug"] != trade_slug:
        raise Http404
    return release
