"""Refusals as pages or JSON, security headers, and what this device prefers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import get_language_from_path

from lms.refusals import Refusal
from lms.web import numerals, preferences

# Wagtail's studio writes inline scripts and styles, and previews pages in frames of its own.
STUDIO = "/studio/"
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Only custom properties are set in style attributes (a seam's --v); no sheet or script is written into a page.
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
POWERS = "camera=(self), microphone=(self), display-capture=(self), geolocation=()"
STUDIO_POLICY = POLICY | {"script-src": "'self' 'unsafe-inline'", "style-src": "'self' 'unsafe-inline'"}


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller is a script or another system rather than a person's browser."""
    return request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", "")


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as its caller can use it: JSON, or a page in the house's look."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse(refusal.as_json(), status=refusal.status)
    else:
        response = render(request, "web/refusal.html", {"refusal": refusal}, status=refusal.status)
    if "retry_after" in refusal.detail:
        response.headers["Retry-After"] = str(refusal.detail["retry_after"])
    patch_vary_headers(response, ["Accept"])
    return response


class RefusalMiddleware(MiddlewareMixin):
    """A Refusal raised by a view is answered, not reported as a fault."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_response(request, exception) if isinstance(exception, Refusal) else None


class SecurityHeaders(MiddlewareMixin):
    """The content security policy, and the powers pages may ask a browser for."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = self.policy(request)
        response.headers.setdefault("Permissions-Policy", POWERS)
        return response

    @staticmethod
    def policy(request: HttpRequest) -> str:
        """The policy for this address; sockets of the same host are named, as older browsers ask for it."""
        rules = STUDIO_POLICY if request.path.startswith(STUDIO) else POLICY
        host = request.META.get("HTTP_HOST", "")
        sockets = f" ws://{host} wss://{host}" if host and not set(host) & set(" ;,'\"") else ""
        rules = {**rules, "connect-src": f"'self'{sockets}"}
        if bucket := settings.UPLOADS_ORIGIN:
            rules |= {name: f"{rules[name]} {bucket}" for name in ("img-src", "media-src", "connect-src")}
        return "; ".join(f"{name} {sources}" for name, sources in rules.items())


class Preferences(MiddlewareMixin):
    """Figures as the person reads them; and a page's language is kept for addresses that carry none, as sign-in does."""

    def process_request(self, request: HttpRequest) -> None:
        numerals.activate(preferences.numerals_of(request))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        language = get_language_from_path(request.path_info)
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        # Only what a person opens: the service worker fetches the offline page in both languages.
        opened = request.method == "GET" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        if language and language != kept and opened and response.status_code == 200:
            preferences.remember(response, language=language)
        return response
