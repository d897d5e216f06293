"""Resumable uploads: tus 1.0 with creation, expiration, termination and checksum (https://tus.io)."""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from lms.refusals import Refusal
from media import access, stores
from media.actions import uploads
from media.models import Upload
from media.rules import limits

_VERSION = "1.0.0"
View = Callable[..., HttpResponse]


def _speaks_tus(view: View) -> View:
    """Check and set the headers every tus exchange carries, and answer a refusal as JSON."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != _VERSION:
                raise Refusal("wrong_version", _("This upload speaks another version of the protocol."), status=412)
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = JsonResponse(refusal.as_json(), status=refusal.status)
        response["Tus-Resumable"] = response["Tus-Version"] = _VERSION
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


@_speaks_tus
def uploads_root(request: HttpRequest) -> HttpResponse:
    """OPTIONS says what this server can; POST starts an upload."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Tus-Extension"] = "creation,expiration,termination,checksum"
        response["Tus-Checksum-Algorithm"] = "sha1,sha256"
        response["Tus-Max-Size"] = str(max(limits.BYTES.values()))
        return response
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "OPTIONS, POST"})
    person = access.uploader(request.user)  # type: ignore[arg-type]
    about = _metadata(request.headers.get("Upload-Metadata", ""))
    upload = uploads.start_upload(
        by=person,
        name=about.get("filename", "file"),
        title=about.get("title", ""),
        length=_number(request, "Upload-Length"),
        now=timezone.now(),
    )
    response = HttpResponse(status=201)
    response["Location"] = reverse("upload", kwargs={"uuid": upload.uuid})
    return _dated(response, upload)


@_speaks_tus
def upload(request: HttpRequest, *, uuid: UUID) -> HttpResponse:
    """HEAD tells how much has arrived; PATCH adds a piece; DELETE forgets the upload."""
    found = access.upload_of(request.user, uuid=uuid, now=timezone.now())  # type: ignore[arg-type]
    if request.method == "HEAD":
        return _told(found)
    if request.method == "PATCH":
        return _append(request, found)
    if request.method == "DELETE":
        uploads.discard_upload(upload=found)
        return HttpResponse(status=204)
    return HttpResponse(status=405, headers={"Allow": "HEAD, PATCH, DELETE"})


def _told(found: Upload) -> HttpResponse:
    path = stores.incoming_path(found.uuid)
    if not found.asset and not path.exists():
        raise Refusal("upload_gone", _("This upload is no longer here. Start it again."), status=410)
    offset = found.length if found.asset else path.stat().st_size
    if not found.asset and offset == found.length:  # the last piece came, and then the server was killed
        uploads.finish_upload(upload=found)
    response = HttpResponse(status=200)
    response["Upload-Offset"], response["Upload-Length"] = str(offset), str(found.length)
    return _dated(response, found)


def _append(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.content_type != "application/offset+octet-stream":
        raise Refusal("wrong_content_type", _("A piece of a file was expected."), status=415)
    if int(request.headers.get("Content-Length") or 0) > limits.CHUNK_BYTES:
        raise Refusal("piece_too_large", _("This piece is larger than one megabyte."), status=413)
    offset, checksum = _number(request, "Upload-Offset"), request.headers.get("Upload-Checksum", "")
    # Read, not `request.body`: that keeps the piece with the request, and a request lives until the next great clearing.
    arrived = uploads.append_piece(upload=found, offset=offset, piece=request.read(), checksum=checksum)
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(arrived)
    if arrived == found.length:
        response["Warsha-Asset"] = str(uploads.finish_upload(upload=found).uuid)
    return _dated(response, found)


def _dated(response: HttpResponse, found: Upload) -> HttpResponse:
    response["Upload-Expires"] = http_date(found.expires_at.timestamp())
    return response


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Refusal("wrong_header", _("The upload did not say its size."), status=400, header=header)
    return int(text)


def _metadata(header: str) -> dict[str, str]:
    """`key base64,key base64` as a dictionary; pairs that are not base64 or not text are left out."""
    pairs = {}
    for pair in header.split(",")[:20]:
        key, _space, value = pair.strip().partition(" ")
        try:
            pairs[key] = base64.b64decode(value, validate=True).decode().replace("\x00", "")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return pairs
