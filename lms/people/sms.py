"""The SMS gateway: an HTTP address that takes one message, or, without one, the console."""

import json
import logging
from urllib.parse import urlparse
from urllib.request import Request, urlopen

from django.conf import settings

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 10


def send(*, mobile: str, text: str, message_uuid: str) -> None:
    """Send one message. Raises ``OSError`` when the gateway does not take it, so that the outbox tries again.

    ``SMS_URL`` is the gateway's address; it receives ``{"to", "text", "id"}`` as JSON. ``id`` lets it drop a repeat.
    """
    if not settings.SMS_URL:
        logger.info("SMS to %s: %s", mobile, text)
        return
    if urlparse(settings.SMS_URL).scheme not in ("http", "https"):
        raise ValueError("SMS_URL must be an http or https address")
    body = json.dumps({"to": mobile, "text": text, "id": message_uuid}).encode()
    request = Request(settings.SMS_URL, data=body, headers={"Content-Type": "application/json"})  # noqa: S310 - checked above
    with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
        pass
