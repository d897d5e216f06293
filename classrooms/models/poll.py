"""Quick questions to the class."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from classrooms.models.live_class import LiveClass


class Poll(models.Model):
    """A question with a few answers to choose from; prepared beforehand or asked on the spot."""

    class State(models.TextChoices):
        """Prepared polls wait; an open one takes answers; a closed one is kept."""

        PREPARED = "prepared", _("Prepared")
        OPEN = "open", _("Taking answers")
        CLOSED = "closed", _("No more answers")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    live_class = models.ForeignKey(LiveClass, on_delete=models.CASCADE, related_name="polls")
    position = models.PositiveSmallIntegerField(default=1)
    question = models.JSONField(help_text='{"ar": "...", "en": "..."}')
    options = models.JSONField(help_text='[{"ar": "...", "en": "..."}, ...]')
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    closed_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["live_class"], condition=models.Q(state="open"), name="one_open_poll_per_class"),
        ]

    def __str__(self) -> str:
        return str(self.question.get("ar", self.uuid))


class PollAnswer(models.Model):
    """What one person answered; once, and kept with the person's record."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="poll_answers")
    option = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "person"], name="one_answer_per_person_and_poll"),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.option}"
