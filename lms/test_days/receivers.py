"""What days of practical tests do when they hear a fact."""

from lms.outbox.receivers import receiver
from lms.test_days import actions
from lms.test_days.events import SlotLost, SlotTold, TimetableWanted


@receiver(TimetableWanted, lane="heavy")
def plan_when_wanted(event: TimetableWanted) -> None:
    """Work the timetable out; an older wish than the newest is passed over."""
    actions.plan_day(day_id=event.day_id, asked_at=event.asked_at)


@receiver(SlotTold)
def tell_when_placed(event: SlotTold) -> None:
    """Tell the candidate where to be, and when."""
    actions.tell_slot(slot_id=event.slot_id, moved=event.moved)


@receiver(SlotLost)
def tell_when_lost(event: SlotLost) -> None:
    """Tell the candidate not to come."""
    actions.tell_lost(day_id=event.day_id, person_id=event.person_id)
