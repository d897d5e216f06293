"""Facts this app hears."""

from lms.outbox.receivers import receiver
from media.actions.processing import process_asset
from media.events import AssetUploaded


@receiver(AssetUploaded, lane="heavy")
def convert_when_uploaded(event: AssetUploaded) -> None:
    """Make the renditions of a new file."""
    process_asset(asset_id=event.asset_id)
