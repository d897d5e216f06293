"""Converting an asset. Runs in the worker; may be killed or frozen at any moment and run again from the start."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from lms.audit.actions import record
from lms.outbox.actions import publish
from lms.people.models import Person
from media import stores
from media.events import AssetReady, AssetRefused, AssetUploaded
from media.models import Asset, Rendition
from media.pipeline.make import MadeFile, Outcome, Refused, make
from media.rules.limits import ATTEMPTS

logger = logging.getLogger(__name__)
_SECONDS_BETWEEN_REPORTS: Final = 1.0
#: How long a job waits when the storage is away or the disk is full.
STORAGE_PAUSE: Final = timedelta(minutes=1)


class Overtaken(Exception):
    """Somebody stopped the job, or another worker took it over while this one was frozen: what it made is thrown away."""


@dataclass(frozen=True)
class _Stored:
    """A made file after it was put in place."""

    made: MadeFile
    name: str
    digest: str
    bytes: int


def process_asset(*, asset_id: int) -> None:
    """Make the renditions of an asset and show them all at once, or refuse it with a reason.

    Nothing is visible before the last step, so a killed run leaves an asset that is simply not ready yet. Each run has its
    turn; only the newest may write, so a frozen worker that wakes up late finishes nothing a second time. While the storage
    is away the job waits, as often as it must; a file under which the worker dies is refused after `ATTEMPTS`.
    """
    asset = _begin(asset_id)
    if asset is None:
        return
    try:
        with stores.scratch_folder() as folder, stores.local_copy(asset.file, folder=folder) as source:
            outcome = make(source, name=asset.original_name, folder=folder, progress=_reporter(asset))
            stored = [_store(file) for file in outcome.files]
        _complete(asset=asset, outcome=outcome, stored=stored)
    except Refused as refused:
        _refuse(asset=asset, code=refused.code)
    except Overtaken:
        logger.info("The conversion of %s was stopped or taken over", asset.uuid)
    except FileNotFoundError:
        logger.exception("A file of %s is missing", asset.uuid)
        _refuse(asset=asset, code="processing_failed")
    except stores.FAULTS as fault:
        logger.warning("The conversion of %s waits for the storage: %s", asset.uuid, fault)
        _wait_for_storage(asset)


@transaction.atomic
def _begin(asset_id: int) -> Asset | None:
    """Note one more attempt and take the turn. None when there is nothing (more) to do."""
    asset = Asset.objects.select_for_update().filter(pk=asset_id).first()
    if asset is None or asset.state not in (Asset.State.QUEUED, Asset.State.PROCESSING):
        return None
    asset.turn += 1
    if asset.attempts >= ATTEMPTS:
        asset.save(update_fields=["turn"])
        _refuse(asset=asset, code="processing_failed")
        return None
    asset.state, asset.attempts, asset.percent = Asset.State.PROCESSING, asset.attempts + 1, 0
    asset.save(update_fields=["state", "attempts", "percent", "turn"])
    return asset


def _reporter(asset: Asset) -> Callable[[int], None]:
    """A function that writes the percentage into the row, but not at every frame. Raises `Overtaken`."""
    last = 0.0

    def report(percent: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_REPORTS:
            last = time.monotonic()
            mine = Asset.objects.filter(pk=asset.pk, state=Asset.State.PROCESSING, turn=asset.turn)
            if not mine.update(percent=percent):
                raise Overtaken

    return report


def _store(made: MadeFile) -> _Stored:
    digest, size = stores.digest_of(made.path), made.path.stat().st_size
    name = stores.put_in_place(made.path, folder="renditions", suffix=made.path.suffix, digest=digest)
    return _Stored(made, name, digest, size)


def _locked(asset: Asset) -> Asset:
    """The row, while it is still this run's turn. Raises `Overtaken`."""
    mine = Asset.objects.select_for_update().filter(pk=asset.pk, turn=asset.turn)
    found = mine.filter(state__in=[Asset.State.QUEUED, Asset.State.PROCESSING]).first()
    if found is None:
        raise Overtaken
    return found


@transaction.atomic
def _complete(*, asset: Asset, outcome: Outcome, stored: list[_Stored]) -> None:
    """Replace the renditions and show the asset, in one step."""
    asset = _locked(asset)
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
    asset.width, asset.height, asset.notes = outcome.width, outcome.height, outcome.notes
    asset.state, asset.percent, asset.ready_at = Asset.State.READY, 100, timezone.now()
    asset.save()
    record(actor=None, verb="asset.converted", target=asset, detail={"renditions": len(stored)})
    publish(AssetReady(asset_id=asset.pk))


@transaction.atomic
def _refuse(*, asset: Asset, code: str) -> None:
    asset = _locked(asset)
    asset.state, asset.refusal_code = Asset.State.REFUSED, code
    asset.save(update_fields=["state", "refusal_code"])
    record(actor=None, verb="asset.refused", target=asset, detail={"code": code})
    publish(AssetRefused(asset_id=asset.pk, code=code))


@transaction.atomic
def _wait_for_storage(asset: Asset) -> None:
    """Ask again later. The attempt does not count: the file has done nothing wrong."""
    asset = _locked(asset)
    asset.state, asset.attempts, asset.percent, asset.notes = Asset.State.QUEUED, asset.attempts - 1, 0, ["storage_away"]
    asset.save(update_fields=["state", "attempts", "percent", "notes"])
    publish(AssetUploaded(asset_id=asset.pk), wait=STORAGE_PAUSE)


@transaction.atomic
def stop_conversion(*, asset: Asset, by: Person) -> bool:
    """Stop a conversion that waits or runs; the converter notices within seconds. False when there was none."""
    locked = Asset.objects.select_for_update().get(pk=asset.pk)
    if locked.state not in (Asset.State.QUEUED, Asset.State.PROCESSING):
        return False
    locked.state, locked.refusal_code = Asset.State.STOPPED, "stopped"
    locked.save(update_fields=["state", "refusal_code"])
    record(actor=by, verb="asset.stopped", target=locked)
    return True


@transaction.atomic
def convert_again(*, asset: Asset, by: Person) -> None:
    """Ask for the renditions anew, as after a refusal or a stop. Renditions that are there stay until then."""
    locked = Asset.objects.select_for_update().get(pk=asset.pk)
    locked.state, locked.refusal_code, locked.attempts, locked.percent = Asset.State.QUEUED, "", 0, 0
    locked.notes = []
    locked.save(update_fields=["state", "refusal_code", "attempts", "percent", "notes"])
    record(actor=by, verb="asset.requeued", target=locked)
    publish(AssetUploaded(asset_id=locked.pk))
