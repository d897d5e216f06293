"""A lesson page that has not changed since the phone last had it is not sent again."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from lms.enrolment.models import Enrolment
from lms.web.templatetags.warsha import static_file

# What a page is made of besides its data; a release of the platform changes at least one of them.
SOURCES = ("courses/lesson.css", "courses/blocks.css", "frontend/lesson.js", "frontend/warsha.css", "frontend/lesson-icons.svg")

# Cookies that the first answer sets, or that say nothing of how the page looks; the language is a part by itself.
APART = ("messages", settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)


def mark_of(request: HttpRequest, enrolment: Enrolment, *parts: Any) -> str:
    """The mark (ETag) of a lesson page for this person now: equal only while every part of the page would be drawn alike.

    Signed addresses of films hold for a day, so the day is a part; so are whatever the person chose for the look (cookies), and a
    message that waits to be shown.
    """
    touched = sorted((row.pk, row.touched_at, row.percent) for row in enrolment.lessons.all())
    look = sorted((name, value) for name, value in request.COOKIES.items() if name not in APART)
    made_of = [enrolment.pk, enrolment.release_id, touched, *parts, get_language(), timezone.localdate(), look]
    made_of += [len(get_messages(request)), *(static_file(source) for source in SOURCES)]
    return f'"{sha256(repr(made_of).encode()).hexdigest()[:32]}"'


def not_changed(request: HttpRequest, mark: str) -> HttpResponse | None:
    """The short answer for a phone that has the page; None for any other."""
    kept = request.headers.get("If-None-Match", "").removeprefix("W/") == mark
    if not kept or settings.CSRF_COOKIE_NAME not in request.COOKIES:  # the page's forms hold a token that belongs to the cookie
        return None
    return marked(HttpResponse(status=304), mark)


def marked(response: HttpResponse, mark: str) -> HttpResponse:
    """A page that its reader may keep and must ask about each time."""
    response.headers["ETag"] = mark
    patch_cache_control(response, private=True, no_cache=True)
    return response
