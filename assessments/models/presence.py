"""What an invigilator sees of a running paper. Nothing of it touches the marks, and no camera is asked."""

from django.db import models


class Presence(models.Model):
    """The newest word from a candidate's device. Overwritten each time; kept apart from the attempt so that saving answers
    never waits for it. ``waiting``: answers on the device that have not arrived."""

    attempt = models.OneToOneField("assessments.Attempt", on_delete=models.CASCADE, related_name="presence")
    seen_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(default=1)
    place_since = models.DateTimeField()
    waiting = models.PositiveSmallIntegerField(default=0)
    focused = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.attempt_id} at {self.place}"


class PresenceFact(models.Model):
    """Something that happened around a paper. Append-only; the same ``uuid`` twice is one row."""

    class Kind(models.TextChoices):
        FOCUS_LOST = "focus_lost", "left the page"
        FOCUS_BACK = "focus_back", "came back to the page"
        OFFLINE = "offline", "lost the network"
        RECONNECTED = "reconnected", "found the network again"
        OTHER_DEVICE = "other_device", "opened on another device"
        TAKEN_OVER = "taken_over", "went on with another device"
        IMPORTED = "imported", "answers came in as a file"

    uuid = models.UUIDField(unique=True)
    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.PROTECT, related_name="presence_facts")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["attempt", "received_at"])]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.kind}"
