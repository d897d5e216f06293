"""Converting an asset. Runs in the worker; may be killed at any moment and run again from the start."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lms.audit.actions import record
from lms.outbox.actions import publish
from media import stores
from media.events import AssetReady, AssetRefused
from media.models import Asset, Rendition
from media.pipeline.make import MadeFile, Outcome, Refused, make
from media.rules.limits import ATTEMPTS

_SECONDS_BETWEEN_REPORTS = 2.0


@dataclass(frozen=True)
class _Stored:
    """A made file after it was put in place."""

    made: MadeFile
    name: str
    digest: str
    bytes: int


def process_asset(*, asset_id: int) -> None:
    """Make the renditions of an asset and show them all at once, or refuse it with a reason.

    Nothing is visible before the last step, so a killed run leaves an asset that is simply not ready yet. A fault of the
    machine is raised, for the outbox to try again; after `ATTEMPTS` the asset is refused.
    """
    asset = _begin(asset_id)
    if asset is None:
        return
    try:
        with stores.scratch_folder() as folder, stores.local_copy(asset.file, folder=folder) as source:
            outcome = make(source, name=asset.original_name, folder=folder, progress=_reporter(asset_id))
            stored = [_store(file) for file in outcome.files]
    except Refused as refused:
        _refuse(asset_id=asset_id, code=refused.code)
        return
    _complete(asset_id=asset_id, outcome=outcome, stored=stored)


@transaction.atomic
def _begin(asset_id: int) -> Asset | None:
    """Note one more attempt. None when there is nothing (more) to do."""
    asset = Asset.objects.select_for_update().filter(pk=asset_id).first()
    if asset is None or asset.state in (Asset.State.READY, Asset.State.REFUSED):
        return None
    if asset.attempts >= ATTEMPTS:
        _refuse(asset_id=asset_id, code="processing_failed")
        return None
    asset.state, asset.attempts, asset.percent = Asset.State.PROCESSING, asset.attempts + 1, 0
    asset.save(update_fields=["state", "attempts", "percent"])
    return asset


def _reporter(asset_id: int) -> Callable[[int], None]:
    """A function that writes the percentage into the row, but not at every frame."""
    last = 0.0

    def report(percent: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_REPORTS:
            last = time.monotonic()
            Asset.objects.filter(pk=asset_id, state=Asset.State.PROCESSING).update(percent=percent)

    return report


def _store(made: MadeFile) -> _Stored:
    digest, size = stores.digest_of(made.path), made.path.stat().st_size
    name = stores.put_in_place(made.path, folder="renditions", suffix=made.path.suffix, digest=digest)
    return _Stored(made, name, digest, size)


@transaction.atomic
def _complete(*, asset_id: int, outcome: Outcome, stored: list[_Stored]) -> None:
    """Replace the renditions and show the asset, in one step."""
    asset = Asset.objects.select_for_update().get(pk=asset_id)
    asset.renditions.all().delete()
    Rendition.objects.bulk_create(
        Rendition(
            asset=asset,
            kind=done.made.kind,
            name=done.made.path.name,
            codec=done.made.codec,
            width=done.made.width,
            height=done.made.height,
            file=done.name,
            digest=done.digest,
            bytes=done.bytes,
            playlist=done.made.playlist,
            detail=done.made.detail,
        )
        for done in stored
    )
    asset.kind, asset.seconds = outcome.kind, outcome.seconds
    asset.width, asset.height = outcome.width, outcome.height
    asset.state, asset.percent, asset.ready_at = Asset.State.READY, 100, timezone.now()
    asset.save()
    record(actor=None, verb="asset.converted", target=asset, detail={"renditions": len(stored)})
    publish(AssetReady(asset_id=asset.pk))


@transaction.atomic
def _refuse(*, asset_id: int, code: str) -> None:
    asset = Asset.objects.select_for_update().get(pk=asset_id)
    asset.state, asset.refusal_code = Asset.State.REFUSED, code
    asset.save(update_fields=["state", "refusal_code"])
    record(actor=None, verb="asset.refused", target=asset, detail={"code": code})
    publish(AssetRefused(asset_id=asset.pk, code=code))
