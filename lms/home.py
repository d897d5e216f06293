"""The two front doors: the public home, and "what do I do now?" after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from courses.queries import catalogue


def home(request: HttpRequest) -> HttpResponse:
    """Says in five seconds what this is; people who are signed in go to their day."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "web/home.html", {"courses": catalogue()})


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """One next step, then the rest of the day."""
    return render(request, "web/today.html", {})
