"""What assessments do when they hear a fact."""

from django.utils import timezone

from assessments.actions import close_expired, compute_statistics
from assessments.events import AttemptStarted, StatisticsWanted
from courses.models import Trade
from lms.outbox.events import DayBegan
from lms.outbox.receivers import receiver


@receiver(AttemptStarted)
def close_when_time_is_over(event: AttemptStarted) -> None:
    """The paper's time is over: close it with what arrived."""
    close_expired(attempt_id=event.attempt_id, now=timezone.now())


@receiver(DayBegan, lane="heavy")
def work_out_statistics(event: DayBegan) -> None:
    """A day began: work the figures of every trade out anew."""
    for trade in Trade.objects.all():
        compute_statistics(trade=trade, now=timezone.now())


@receiver(StatisticsWanted, lane="heavy")
def work_out_statistics_now(event: StatisticsWanted) -> None:
    """An author does not want to wait for tomorrow."""
    compute_statistics(trade=Trade.objects.get(code=event.trade_code), now=timezone.now())
