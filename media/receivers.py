"""Facts this app hears."""

from django.utils import timezone

from lms.outbox.events import DayBegan
from lms.outbox.receivers import receiver
from media.actions.direct import take_in_arrived
from media.actions.processing import process_asset
from media.actions.uploads import discard_expired_uploads
from media.events import AssetUploaded, PartsArrived


@receiver(AssetUploaded, lane="heavy")
def convert_when_uploaded(event: AssetUploaded) -> None:
    """Make the renditions of a new file."""
    process_asset(asset_id=event.asset_id)


@receiver(PartsArrived, lane="heavy")
def look_at_what_arrived(event: PartsArrived) -> None:
    """Take a file that a browser sent to the bucket into the library."""
    take_in_arrived(upload_id=event.upload_id)


@receiver(DayBegan)
def forget_what_nobody_went_on_with(event: DayBegan) -> None:
    """Uploads that were left lying."""
    discard_expired_uploads(now=timezone.now())
