"""The public check of a certificate: the page that scans, and the answer for a serial."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.certification import rules
from lms.credentials.models import StatusList
from lms.refusals import Refusal
from lms.verification import access, queries
from lms.verification.actions import count_check
from lms.verification.models import CheckTally
from lms.verification.words import words
from lms.web import numerals, preferences

KEPT = ["verification/verify.css", "frontend/verify.js", "frontend/verify-qr.js"]
SERIAL = "SERIAL"


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """The page that checks: by camera, by picture, by number. ``?in=`` chooses the language, so that a device may keep both."""
    if serial := rules.tidy_serial(request.GET.get("serial", "")[:60]):
        return redirect("verify", serial=serial)
    chosen = _choose_language(request)
    response = render(request, "verification/check.html", {"page": _page()})
    # The same for everybody; a device asks whether it changed, and keeps it for the day without network.
    response.headers["Cache-Control"] = "no-cache"
    if chosen:
        preferences.remember(response, language=chosen)
    return response


@never_cache
@require_safe
def verify(request: HttpRequest, serial: str) -> HttpResponse:
    """What a certificate says, or that there is none of this number (404)."""
    access.count_public_check(address=request.META.get("REMOTE_ADDR", ""))
    if chosen := _choose_language(request):
        response = redirect("verify", serial=serial)
        preferences.remember(response, language=chosen)
        return response
    found, typed = queries.verification(serial), rules.tidy_serial(serial[:60])
    _count(found, CheckTally.Source.NUMBER)
    if found is None:
        context = {"serial": typed, "slip": not rules.serial_is_well_formed(typed)}
        return render(request, "verification/unknown.html", context, status=404)
    context = {"found": found, "photo": _photo_of(found), "now": timezone.localtime()}
    return render(request, "verification/result.html", context)


@never_cache
@require_safe
def verify_now(request: HttpRequest, serial: str) -> JsonResponse:
    """How a certificate stands now, for a page that has proved its code already."""
    access.count_public_check(address=request.META.get("REMOTE_ADDR", ""))
    found = queries.verification(serial)
    _count(found, CheckTally.Source.CODE)
    if found is None:
        raise Refusal("certificate_not_found", _("There is no certificate of this number."), status=404)
    return JsonResponse(
        {
            "outcome": found.status,
            **{part: found.content[part] for part in ("name", "trade", "level")},
            "issued_on": found.issued_on,
            "since": found.since,
            "reason": found.reason,
            "photo": _photo_of(found),
            "asked_at": timezone.now(),
        }
    )


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to keep the checking page on its home screen."""
    language = _choose_language(request) or translation.get_language() or settings.LANGUAGE_CODE
    described: dict[str, Any] = {
        "id": reverse("verify_form"),
        "name": _("Check a certificate"),
        "short_name": _("Check"),
        "lang": language,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": reverse("verify_form"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#FBF8F3",
        "theme_color": "#0B6A66",
        "icons": [
            {"src": static("verification/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": static("verification/icon-maskable.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"},
        ],
    }
    return HttpResponse(json.dumps(described), content_type="application/manifest+json")


def _photo_of(found: queries.Verification) -> str:
    """Where the page finds the holder's photo for the next minutes; empty where none is shown."""
    if queries.photo_beside(found) is None:
        return ""
    return reverse("verify_photo", args=[found.serial, queries.photo_token(found.serial)])


def _count(found: queries.Verification | None, source: str) -> None:
    count_check(
        certificate_id=found.certificate_id if found else None, outcome=found.status if found else "not_found", source=source
    )


def _choose_language(request: HttpRequest) -> str:
    """Activate the language of ``?in=`` for this answer; empty where none is asked for."""
    chosen = request.GET.get("in", "")
    if chosen not in dict(settings.LANGUAGES):
        return ""
    translation.activate(chosen)
    request.LANGUAGE_CODE = chosen
    return chosen


def _page() -> dict[str, Any]:
    """What the page's script needs to know."""
    return {
        "language": translation.get_language(),
        "numerals": "arab" if numerals.current() == numerals.ARABIC_INDIC else "latn",
        "words": words(),
        "sprite": static("frontend/icons.svg"),
        "reader": static("frontend/verify-qr.js"),
        "now": reverse("verify_now", args=[SERIAL]).replace(SERIAL, "{serial}"),
        "kept": {
            "keys": reverse("credential_keys"),
            "vocabulary": reverse("credential_vocabulary"),
            "list": "/credentials/status/{n}.cose",
            "lists": list(StatusList.objects.order_by("number").values_list("number", flat=True)),
        },
        "keep": [static(name) for name in KEPT],
    }
