"""How far the conversion of a file is, for pages that wait for it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from lms.refusals import Refusal
from media import access
from media.models import Asset, Upload
from media.rules.refusals import sentence


def asset_state(request: HttpRequest, *, uuid: UUID) -> HttpResponse:
    """The state of an asset, or of an upload that is to become one."""
    try:
        found = access.asset_or_upload(request.user, uuid=uuid)  # type: ignore[arg-type]
    except Refusal as refusal:
        return JsonResponse(refusal.as_json(), status=refusal.status)
    state = _arriving(found) if isinstance(found, Upload) else _state(found)
    return JsonResponse(state, headers={"Cache-Control": "no-store"})


def _state(asset: Asset) -> dict[str, Any]:
    return {
        "uuid": str(asset.uuid),
        "state": asset.state,
        "label": asset.get_state_display(),
        "percent": asset.percent,
        "code": asset.refusal_code,
        "message": " ".join([asset.refusal_sentence, *asset.note_sentences]).strip(),
        "title": asset.title,
    }


def _arriving(upload: Upload) -> dict[str, Any]:
    """A file that lies in the bucket and is being looked at."""
    refused = bool(upload.refusal_code)
    return {
        "uuid": str(upload.uuid),
        "state": Asset.State.REFUSED if refused else Asset.State.QUEUED,
        "label": Asset.State.REFUSED.label if refused else _("Being looked at"),
        "percent": 0,
        "code": upload.refusal_code,
        "message": sentence(upload.refusal_code),
        "title": upload.title or upload.name,
    }
