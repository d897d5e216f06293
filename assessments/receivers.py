"""What assessments do when they hear a fact."""

from django.utils import timezone

from assessments.actions import close_expired
from assessments.events import AttemptStarted
from lms.outbox.receivers import receiver


@receiver(AttemptStarted)
def close_when_time_is_over(event: AttemptStarted) -> None:
    """The paper's time is over: close it with what arrived."""
    close_expired(attempt_id=event.attempt_id, now=timezone.now())
