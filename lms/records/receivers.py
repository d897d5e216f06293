"""What the chains do when they hear a fact."""

from datetime import date

from lms.outbox.receivers import receiver
from lms.records.actions import publish_heads
from lms.records.events import DayOver


@receiver(DayOver)
def publish_when_over(event: DayOver) -> None:
    """A day is over: publish the heads of its end."""
    publish_heads(day=date.fromisoformat(event.day))
