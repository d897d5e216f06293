"""The published heads: public, so that anyone may keep them."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from lms.people.models import Site
from lms.records import queries, rules


def heads(request: HttpRequest) -> HttpResponse:
    """The heads of one day for people to read, the newest unless another is asked for."""
    days = queries.newest_days()
    day = _asked_day(request, days)
    rows = queries.heads_of(day) if day else []
    names = {site.code: site for site in Site.objects.filter(code__in=[row["site"] for row in rows])}
    context = {
        "day": day,
        "days": days,
        "digest": rules.digest_of_heads(rows),
        "signed": queries.signed_heads(day) if day else None,
        "rows": [{**row, "name": names.get(row["site"])} for row in rows],
    }
    return render(request, "records/heads.html", context)


def heads_json(request: HttpRequest) -> JsonResponse:
    """The heads of one day for machines, with the days there are."""
    days = queries.newest_days()
    day = _asked_day(request, days)
    rows = queries.heads_of(day) if day else []
    signed = queries.signed_heads(day) if day else None
    proof = {name: getattr(signed, name) for name in ("statement", "kid", "signature", "signed_at")} if signed else None
    said = {"day": day, "heads": rows, "digest": rules.digest_of_heads(rows) if rows else None, "days": days}
    return JsonResponse({**said, "signed": proof})


def _asked_day(request: HttpRequest, days: list[date]) -> date | None:
    asked = request.GET.get("day", "")
    if not asked:
        return days[0] if days else None
    try:
        return date.fromisoformat(asked)
    except ValueError as fault:
        raise Http404 from fault
