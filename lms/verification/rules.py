"""Terms of sharing, keys of partners, and what a number stands for. Pure."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

TERMS = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
KEY_MARK = "wk_"  # by which a leaked key is recognised
SHEET_LIVES = timedelta(days=1)
CV_LIVES = timedelta(days=1)


@dataclass(frozen=True)
class NewKey:
    """A key as it is shown once, and what is kept of it."""

    text: str
    start: str
    digest: str


def new_key() -> NewKey:
    """32 random bytes behind a mark."""
    text = f"{KEY_MARK}{secrets.token_urlsafe(32)}"
    return NewKey(text=text, start=text[: len(KEY_MARK) + 6], digest=digest_of(text))


def digest_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def share_state(*, expires_at: datetime, withdrawn_at: datetime | None, now: datetime) -> str:
    """``open``, ``withdrawn`` or ``expired``."""
    if withdrawn_at:
        return "withdrawn"
    return "expired" if now >= expires_at else "open"
