"""Facts this app hears."""

from courses.actions import index_lessons_with
from lms.outbox.receivers import receiver
from media.events import CaptionsWritten


@receiver(CaptionsWritten)
def find_what_is_said(event: CaptionsWritten) -> None:
    """New captions are searched as the lesson's own words are."""
    index_lessons_with(asset_uuid=event.asset_uuid)
