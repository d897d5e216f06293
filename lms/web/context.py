"""What every page's frame needs."""

from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from lms.web import navigation, numerals, preferences


def other_language(request: HttpRequest) -> dict[str, str]:
    """The language the page is not in, by its own name, and the same page's address in it.

    Addresses differ in their first part alone (``lms.urls``), so nothing needs to be resolved and reversed for it.
    """
    mine = get_language() or settings.LANGUAGE_CODE
    code, here = "en" if mine == "ar" else "ar", request.get_full_path()
    there = f"/{code}/{here.removeprefix(f'/{mine}/')}" if here.startswith(f"/{mine}/") else here
    return {"code": code, "name": {"ar": "العربية", "en": "English"}[code], "url": there}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: places, theme, numerals, the other language. Queries nothing until a template asks."""
    return {
        "navigation": cache(partial(navigation.places_for, request)),
        "theme": preferences.theme_of(request),
        "numerals_style": numerals.current(),
        "other_language": other_language(request),
        "here": request.get_full_path(),
        "demo": settings.DEMO,
    }
