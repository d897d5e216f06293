"""Deliveries: the one durable queue of the house."""

from django.db import models


class Delivery(models.Model):
    """One event on its way to one receiver.

    Written in the transaction that made the fact true, so that it exists exactly when the fact does. A worker leases it,
    keeps the lease alive with a heartbeat while it works, and deletes nothing: a delivered row keeps its ``delivered_at``
    until it is pruned. A worker that dies or freezes loses the lease after ``LEASE_SECONDS``, and another takes over;
    receivers must therefore be safe to run twice.
    """

    class Lane(models.TextChoices):
        QUICK = "quick", "quick"
        HEAVY = "heavy", "heavy"

    kind = models.CharField(max_length=100)
    receiver = models.CharField(max_length=160)
    lane = models.CharField(max_length=10, choices=Lane.choices)
    payload = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    priority = models.SmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["lane", "priority", "due_at"],
                name="outbox_waiting",
                condition=models.Q(delivered_at=None, gave_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.receiver}"


class Day(models.Model):
    """A day that has begun here: its row is written together with the event that says so, so that it is said once."""

    day = models.DateField(unique=True)
    begun_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.day.isoformat()
