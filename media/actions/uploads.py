"""Receiving files piece by piece: start, append, finish, discard."""

import base64
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import IO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from lms.refusals import Refusal
from media import stores
from media.actions.assets import take_in
from media.models import Asset, Upload
from media.rules import limits
from media.rules.refusals import SENTENCES
from media.stores import bucket


@transaction.atomic
def start_upload(*, by: Person, name: str, length: int, now: datetime, title: str = "") -> Upload:
    """Promise to receive a file of `length` bytes. Refuses with `too_large`, or `unreadable_media` for an empty file."""
    refuse_length(length)
    expires_at = now + timedelta(days=limits.UPLOAD_DAYS)
    upload = Upload.objects.create(name=name[-200:], title=title[:200], length=length, by=by, expires_at=expires_at)
    stores.incoming_path(upload.uuid).touch(mode=0o600)
    return upload


def refuse_length(length: int) -> None:
    """Refuse a file by the length its sender promises."""
    if length > max(limits.BYTES.values()):
        raise Refusal("too_large", SENTENCES["too_large"], status=413)
    if length <= 0:
        raise Refusal("unreadable_media", SENTENCES["unreadable_media"], status=400)


def append_piece(*, upload: Upload, offset: int, piece: bytes, checksum: str = "") -> int:
    """Write a piece at `offset` and return the new offset, once the disk holds it.

    Refuses with `wrong_offset` (409), `wrong_checksum` (460), `piece_too_large` (413), `upload_busy` (423).
    """
    if len(piece) > limits.CHUNK_BYTES:
        raise Refusal("piece_too_large", _("This piece is larger than one megabyte."), status=413)
    _check(piece, checksum)
    with _growing(upload) as file:
        arrived = file.seek(0, os.SEEK_END)
        if offset != arrived:
            raise Refusal("wrong_offset", _("The upload goes on from another place."), status=409, offset=arrived)
        if arrived + len(piece) > upload.length:
            raise Refusal("too_large", SENTENCES["too_large"], status=413)
        _put(file, piece)
        return arrived + len(piece)


def _put(file: IO[bytes], piece: bytes) -> None:
    """Write a piece and see it on the disk. What did not fit whole is taken back, so that the rest can be sent later."""
    begun = file.tell()
    try:
        written = 0
        while written < len(piece):
            written += file.write(piece[written:])
        os.fsync(file.fileno())
    except OSError as full:
        with suppress(OSError):
            os.ftruncate(file.fileno(), begun)
        sentence = _("There is no room for this file at the moment. What has arrived is safe; it goes on by itself.")
        raise Refusal("storage_full", sentence, status=507) from full


def finish_upload(*, upload: Upload) -> Asset:
    """Turn a complete upload into an asset waiting to be converted. Safe to repeat: the same asset comes back.

    Refuses with the codes of `media.rules.refusals`; the file is then gone.
    """
    upload.refresh_from_db()
    if upload.asset:
        return upload.asset
    path = stores.incoming_path(upload.uuid)
    try:
        asset = take_in(path=path, name=upload.name, title=upload.title, by=upload.by)
    except Refusal:
        discard_upload(upload=upload)
        raise
    Upload.objects.filter(pk=upload.pk).update(asset=asset)
    return asset


def discard_upload(*, upload: Upload) -> None:
    """Forget an upload and what has arrived of it."""
    Upload.objects.filter(pk=upload.pk).delete()
    if upload.parts and not upload.arrived_at:
        with suppress(*stores.FAULTS):  # the bucket forgets unfinished parts by itself after a while
            bucket.forget(bucket.arriving(upload.uuid), upload=upload.parts)
    stores.incoming_path(upload.uuid).unlink(missing_ok=True)


def discard_expired_uploads(*, now: datetime) -> int:
    """Forget uploads nobody went on with; the number forgotten."""
    expired = list(Upload.objects.filter(expires_at__lt=now))
    for upload in expired:
        discard_upload(upload=upload)
    return len(expired)


def _check(piece: bytes, checksum: str) -> None:
    """Compare a piece with the `Upload-Checksum` header (`sha256 <base64>`), when there is one."""
    if not checksum:
        return
    algorithm, _space, wanted = checksum.partition(" ")
    if algorithm not in ("sha1", "sha256"):
        raise Refusal("unknown_checksum", _("This checksum is not known here."), status=400)
    if base64.b64encode(hashlib.new(algorithm, piece, usedforsecurity=False).digest()).decode() != wanted.strip():
        raise Refusal("wrong_checksum", _("The piece was damaged on the way. It is sent again."), status=460)


@contextmanager
def _growing(upload: Upload) -> Iterator[IO[bytes]]:
    """The file of an upload, held by one writer at a time: a client that reconnects may overlap its own old request."""
    try:
        file = stores.incoming_path(upload.uuid).open("r+b", buffering=0)
    except FileNotFoundError as missing:
        raise Refusal("upload_gone", _("This upload is no longer here. Start it again."), status=410) from missing
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise Refusal("upload_busy", _("Another piece is being written."), status=423) from busy
        yield file
