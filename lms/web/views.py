"""Error pages, this device's preferences, the service worker and the developers' gallery. The home page is a template."""

import hashlib
import json
import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lms.refusals import Refusal
from lms.web import gallery, preferences, worker
from lms.web.middleware import refusal_response, wants_json

log = logging.getLogger(__name__)
KEPT_OFFLINE = ["warsha.css", "frame.js", "icons.svg", "fonts/cairo-arabic.woff2", "fonts/cairo-latin.woff2"]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read."""
    message = _("We could not read this request. Go back, reload the page and try again.")
    return refusal_response(request, Refusal("bad_request", message, status=400))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for a door that raised PermissionDenied rather than a Refusal."""
    if wants_json(request):
        return refusal_response(request, Refusal("not_allowed", _("This page is not open to your account."), status=403))
    return render(request, "403.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection token is missing or old (CSRF_FAILURE_VIEW)."""
    message = _("This page was open for too long, so nothing was sent. Go back, reload the page and send again.")
    return refusal_response(request, Refusal("form_expired", message, status=403))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if wants_json(request):
        return refusal_response(request, Refusal("not_found", _("There is nothing at this address."), status=404))
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without the database, the session or a context processor; plain words if even that fails."""
    if wants_json(request):
        return HttpResponse(json.dumps({"code": "fault"}), content_type="application/json", status=500)
    try:
        return HttpResponse(render_to_string("500.html"), status=500)
    except Exception:
        log.exception("The page of a fault could not be drawn.")
        return HttpResponse("حدث عطل عندنا. حاول بعد قليل. / A fault on our side. Try again soon.", status=500)


@csrf_exempt  # Nothing is at stake but the look of one device, and public pages stay free of a token and its cookie.
@require_POST
def set_preferences(request: HttpRequest) -> HttpResponse:
    """Keeps theme, numerals or language on this device and returns to the page the person was on."""
    chosen = {name: request.POST.get(name, "") for name in ("theme", "numerals", "language")}
    back = request.POST.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    if chosen["language"] in dict(settings.LANGUAGES):
        back = translate_url(back, chosen["language"])
    response = HttpResponseRedirect(back)
    preferences.remember(response, **chosen)
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when the network is gone."""
    return render(request, "web/offline.html")


@never_cache
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """/sw.js: its text changes, and with it the kept files, whenever one of them changes."""
    kept = [static(f"frontend/{name}") for name in KEPT_OFFLINE]
    for language, _name in settings.LANGUAGES:
        with override(language):
            kept.append(reverse("web:offline"))
    parts = [static(path) for path in worker.parts()]
    version = hashlib.sha256(json.dumps([kept, parts]).encode()).hexdigest()[:12]
    context = {"kept": json.dumps(kept), "parts": json.dumps(parts), "version": version}
    return HttpResponse(render_to_string("web/sw.js", context), content_type="text/javascript")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the site on its home screen."""
    described: dict[str, Any] = {
        "name": "ورشة",
        "short_name": "ورشة",
        "lang": "ar",
        "dir": "rtl",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#FBF8F3",
        "theme_color": "#0B6A66",
        "icons": [{"src": static("web/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return HttpResponse(json.dumps(described), content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """For browsers that ask without reading the page."""
    return HttpResponsePermanentRedirect(static("web/mark.svg"))


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in its states, for developers; not part of a real installation."""
    if not settings.DEMO:
        raise Http404
    return render(request, "web/gallery.html", gallery.samples())
