"""The two front doors: the public home, and "what do I do now?" after signing in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from courses.models import Trade
from courses.queries import CatalogueCourse, catalogue, trades
from lms.home.day import day_of
from lms.people.models import Person


def trade_card(trade: Trade, course: CatalogueCourse | None) -> dict[str, Any]:
    """A trade as ``web/home.html`` draws it, with its first course where one is released."""
    card: dict[str, Any] = {"code": trade.code, "url": reverse("courses:catalogue"), "course": None}
    for name in ("name", "summary"):
        card[name] = {"ar": getattr(trade, f"{name}_ar"), "en": getattr(trade, f"{name}_en")}
    if course:
        url = reverse("courses:course", args=[course.trade_slug, course.slug])
        card["course"] = {"url": url, "lessons": course.lessons, "hours": sum(course.card["hours"].values())}
    return card


def home(request: HttpRequest) -> HttpResponse:
    """Says in five seconds what this is; people who are signed in go to their day."""
    if request.user.is_authenticated:
        return redirect("today")
    first: dict[str, CatalogueCourse] = {}
    for course in catalogue():
        first.setdefault(course.trade_slug, course)
    return render(request, "web/home.html", {"trades": [trade_card(trade, first.get(trade.slug)) for trade in trades()]})


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """One next step, then the rest of the day."""
    assert isinstance(request.user, Person)
    return render(request, "web/today.html", day_of(request.user))
