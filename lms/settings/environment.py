"""The only module that reads the process environment.

Every other module takes these values from ``django.conf.settings``. Names and defaults are listed in
``docs/how-to/configure.md``.
"""

import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from environs import Env

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

env = Env()

DEBUG: bool = env.bool("DEBUG", False)
DATABASE_URL: str = env.str("DATABASE_URL", f"sqlite:///{VAR / 'warsha.sqlite3'}")
REDIS_URL: str = env.str("REDIS_URL", "")
SECRET_KEY: str = env.str("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
PUBLIC_URL: str = env.str("PUBLIC_URL", "").rstrip("/")
UPLOADS_URL: str = env.str("UPLOADS_URL", (VAR / "uploads").as_uri())
SIGNING_KEYS_URL: str = env.str("SIGNING_KEYS_URL", "")
JANUS_URLS: list[str] = env.list("JANUS_URLS", [])
TURN_URLS: list[str] = env.list("TURN_URLS", [])
EMAIL_URL: str = env.str("EMAIL_URL", "")
SMS_URL: str = env.str("SMS_URL", "")
SENTRY_DSN: str = env.str("SENTRY_DSN", "")
DEMO_FILMS: int = env.int("DEMO_FILMS", 12)  # how many lessons of the demo get a film


def local_secret_key() -> str:
    """The secret of an embedded installation: made at first start, kept outside the repository, readable by its owner."""
    path = VAR / "secret-key"
    if not path.exists():
        VAR.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _bucket_manners() -> object:
    """How long a bucket may take to answer: it must not hold a page or a worker. Two tries; then the job waits."""
    from botocore.config import Config  # type: ignore[import-untyped] # only where a bucket is used: it is slow to import

    return Config(
        connect_timeout=3,
        read_timeout=10,
        retries={"max_attempts": 2},
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def origin_of(address: str) -> str:
    """The host that browsers fetch files from when ``UPLOADS_URL`` is a bucket; empty for a folder."""
    parts = urlparse(address)
    if parts.scheme != "s3":
        return ""
    endpoint = urlparse(parse_qs(parts.query).get("endpoint", ["https://s3.amazonaws.com"])[0])
    return f"{endpoint.scheme}://{endpoint.netloc}"


def storage_of(address: str) -> dict[str, object]:
    """Django's storage definition for ``UPLOADS_URL``: ``file:///folder`` or ``s3://bucket?endpoint=https://…``."""
    parts = urlparse(address)
    if parts.scheme == "s3":
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        options: dict[str, object] = {
            "bucket_name": parts.netloc,
            "endpoint_url": query.get("endpoint"),
            "querystring_auth": True,
            "file_overwrite": False,
            "client_config": _bucket_manners(),
        }
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": parts.path, "base_url": "/uploads/"},
    }
