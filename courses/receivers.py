"""Facts this app hears."""

from courses.actions import fulfil_order, index_lessons_with
from courses.events import ReleaseOrdered
from lms.outbox.receivers import receiver
from media.events import CaptionsWritten


@receiver(CaptionsWritten)
def find_what_is_said(event: CaptionsWritten) -> None:
    """New captions are searched as the lesson's own words are."""
    index_lessons_with(asset_uuid=event.asset_uuid)


@receiver(ReleaseOrdered)
def make_ordered_release(event: ReleaseOrdered) -> None:
    """What an editor ordered is compiled beside the web process."""
    fulfil_order(order_id=event.order_id)
