"""Who holds which role where."""

from django.conf import settings
from django.db import models


class Role(models.Model):
    """One person's role at one site and at everything below it.

    Being a trainee is not a role: everyone may learn. What a role allows is decided by the guarded doors
    (``access.py``) of each app, through ``people.access``.
    """

    class Kind(models.TextChoices):
        INSTRUCTOR = "instructor", "instructor"
        AUTHOR = "author", "author"
        EDITOR = "editor", "editor"
        ASSESSOR = "assessor", "assessor"
        CHAIR = "chair", "chair of the committee"
        MANAGER = "manager", "manager"
        DECISION_MAKER = "decision_maker", "decision-maker"
        ADMINISTRATOR = "administrator", "administrator"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="roles")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "site"], name="one_role_per_person_and_site")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} at {self.site}"
