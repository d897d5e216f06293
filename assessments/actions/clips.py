"""Clips of the work: announced before the sheet is sealed, sent in pieces whenever there is a line."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import EvidenceClip, MarkSheet
from lms.audit.actions import record
from lms.refusals import Refusal
from media.actions.assets import take_in

MOST_CLIPS, MOST_BYTES, MOST_BOOKMARKS = 12, 24_000_000, 60
HEX = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class ClipNote:
    """A clip as a device announces it."""

    uuid: UUID
    digest: str
    bytes: int
    bookmarks: list[dict[str, Any]]
    taken_at: datetime


@transaction.atomic
def announce_clip(*, sheet: MarkSheet, note: ClipNote, now: datetime) -> EvidenceClip:
    """Keep that a clip was taken; the same again is the same clip. From here on its bytes are welcome, even after the seal.

    Refuses ``sheet_sealed``, ``clip_malformed`` and ``too_many_clips``.
    """
    sheet = MarkSheet.objects.select_for_update(of=("self",)).select_related("assignment__task_version").get(pk=sheet.pk)
    if kept := EvidenceClip.objects.filter(uuid=note.uuid, sheet=sheet).first():
        return kept
    if sheet.sealed_at is not None:
        raise Refusal("sheet_sealed", _("This sheet is sealed. A correction is a new sheet with a reason."))
    lines = {line["id"] for line in sheet.assignment.task_version.rubric}
    fits = HEX.fullmatch(note.digest) and 0 < note.bytes <= MOST_BYTES and len(note.bookmarks) <= MOST_BOOKMARKS
    if not fits or any(mark["aspect"] not in lines or mark["second"] < 0 for mark in note.bookmarks):
        raise Refusal("clip_malformed", _("This clip is longer than four minutes, or its bookmarks fit no line."), status=422)
    if EvidenceClip.objects.filter(sheet=sheet).count() >= MOST_CLIPS:
        raise Refusal("too_many_clips", _("A sheet holds twelve clips. Keep photos as well."), status=422)
    return EvidenceClip.objects.create(
        uuid=note.uuid,
        sheet=sheet,
        digest=note.digest,
        bytes=note.bytes,
        bookmarks=note.bookmarks,
        taken_at=min(note.taken_at, now),
    )


def take_piece(*, sheet: MarkSheet, uuid: UUID, at: int, data: bytes, now: datetime) -> int:
    """Add a piece that begins at a byte; how many bytes are there now. A piece that is there already, or leaves a gap, adds
    nothing.

    The last one makes the clip evidence. Refuses ``clip_unknown`` and ``clip_wrong`` (other bytes than were announced).
    """
    with transaction.atomic():
        clip = EvidenceClip.objects.select_for_update().filter(uuid=uuid, sheet=sheet).first()
        if clip is None:
            raise Refusal("clip_unknown", _("The notice of this clip is still on its way."), status=409)
        if clip.asset_id is not None:
            return clip.bytes
        path = _path(clip)
        have = path.stat().st_size if path.exists() else 0
        if at != have or not data:
            return have
        if have + len(data) > clip.bytes:
            path.unlink(missing_ok=True)
            raise _wrong()
        with path.open("ab") as target:
            target.write(data)
        if have + len(data) < clip.bytes:
            return have + len(data)
        _finish(clip, path, sheet, now)
    return clip.bytes


def _finish(clip: EvidenceClip, path: Path, sheet: MarkSheet, now: datetime) -> None:
    with path.open("rb") as whole:
        digest = file_digest(whole, "sha256").hexdigest()
    if digest != clip.digest:
        path.unlink()
        raise _wrong()
    clip.asset = take_in(path=path, name=f"{clip.uuid}.webm", by=sheet.assessor)
    clip.arrived_at = now
    clip.save(update_fields=["asset", "arrived_at"])
    record(actor=sheet.assessor, verb="clip.arrived", target=sheet, detail={"digest": clip.digest, "bytes": clip.bytes})


def _path(clip: EvidenceClip) -> Path:
    folder = Path(settings.INCOMING_DIR) / "clips"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / str(clip.uuid)


def _wrong() -> Refusal:
    return Refusal("clip_wrong", _("These are other bytes than the clip that was announced."), status=422)
