"""What a centre or van has: stations and lent tools."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from courses.models import Trade
from lms.test_days import access, actions, queries
from lms.test_days.forms import CountsForm


@login_required
def counts(request: HttpRequest, code: str) -> HttpResponse:
    """Stations by trade, and the tools that are lent from one to the next."""
    site = access.site_to_count(person=request.user, code=code)
    known, tools = queries.site_counts(site)
    stations = {trade: known.get(trade.code, 0) for trade in Trade.objects.order_by("pk")}
    form = CountsForm(request.POST or None, stations=stations, tools=tools)
    if request.method == "POST" and form.is_valid():
        actions.set_counts(site=site, stations=form.stations(), tools=form.tools(), by=access.planner(request.user))
        messages.success(request, _("The stations are counted."))
        return redirect("test_days:days")
    return render(request, "test_days/counts.html", {"site": site, "form": form})
