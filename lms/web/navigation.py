"""The places a person can go to, as each app names them.

The frame knows no app. In its ``AppConfig.ready`` an app registers its places:

    register(Place(order=COURSES, label=_("Courses"), icon="book-open", url_name="courses:catalogue"))

``shown_to`` decides from the person alone whether the place is theirs; it must not query the database more than once
a request (role checks are cached on the person). A phone's bar holds the first five.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

# The order of the places everyone knows. Staff places go between, in steps of ten.
TODAY, COURSES, CLASSES, RECORD = 10, 20, 30, 40
MARKING, COHORTS, STUDIO, INDICATORS, PEOPLE = 50, 60, 70, 80, 90
IN_A_BAR = 5


def signed_in(person: Any) -> bool:
    """Everyone who has signed in."""
    return bool(person.is_authenticated)


def signed_out(person: Any) -> bool:
    """Visitors of the public pages."""
    return not person.is_authenticated


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place as its app registers it."""

    order: int
    label: str | Promise
    icon: str
    url_name: str
    shown_to: Callable[[Any], bool] = signed_in
    # How many things wait there; zero shows nothing.
    waiting: Callable[[Any], int] | None = None


@dataclass(frozen=True, kw_only=True)
class ShownPlace:
    """A place as the templates draw it."""

    label: str
    icon: str
    url: str
    current: bool
    waiting: int = 0


_places: dict[str, Place] = {}


def register(place: Place) -> None:
    """Adds a place; the same address registered again replaces the first."""
    _places[place.url_name] = place


def registered() -> list[Place]:
    """Every place, in order."""
    return sorted(_places.values(), key=lambda place: place.order)


def address(place: Place) -> str | None:
    """The place's address in the active language, or None where it leads nowhere (the system check names it)."""
    return _address(place.url_name, get_language())


@lru_cache(maxsize=200)
def _address(url_name: str, _language: str | None) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def places_for(request: HttpRequest) -> tuple[ShownPlace, ...]:
    """The places of the person who asks; the nearest one above the current page is marked."""
    person = getattr(request, "user", None)
    if person is None:
        return ()
    found = [(place, url) for place in registered() if (url := address(place)) and place.shown_to(person)]
    under = [url for _, url in found if request.path.startswith(url)]
    nearest = max(under, key=len, default=None)
    return tuple(
        ShownPlace(
            label=str(place.label),
            icon=place.icon,
            url=url,
            current=url == nearest,
            waiting=place.waiting(person) if place.waiting else 0,
        )
        for place, url in found
    )
