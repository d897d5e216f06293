"""What people do when they hear a fact."""

from django.utils import timezone

from lms.outbox.receivers import receiver
from lms.people import sms
from lms.people.actions import build_export
from lms.people.events import ExportAsked, TextMessageWritten
from lms.people.models import TextMessage


@receiver(TextMessageWritten)
def send_text_message(event: TextMessageWritten) -> None:
    """Send the SMS once; a second run finds it sent."""
    message = TextMessage.objects.get(pk=event.message_id)
    if message.sent_at:
        return
    sms.send(mobile=message.mobile, text=message.text, message_uuid=str(message.uuid))
    TextMessage.objects.filter(pk=message.pk).update(sent_at=timezone.now())


@receiver(ExportAsked)
def build_when_asked(event: ExportAsked) -> None:
    """Somebody asked for a copy of their data: write it."""
    build_export(export_id=event.export_id)
