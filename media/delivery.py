"""Sending bytes: from nginx where it is there, by a signed address where the storage is elsewhere, else from here in pieces."""

import mimetypes
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from media.rules.ranges import read_range
from media.stores import bucket

_PIECE = 64 * 1024
_TYPES = {".mp4": "video/mp4", ".m3u8": "application/vnd.apple.mpegurl", ".vtt": "text/vtt; charset=utf-8", ".avif": "image/avif"}
#: A stored file never changes under its address, and the address itself ends tomorrow.
CACHE = "private, max-age=86400, immutable"


def send_text(text: str, name: str) -> HttpResponse:
    """A small text of ours: a playlist, captions."""
    response = HttpResponse(text, content_type=_TYPES[name[name.rfind(".") :]])
    response["Cache-Control"] = CACHE
    return response


def send_file(request: HttpRequest, stored: str, *, name: str, size: int, download_as: str = "") -> HttpResponseBase:
    """A stored file under the address `name`. `download_as` makes the browser save it instead of showing it."""
    if settings.UPLOADS_ACCELERATED:
        response: HttpResponseBase = HttpResponse()
        response["X-Accel-Redirect"] = f"/protected-uploads/{stored}"
        return _finish(response, name, download_as)
    if bucket.is_used():
        moved = HttpResponse(status=307)
        moved["Location"] = bucket.address(stored, now=timezone.now(), download_as=_plain(download_as))
        moved["Cache-Control"] = "private, max-age=600"
        return moved
    return _finish(_from_here(request, stored, size), name, download_as)


def _from_here(request: HttpRequest, stored: str, size: int) -> HttpResponseBase:
    """The embedded way. A Range is answered with at most 256 KiB: the server has no back-pressure, phones have slow links."""
    try:
        wanted = read_range(request.headers.get("Range", ""), size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = default_storage.open(stored, "rb")
    if wanted is None:
        whole: HttpResponseBase = StreamingHttpResponse(_pieces(file)) if isinstance(request, ASGIRequest) else FileResponse(file)
        whole["Content-Length"] = str(size)
        return whole
    with file:
        file.seek(wanted.first)
        part = HttpResponse(file.read(wanted.length), status=206)
    part["Content-Range"] = f"bytes {wanted.first}-{wanted.last}/{size}"
    return part


async def _pieces(file: File) -> AsyncIterator[bytes]:
    """The whole file without holding it in memory."""
    try:
        while piece := await sync_to_async(file.read)(_PIECE):
            yield piece
    finally:
        file.close()


def _finish(response: HttpResponseBase, name: str, download_as: str = "") -> HttpResponseBase:
    suffix = name[name.rfind(".") :]
    response["Content-Type"] = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    response["Accept-Ranges"] = "bytes"
    response["Content-Encoding"] = "identity"  # ranges are ranges of the file: nothing on the way may compress it
    if response.status_code < 400:
        response["Cache-Control"] = CACHE
    if download_as:
        response["Content-Disposition"] = f'attachment; filename="{_plain(download_as) or name}"'
        response["Content-Security-Policy"] = "sandbox"
    return response


def _plain(name: str) -> str:
    """The letters of a name that every system writes into a header alike."""
    return "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_."))
