"""Who holds which role where."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """One person's role at one site and at everything below it.

    Being a trainee is not a role: everyone may learn. What a role allows is decided by the guarded doors
    (``access.py``) of each app, through ``people.access``.
    """

    class Kind(models.TextChoices):
        INSTRUCTOR = "instructor", _("instructor")
        AUTHOR = "author", _("author")
        EDITOR = "editor", _("editor")
        ASSESSOR = "assessor", _("assessor")
        CHAIR = "chair", _("chair of the committee")
        MANAGER = "manager", _("manager")
        SCHEME_EDITOR = "scheme_editor", _("scheme editor")
        QUALITY_REVIEWER = "quality_reviewer", _("quality reviewer")
        DECISION_MAKER = "decision_maker", _("decision-maker")
        ADMINISTRATOR = "administrator", _("administrator")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="roles")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "site"], name="one_role_per_person_and_site")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} at {self.site}"
