"""Days of practical tests: the list, a new one, one with its timetable, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.models import Site
from lms.test_days import access, actions, queries
from lms.test_days.forms import CloseForm, DayForm
from lms.test_days.models import TestDay
from lms.test_days.queries.shown import far

ROWS = 30


@login_required
def days(request: HttpRequest) -> HttpResponse:
    """The days of the person's sites, and where a new one can be made."""
    found = access.days_to_plan(request.user)
    sites = queries.directorates_of(access.planning_sites(request.user))
    context = {"days": queries.days_of(found)[:ROWS], "sites": sites, "places": sites.teaching()}  # type: ignore[attr-defined]
    return render(request, "test_days/days.html", context)


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new day of a site."""
    sites = queries.directorates_of(access.planning_sites(request.user))
    site = get_object_or_404(sites, code=code)
    person = access.planner(request.user)
    form = DayForm(request.POST or None, site=site)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = actions.make_day(
            site=site,
            date=typed["date"],
            opens=typed["opens"],
            closes=typed["closes"],
            places=list(typed["places"]),
            assessors=dict.fromkeys(typed["assessors"], typed["at_once"]),
            changeover=typed["changeover"],
            may_travel=typed["may_travel"],
            by=person,
            today=timezone.localdate(),
        )
        return redirect("test_days:day", made.uuid)
    context = {"site": site, "form": form, "waiting": queries.waiting_cases(site).count()}
    return render(request, "test_days/new.html", context)


@login_required
def day(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A day with its timetable. ``?part=progress`` answers with what changes while it is planned, for the page's script."""
    found = access.day_to_plan(person=request.user, uuid=uuid)
    part = request.GET.get("part") == "progress"
    return _page(request, found, "test_days/parts/timetable.html" if part else "test_days/day.html", CloseForm())


def _page(request: HttpRequest, found: TestDay, template: str, form: CloseForm, status: int = 200) -> HttpResponse:
    context = {"day": found, "view": queries.day_view(found), "close_form": form, "slow": far(found, timezone.now())}
    return render(request, template, context, status=status)


@login_required
@require_POST
def plan_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Have the timetable worked out anew."""
    found = access.day_to_plan(person=request.user, uuid=uuid)
    actions.want_timetable(day=found, by=access.planner(request.user), now=timezone.now())
    return redirect("test_days:day", uuid)


@login_required
@require_POST
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Publish the timetable: the candidates are told."""
    found = access.day_to_plan(person=request.user, uuid=uuid)
    actions.publish_day(day=found, by=access.planner(request.user))
    messages.success(request, _("The day is published. Everybody gets a message; assessors find their sheets on the desk."))
    return redirect("test_days:day", uuid)


@login_required
@require_POST
def close(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """A centre or van of the day is not open after all."""
    found = access.day_to_plan(person=request.user, uuid=uuid)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, "test_days/day.html", form, status=422)
    site = get_object_or_404(Site, code=code)
    person = access.planner(request.user)
    actions.close_place(day=found, site=site, reason=form.cleaned_data["reason"], by=person, now=timezone.now())
    return redirect("test_days:day", uuid)


@login_required
@require_POST
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw a day away that nobody has been told of."""
    found = access.day_to_plan(person=request.user, uuid=uuid)
    actions.discard_day(day=found, by=access.planner(request.user))
    messages.success(request, _("The day is thrown away. Nobody had been told."))
    return redirect("test_days:days")
