"""The HTTP interface for other systems, at ``/api/v1/``: one description, one way to say no.

Apps bring routers (``<app>/api.py``), which ``lms.urls`` mounts here. Every "no" is a problem (RFC 9457) with a stable ``code``
and a sentence in the language that was asked for.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from lms.refusals import Refusal


class Problem(Schema):
    """Why a request was refused (RFC 9457). ``code`` stays the same in every language and release."""

    type: str
    title: str
    status: int
    code: str
    message: str


PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 413, 415, 422, 429), Problem)

api = NinjaAPI(
    title="Warsha",
    version="1",
    description="The vocational training platform of the Ministry of Labour of Egypt, for other systems.",
    urls_namespace="api",
    docs_url=None,  # it would load its pages from another host; docs/how-to/check-certificates.md is for people
)


def problem(refusal: Refusal) -> HttpResponse:
    """A refusal as a problem."""
    body = {"type": "about:blank", "title": str(refusal.message), "status": refusal.status, **refusal.as_json()}
    response = JsonResponse(body, status=refusal.status, content_type="application/problem+json")
    if "retry_after" in refusal.detail:
        response.headers["Retry-After"] = str(refusal.detail["retry_after"])
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A foreseen "no" of ours."""
    return problem(refusal)


@api.exception_handler(ValidationError)
def not_as_described(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """The request is not as ``openapi.json`` describes it; ``where`` names the places."""
    where = [".".join(str(part) for part in error.get("loc", ())) for error in fault.errors]
    message = _("The request is not as the interface describes it.")
    return problem(Refusal("not_as_described", message, status=422, where=where))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """The library could not read the request."""
    return problem(Refusal("bad_request", _("The request could not be read."), status=fault.status_code))


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, fault: Any) -> HttpResponse:
    """Nothing at this address."""
    return problem(Refusal("not_found", _("There is nothing at this address."), status=404))
