"""The holder's photo, for a page that checks."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.verification import access


@never_cache
@require_safe
def verify_photo(request: HttpRequest, serial: str, token: str) -> FileResponse:
    """The picture itself: through the same door as the page, kept by nobody on the way, and shown in no other site."""
    access.count_photo(address=request.META.get("REMOTE_ADDR", ""))
    photo = access.photo_to_show(serial=serial, token=token)
    response = FileResponse(photo.file.open("rb"), content_type="image/jpeg")
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, noimageindex"
    return response
