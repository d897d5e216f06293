"""Where bytes lie: unfinished ones in the incoming folder, finished ones in the storage under the digest of their bytes."""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from boto3.exceptions import Boto3Error  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from s3transfer.exceptions import RetriesExceededError  # type: ignore[import-untyped]

from media.stores import bucket

_SCRATCH_SECONDS = 12 * 60 * 60
#: What a storage raises when it refuses, is full or does not answer. A file that is missing is none of these.
FAULTS: Final = (OSError, BotoCoreError, ClientError, Boto3Error, RetriesExceededError)


class _Movable(File):  # type: ignore[type-arg]
    """A local file that the storage may move into place instead of copying: one rename, whole or not at all."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def incoming_folder() -> Path:
    """The folder of unfinished work, made when missing."""
    folder = Path(settings.INCOMING_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def incoming_path(upload_uuid: UUID) -> Path:
    """The file that grows while an upload arrives."""
    return incoming_folder() / f"{upload_uuid.hex}.part"


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def put_in_place(path: Path, *, folder: str, suffix: str, digest: str, lies_in_bucket: str = "") -> str:
    """Store a local file under its digest and return its stored name. The local file is used up. Safe to repeat."""
    name = f"{folder}/{digest[:2]}/{digest}{suffix}"
    if default_storage.exists(name):
        if default_storage.size(name) == path.stat().st_size:
            path.unlink()
            return name
        default_storage.delete(name)  # a copy that a killed process left unfinished
    if lies_in_bucket:
        bucket.copy(lies_in_bucket, name)
        path.unlink()
        return name
    path.chmod(0o644)
    with path.open("rb") as opened:
        return default_storage.save(name, _Movable(opened, name=str(path)))


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for one run of the converter, gone afterwards. Sweeps what killed runs left behind."""
    base = incoming_folder() / "scratch"
    base.mkdir(exist_ok=True)
    for left in base.iterdir():
        if time.time() - left.stat().st_mtime > _SCRATCH_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=base, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def local_copy(stored: FieldFile, *, folder: Path) -> Iterator[Path]:
    """A stored file as a local path with a name of ours: the file itself where the storage is a disk, else a copy."""
    if not bucket.is_used():
        yield Path(stored.path)
        return
    path = folder / "source"
    bucket.fetch(str(stored), path)
    yield path
