"""What the classes do when they hear a fact."""

from django.utils import timezone

from classrooms.actions import remind
from classrooms.events import ClassNear
from lms.outbox.receivers import receiver


@receiver(ClassNear)
def remind_when_near(event: ClassNear) -> None:
    """The class is near: everybody in it gets a message, once."""
    remind(live_class_id=event.live_class_id, ahead=event.ahead, now=timezone.now())
