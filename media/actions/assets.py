"""Taking files into the library, naming them, taking them out."""

from pathlib import Path

from django.db import transaction

from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.refusals import Refusal
from media import stores
from media.events import AssetUploaded
from media.models import Asset
from media.rules import kinds, limits
from media.rules.refusals import SENTENCES

_FIRST = ("video", "audio", "image", "document")


def take_in(*, path: Path, name: str, title: str = "", by: Person | None, lies_in_bucket: str = "") -> Asset:
    """Take a whole local file into the library; the file is used up. The same bytes again give the same asset.

    `lies_in_bucket` names a copy of it in the bucket, which is then copied there instead of being sent again. Refuses at once
    what its first bytes give away; the rest is found out by `process_asset`.
    """
    with path.open("rb") as opened:
        found, code = kinds.verdict(name=name, head=opened.read(kinds.HEAD_BYTES))
    if found and path.stat().st_size > max(limits.BYTES[kind] for kind in found.kinds):
        code = "too_large"
    if found is None or code:
        raise Refusal(code, SENTENCES[code], status=422)
    size, digest = path.stat().st_size, stores.digest_of(path)
    stored = stores.put_in_place(path, folder="originals", suffix=found.suffix, digest=digest, lies_in_bucket=lies_in_bucket)
    kind = next(kind for kind in _FIRST if kind in found.kinds)
    return _register(digest=digest, kind=kind, name=name, title=title, stored=stored, size=size, by=by)


@transaction.atomic
def _register(*, digest: str, kind: str, name: str, title: str, stored: str, size: int, by: Person | None) -> Asset:
    """The row for a stored file, and the request to convert it."""
    short = Path(name.replace("\\", "/")).name[-200:]
    asset, is_new = Asset.objects.select_for_update().get_or_create(
        digest=digest,
        defaults={
            "kind": kind,
            "title": title or Path(short).stem[:200] or short,
            "original_name": short,
            "file": stored,
            "bytes": size,
            "uploaded_by": by,
        },
    )
    if is_new or asset.state in (Asset.State.REFUSED, Asset.State.STOPPED):
        asset.state, asset.refusal_code, asset.attempts, asset.percent = Asset.State.QUEUED, "", 0, 0
        asset.save(update_fields=["state", "refusal_code", "attempts", "percent"])
        record(actor=by, verb="asset.uploaded", target=asset, detail={"digest": digest, "bytes": size})
        publish(AssetUploaded(asset_id=asset.pk))
    return asset


@transaction.atomic
def rename_asset(*, asset: Asset, title: str, by: Person) -> None:
    """Give an asset another title."""
    Asset.objects.filter(pk=asset.pk).update(title=title[:200])
    record(actor=by, verb="asset.renamed", target=asset, detail={"title": title[:200]})
