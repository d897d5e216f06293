"""How a device shows the site: theme, numerals and language, kept in cookies for a year.

They hold no personal data and work before anyone signs in. A person's own numerals (``person.numerals``) are used
where this device has no choice of its own.
"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lms.web.numerals import STYLES

THEMES = ("auto", "light", "dark")
THEME_COOKIE, NUMERALS_COOKIE = "theme", "numerals"
A_YEAR = 365 * 24 * 3600  # seconds


def theme_of(request: HttpRequest) -> str:
    """The pinned theme, or ``auto`` to follow the device."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"


def numerals_of(request: HttpRequest) -> str:
    """This device's numerals, else the person's own, else western. What scripts ask for holds plain figures: nobody is read
    for it."""
    if request.path.startswith("/api/"):
        return STYLES[0]
    chosen = request.COOKIES.get(NUMERALS_COOKIE) or getattr(getattr(request, "user", None), "numerals", "")
    return chosen if chosen in STYLES else STYLES[0]


def remember(response: HttpResponseBase, *, theme: str = "", numerals: str = "", language: str = "") -> None:
    """Keeps the given choices on this device; what is unknown is passed over."""
    if theme in THEMES:
        _keep(response, THEME_COOKIE, theme)
    if numerals in STYLES:
        _keep(response, NUMERALS_COOKIE, numerals)
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)


def _keep(response: HttpResponseBase, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
