"""Take files into the media library as an author's upload would, and say what became of each."""

import json
import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from uuid6 import uuid7

from lms.outbox.actions import deliver_all
from lms.refusals import Refusal
from media import stores
from media.actions.assets import take_in
from media.actions.processing import process_asset
from media.models import Asset
from media.rules.refusals import sentence


class Command(BaseCommand):
    """Prints one line a file; goes on after a bad file."""

    help = "Takes files into the media library. With --wait, converts them here and now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--wait", action="store_true", help="convert at once instead of leaving it to the worker")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, files: list[Path], wait: bool, json: bool, **options: Any) -> None:
        for file in files:
            report = {"file": str(file), **self._ingest(file, wait=wait)}
            self.stdout.write(_line(report) if json else _words(report))
            self.stdout.flush()

    def _ingest(self, file: Path, *, wait: bool) -> dict[str, Any]:
        copy = stores.incoming_path(uuid7())
        try:
            shutil.copyfile(file, copy)
            asset = take_in(path=copy, name=file.name, by=None)
        except OSError as fault:
            return _refused("unreadable_media", str(fault))
        except Refusal as refusal:
            return _refused(refusal.code, str(refusal.message))
        finally:
            copy.unlink(missing_ok=True)
        if wait:
            _convert(asset)
            asset.refresh_from_db()
        return _report(asset)


def _convert(asset: Asset) -> None:
    """Convert here, and wait if a worker was faster. A machine's fault is tried again, as the worker would."""
    deadline = time.monotonic() + 60
    while asset.state in (Asset.State.QUEUED, Asset.State.PROCESSING) and time.monotonic() < deadline:
        try:
            process_asset(asset_id=asset.pk)
        except Exception:  # noqa: BLE001 - counted by the asset, which is refused after its last attempt
            deadline = time.monotonic() + 60
        asset.refresh_from_db()
        if "storage_away" in asset.notes:  # the worker goes on with it when there is room again
            break
    deliver_all()


def _refused(code: str, reason: str) -> dict[str, Any]:
    return {"outcome": "refused", "code": code, "reason": reason, "kind": None, "seconds": None} | {
        "width": None,
        "height": None,
        "renditions": [],
    }


def _report(asset: Asset) -> dict[str, Any]:
    if asset.state == Asset.State.REFUSED:
        return _refused(asset.refusal_code, sentence(asset.refusal_code)) | {"kind": asset.kind}
    made = [
        {"path": _path(r.file), "height": r.height, "codec": r.codec, "bytes": r.bytes, "kind": r.kind}
        for r in asset.renditions.order_by("pk")
    ]
    return {
        "outcome": asset.state,
        "code": "",
        "reason": "",
        "kind": asset.kind,
        "seconds": asset.seconds,
        "width": asset.width,
        "height": asset.height,
        "renditions": made,
    }


def _path(file: Any) -> str:
    """A path on this machine, or the name in the storage where that is elsewhere."""
    try:
        return str(file.path)
    except NotImplementedError:
        return str(file.name)


def _line(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)


def _words(report: dict[str, Any]) -> str:
    return f"{report['file']}: {report['outcome']} {report['code']} {report['reason']}".rstrip()
