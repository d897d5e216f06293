"""Writing captions."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal
from media.events import CaptionsWritten
from media.models import Asset, Caption
from media.rules.captions import BrokenCaptions, clean


@transaction.atomic
def write_captions(*, asset: Asset, language: str, text: str, by: Person | None) -> Caption:
    """Set the captions of an asset in one language from a WebVTT or SubRip text. Refuses with `unreadable_captions`."""
    try:
        cleaned = clean(text)
    except BrokenCaptions as broken:
        sentence = _("These captions cannot be read. Upload a WebVTT or SRT file with a start and an end for every line.")
        raise Refusal("unreadable_captions", sentence, status=422) from broken
    caption, _is_new = Caption.objects.update_or_create(asset=asset, language=language, defaults={"text": cleaned})
    record(actor=by, verb="asset.captioned", target=asset, detail={"language": language})
    publish(CaptionsWritten(asset_uuid=str(asset.uuid)))
    return caption
