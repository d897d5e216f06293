"""Telling every process that a class has news.

The message carries no news itself: whoever hears it reads the facts newer than its own from the database. So a message
that is lost, doubled or late costs a delay and nothing else.
"""

import logging
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)


def group_of(class_uuid: UUID) -> str:
    """The channel group that all processes with somebody in this class listen to."""
    return f"class.{class_uuid.hex}"


def wake(class_uuid: UUID) -> None:
    """Tell all processes to look for new facts. Called after commit. A broken channel layer is logged, not raised."""
    async_to_sync(tell)(class_uuid, {"type": "wake"})


async def tell(class_uuid: UUID, message: dict[str, Any]) -> None:
    """Send a message to every process with somebody in this class."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        await layer.group_send(group_of(class_uuid), message)
    except Exception:
        logger.warning("The channel layer did not take a message for class %s", class_uuid, exc_info=True)
