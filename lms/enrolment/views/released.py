"""The release itself, for pages and devices that keep lessons: its manifest, and each document under its hash for ever."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from courses.queries import released_manifest
from courses.rules import canonical
from lms.enrolment import access

FOR_EVER = 365 * 24 * 60 * 60


@login_required
def manifest(request: HttpRequest, course_slug: str) -> HttpResponse:
    """What the release holds that the person learns from: units, lessons, documents and files by digest, megabytes by lane."""
    release = access.own_enrolment(person=request.user, course_slug=course_slug).release
    return _served(request, released_manifest(release.digest), release.digest, for_ever=False)


@login_required
def document(request: HttpRequest, course_slug: str, digest: str) -> HttpResponse:
    """A lesson's document. Its address is its hash, so a browser may keep it for ever."""
    found = access.released_document(person=request.user, course_slug=course_slug, digest=digest)
    return _served(request, found.body, found.digest, for_ever=True)


def _served(request: HttpRequest, body: object, digest: str, *, for_ever: bool) -> HttpResponse:
    known = request.headers.get("If-None-Match") == f'"{digest}"'
    answer = HttpResponse(status=304) if known else HttpResponse(canonical(body), content_type="application/json")
    answer.headers["ETag"] = f'"{digest}"'
    if for_ever:
        patch_cache_control(answer, private=True, max_age=FOR_EVER, immutable=True)
    else:
        patch_cache_control(answer, private=True, no_cache=True)
    return answer
