"""Who sits in a class, and the log of what happened in it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from classrooms.models.live_class import LiveClass
from classrooms.rules.room import FactKind


class Seat(models.Model):
    """A person in a class. Made when the person first enters; kept afterwards."""

    class Role(models.TextChoices):
        """What the person may do in the room."""

        INSTRUCTOR = "instructor", _("Instructor")
        ASSISTANT = "assistant", _("Co-instructor")
        TRAINEE = "trainee", _("Trainee")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    live_class = models.ForeignKey(LiveClass, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=Role)
    #: The sockets through which the person is in the room now. One fact says "joined" for all of them together.
    connections = models.JSONField(default=list)
    #: When the room last heard of the person; tells a dead process's sockets from living ones.
    seen_at = models.DateTimeField(null=True, blank=True)
    #: Since when the person may not come back to this class.
    barred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["live_class", "person"], name="one_seat_per_person_and_class"),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"

    @property
    def instructs(self) -> bool:
        """Whether somebody who teaches sits here: the instructor or a co-instructor."""
        return self.role != self.Role.TRAINEE


class FactQuerySet(models.QuerySet["RoomFact"]):
    """Facts are written once. Changing or deleting them is a mistake of the programmer, so it fails loudly."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: a fact that was wrong is answered by a new fact."""
        raise TypeError("room facts are append-only")

    def delete(self) -> NoReturn:
        """Refuse: a class keeps everything that happened in it."""
        raise TypeError("room facts are append-only")


class RoomFact(models.Model):
    """One thing that happened in a class, under the next number of that class."""

    live_class = models.ForeignKey(LiveClass, on_delete=models.PROTECT, related_name="facts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in FactKind])
    body = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    #: The id the page gave the command, so that the same command sent twice is one fact.
    client_id = models.UUIDField(null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["live_class", "number"], name="one_fact_per_class_and_number"),
            models.UniqueConstraint(fields=["live_class", "by", "client_id"], name="one_fact_per_command"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
