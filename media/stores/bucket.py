"""The bucket, where one is used: files arrive in parts straight from browsers and are read by signed addresses."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from django.core.files.storage import default_storage

from media.rules.presigned import presigned

#: Bytes of a part: a bucket asks for five million at least; a cut part is no pity on a good network.
PART_BYTES: Final = 8 * 1024 * 1024
#: Seconds for which a part may be sent to its address.
_PART_SECONDS: Final = 6 * 60 * 60
_DAY: Final = 24 * 60 * 60


def is_used() -> bool:
    """Whether files are kept in a bucket."""
    return hasattr(default_storage, "bucket_name")


def _client() -> Any:
    return default_storage.connection.meta.client  # type: ignore[attr-defined]


def key_in_use() -> str:
    """The name of the key that addresses are signed with now; another one when a lent key has run out."""
    held: str = _client()._request_signer._credentials.get_frozen_credentials().access_key
    return held


def _place(name: str) -> dict[str, str]:
    return {"Bucket": default_storage.bucket_name, "Key": name}  # type: ignore[attr-defined]


def arriving(upload_uuid: UUID) -> str:
    """Where a file lies until it has been looked at."""
    return f"arriving/{upload_uuid.hex}"


def begin(name: str) -> str:
    """Begin a file in parts; the bucket's own number for it."""
    number: str = _client().create_multipart_upload(**_place(name))["UploadId"]
    return number


def part_address(name: str, *, upload: str, part: int) -> str:
    """The address to which a browser sends one part."""
    asked = {**_place(name), "UploadId": upload, "PartNumber": part}
    address: str = _client().generate_presigned_url("upload_part", Params=asked, ExpiresIn=_PART_SECONDS)
    return address


def arrived_parts(name: str, *, upload: str) -> dict[int, tuple[int, str]]:
    """Size and tag of each part that is there."""
    pages = _client().get_paginator("list_parts").paginate(**_place(name), UploadId=upload)
    return {part["PartNumber"]: (part["Size"], part["ETag"]) for page in pages for part in page.get("Parts", [])}


def finish(name: str, *, upload: str) -> None:
    """Make one file of the parts. Safe to repeat once it is made."""
    tags = [{"PartNumber": n, "ETag": tag} for n, (_size, tag) in sorted(arrived_parts(name, upload=upload).items())]
    _client().complete_multipart_upload(**_place(name), UploadId=upload, MultipartUpload={"Parts": tags})


def forget(name: str, *, upload: str) -> None:
    """Throw the parts away."""
    _client().abort_multipart_upload(**_place(name), UploadId=upload)


def fetch(name: str, path: Path) -> None:
    """Copy a file of the bucket to this machine. Raises `FileNotFoundError` when it is not there."""
    try:
        _client().download_file(default_storage.bucket_name, name, str(path))  # type: ignore[attr-defined]
    except ClientError as fault:
        if fault.response.get("Error", {}).get("Code") in ("404", "NoSuchKey"):
            raise FileNotFoundError(name) from fault
        raise


def copy(name: str, to: str) -> None:
    """Copy inside the bucket: the bytes do not come here."""
    _client().copy(_place(name), default_storage.bucket_name, to)  # type: ignore[attr-defined]


def delete(name: str) -> None:
    """Remove a file; nothing when it is not there."""
    _client().delete_object(**_place(name))


def address(name: str, *, now: datetime, download_as: str = "") -> str:
    """The signed address of a finished file: the same all day, good until the end of the next, kept by whoever fetched it."""
    client = _client()
    held = client._request_signer._credentials.get_frozen_credentials()
    bucket = default_storage.bucket_name  # type: ignore[attr-defined]
    plain = f"{client.meta.endpoint_url.rstrip('/')}/{bucket}/{quote(name, safe='/-_.~')}"
    more = {"response-cache-control": "private, max-age=86400, immutable"}
    if download_as:
        more["response-content-disposition"] = f'attachment; filename="{download_as}"'
    morning = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    region = client.meta.region_name or "us-east-1"
    return presigned(
        plain,
        key=held.access_key,
        secret=held.secret_key,
        region=region,
        at=morning,
        seconds=2 * _DAY,
        token=held.token or "",
        more=more,
    )


def prepare(origin: str) -> None:
    """Make the bucket if it is missing, and let pages of `origin` read from it and send parts to it."""
    client, name = _client(), default_storage.bucket_name  # type: ignore[attr-defined]
    if name not in {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}:
        client.create_bucket(Bucket=name)
    rule = {
        "AllowedOrigins": [origin],
        "AllowedMethods": ["GET", "HEAD", "PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": ["ETag", "Content-Range", "Content-Length", "Accept-Ranges"],
        "MaxAgeSeconds": _DAY,
    }
    client.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [rule]})
