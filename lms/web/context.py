"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from lms.web import navigation, numerals, preferences


def other_language(request: HttpRequest) -> dict[str, str]:
    """The language the page is not in, by its own name, and the same page's address in it."""
    code = "en" if (get_language() or settings.LANGUAGE_CODE) == "ar" else "ar"
    return {"code": code, "name": {"ar": "العربية", "en": "English"}[code], "url": translate_url(request.get_full_path(), code)}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: places, theme, numerals, the other language. Queries nothing until a template asks."""
    return {
        "navigation": SimpleLazyObject(lambda: navigation.places_for(request)),
        "theme": preferences.theme_of(request),
        "numerals_style": numerals.current(),
        "other_language": other_language(request),
        "demo": settings.DEMO,
    }
