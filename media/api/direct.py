"""Uploads straight to the bucket: this server only says where each part goes, and hears when all are there."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.refusals import Refusal
from media import access, stores
from media.actions import direct, uploads
from media.models import Upload
from media.stores import bucket

_ADDRESSES = 20  # given at a time
View = Callable[..., HttpResponse]


def _answers_json(view: View) -> View:
    """A refusal as JSON; a bucket that does not answer is one too."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return JsonResponse(refusal.as_json(), status=refusal.status)
        except stores.FAULTS:
            away = Refusal(
                "storage_away", _("The storage does not answer. What has arrived is safe; it goes on by itself."), status=503
            )
            return JsonResponse(away.as_json(), status=503, headers={"Retry-After": "5"})

    return wrapped


@_answers_json
def direct_root(request: HttpRequest) -> HttpResponse:
    """POST begins a file."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    person, about = access.uploader(request.user), _about(request)  # type: ignore[arg-type]
    begun = direct.begin_direct(by=person, now=timezone.now(), **about)
    return JsonResponse(_told(begun), status=201)


@_answers_json
def direct_upload(request: HttpRequest, *, uuid: UUID) -> HttpResponse:
    """GET tells which parts are there and where the next ones go; POST says that all are sent; DELETE forgets the file."""
    found = access.upload_of(request.user, uuid=uuid, now=timezone.now())  # type: ignore[arg-type]
    if not found.parts:
        raise Refusal("upload_unknown", _("This upload is not known. Start it again."), status=404)
    if request.method == "GET":
        return JsonResponse(_told(found), headers={"Cache-Control": "no-store"})
    if request.method == "POST":
        direct.finish_direct(upload=found, now=timezone.now())
        return JsonResponse({"uuid": str(found.uuid)}, status=202)
    if request.method == "DELETE":
        uploads.discard_upload(upload=found)
        return HttpResponse(status=204)
    return HttpResponse(status=405, headers={"Allow": "GET, POST, DELETE"})


def _told(upload: Upload) -> dict[str, Any]:
    name, count = bucket.arriving(upload.uuid), -(-upload.length // bucket.PART_BYTES)
    there = {} if upload.arrived_at else bucket.arrived_parts(name, upload=upload.parts)
    missing = [] if upload.arrived_at else [part for part in range(1, count + 1) if part not in there][:_ADDRESSES]
    return {
        "uuid": str(upload.uuid),
        "part_bytes": bucket.PART_BYTES,
        "parts": count,
        "there": sorted(there) if not upload.arrived_at else list(range(1, count + 1)),
        "addresses": {part: bucket.part_address(name, upload=upload.parts, part=part) for part in missing},
    }


def _about(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
        return {"name": str(sent["name"]), "title": str(sent.get("title", "")), "length": int(sent["length"])}
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise Refusal("wrong_header", _("The upload did not say its size."), status=400) from broken
