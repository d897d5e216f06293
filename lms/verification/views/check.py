"""The public check of a certificate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lms.certification import rules
from lms.verification import access, queries


@never_cache
def verify_form(request: HttpRequest) -> HttpResponse:
    """Type a serial."""
    serial = rules.tidy_serial(request.GET.get("serial", "")[:60])
    if serial:
        return redirect("verify", serial=serial)
    return render(request, "verification/form.html")


@never_cache
def verify(request: HttpRequest, serial: str) -> HttpResponse:
    """What a certificate says, or that there is none of this number (404)."""
    access.count_public_check(address=request.META.get("REMOTE_ADDR", ""))
    found = queries.verification(serial)
    typed = rules.tidy_serial(serial[:60])
    if found is None:
        context = {"serial": typed, "slip": not rules.serial_is_well_formed(typed)}
        return render(request, "verification/unknown.html", context, status=404)
    return render(request, "verification/result.html", {"found": found, "now": timezone.localtime()})
