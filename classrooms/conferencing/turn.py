"""Relay servers for networks that let no direct media through."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

#: A relay credential outlives the longest class.
VALID = timedelta(hours=8)


def ice_servers(*, person: str, now: datetime) -> list[dict[str, Any]]:
    """Give the `iceServers` of a page: a time-limited name and password for each item of `TURN_URLS`.

    An item is `turn:HOST:PORT?transport=udp&secret=SHARED_SECRET`, with coturn's `static-auth-secret`. No public server
    is ever named, so without the setting the list is empty.
    """
    username = f"{int((now + VALID).timestamp())}:{person}"
    return [_server(address, username) for address in settings.TURN_URLS]


def _server(address: str, username: str) -> dict[str, Any]:
    parts = urlsplit(address)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    transport = f"?transport={query['transport']}" if "transport" in query else ""
    digest = hmac.new(query.get("secret", "").encode(), username.encode(), hashlib.sha1).digest()
    return {
        "urls": f"{parts.scheme}:{parts.path}{transport}",
        "username": username,
        "credential": base64.b64encode(digest).decode(),
    }
