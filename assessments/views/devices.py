"""Which device a request comes from, and going on at another one."""

import secrets
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from assessments import access, actions
from assessments.forms.sittings import TakeoverForm
from lms.refusals import Refusal

COOKIE = "device"
YEAR = 365 * 24 * 3600


def device_of(request: HttpRequest) -> str:
    """The name of the device; drawn now when it has none yet. ``remember`` writes it down."""
    known = request.COOKIES.get(COOKIE, "")
    if len(known) != 32 or not known.isalnum():
        known = request.COOKIES[COOKIE] = secrets.token_hex(16)
    return known


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the device know its name."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, device_of(request), max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


@login_required
@never_cache
def take_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go on at this device with the invigilator's code."""
    attempt = access.own_attempt(person=request.user, uuid=uuid)
    if attempt.submitted_at is not None:
        return redirect("assessments:result", uuid)
    form = TakeoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            now = timezone.now()
            actions.take_over(attempt=attempt, code=form.cleaned_data["code"], device=device_of(request), now=now)
            return remember(request, redirect("assessments:attempt", uuid))
        except Refusal as refused:
            form.add_error("code", str(refused.message))
    status = 422 if form.errors else 200
    return remember(request, render(request, "assessments/other_device.html", {"attempt": attempt, "form": form}, status=status))
