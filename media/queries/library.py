"""The library's own lists, and what its pages and a release write down about assets."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Person
from media.models import Asset, Rendition
from media.queries.shapes import Playable
from media.rules import limits, signatures
from media.rules.limits import WAVE_RATE
from media.stores import bucket

_FACE_WIDTH = 320

#: Made for authors, not for lessons.
_NOT_IN_LESSONS = {Rendition.Kind.WAVE}


def asset_summary(asset: Asset) -> dict[str, Any]:
    """What a release writes down about an asset: its digest, and every file with its own digest and size."""
    files = [
        {"name": r.name, "kind": r.kind, "codec": r.codec, "height": r.height, "bytes": r.bytes, "digest": r.digest}
        for r in sorted(asset.renditions.all(), key=lambda r: r.name)
        if r.kind not in _NOT_IN_LESSONS
    ]
    facts: dict[str, Any] = {"uuid": str(asset.uuid), "kind": asset.kind, "title": asset.title, "digest": asset.digest}
    captions = sorted(caption.language for caption in asset.captions.all())
    return facts | {"seconds": asset.seconds, "bytes": asset.bytes, "files": files, "captions": captions}


def with_files() -> QuerySet[Asset]:
    """Assets with everything `playable` and `asset_summary` need, in three queries."""
    return Asset.objects.prefetch_related("renditions", "captions")


def with_faces(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """Assets with what `face` needs, in one query more."""
    kinds = Rendition.Kind
    small = Q(kind=kinds.IMAGE, codec="webp", width__lte=_FACE_WIDTH) | Q(kind=kinds.PAGE, codec="webp", detail__number=1)
    faces = Rendition.objects.filter(Q(kind=kinds.POSTER) | small)
    return assets.prefetch_related(Prefetch("renditions", faces, to_attr="faces"))


@dataclass(frozen=True)
class Shelf:
    """The files that a page names, as they stand now: how long their recordings are together, and a ``mark`` that is another one
    whenever a page that shows them would look different, or hold other addresses."""

    seconds: float = 0.0
    mark: str = ""


def shelf_of(uuids: Collection[str], *, now: datetime | None = None) -> Shelf:
    """The state of these files. One query; none for no files."""
    if not uuids:
        return Shelf()
    ready = Asset.objects.filter(uuid__in=uuids, state=Asset.State.READY).order_by("uuid")
    said = {"written": Max("captions__updated_at"), "languages": Count("captions")}
    rows = list(ready.annotate(**said).values_list("seconds", "uuid", "digest", "title", "turn", "ready_at", *said))
    moment = now or timezone.now()
    held = bucket.key_in_use() if bucket.is_used() else ""
    mark = sha256(repr((rows, signatures.last_day(moment), held)).encode()).hexdigest()[:32]
    return Shelf(seconds=round(sum(row[0] or 0 for row in rows)), mark=mark)


def library(person: Person | None = None) -> QuerySet[Asset]:
    """Assets with their faces, newest first; of one uploader when given."""
    assets = with_faces(Asset.objects.select_related("uploaded_by").order_by("-uploaded_at"))
    return assets.filter(uploaded_by=person) if person else assets


def upload_settings(done_address: str = "") -> dict[str, Any]:
    """What `frontend/upload` needs, its words in the reader's language included."""
    return {
        "endpoint": reverse("uploads"),
        "state": reverse("asset_state", kwargs={"uuid": UUID(int=0)}),
        "direct": reverse("direct_uploads") if bucket.is_used() else "",
        "piece": limits.CHUNK_BYTES,
        "done": done_address,
        "words": {
            "uploading": _("Uploading"),
            "paused": _("Paused. What has arrived is safe."),
            "waiting": _("No connection. It goes on by itself."),
            "converting": _("The file has arrived. It is being converted; you may leave this page."),
            "ready": _("Ready"),
            "pause": _("Pause"),
            "resume": _("Go on"),
            "cancel": _("Cancel"),
            "again": _("Choose another file"),
            "failed": _("The upload stopped. What has arrived is safe; choose the same file to go on."),
            "megabytes": _("%(done)s of %(all)s MB"),
            "minutes": _("%s minutes left"),
            "seconds": _("%s seconds left"),
        },
    }


def caption_settings(shown: Playable, language: str) -> dict[str, Any]:
    """What `frontend/captions` needs, its words in the reader's language included. `%s` is a number."""
    return {
        "wave": shown.wave,
        "rate": WAVE_RATE,
        "seconds": shown.seconds,
        "language": language,
        "words": {
            "line": _("Text of line %s"),
            "start": _("Line %s begins at second"),
            "end": _("Line %s ends at second"),
            "count": _("Lines: %s"),
            "order": _("The line ends before it begins."),
            "overlap": _("The line is still shown when the next one begins."),
            "fast": _("Too much text for so short a time: people cannot read it."),
            "long": _("The line is long. Cut it in two."),
        },
    }
