"""Write the audit trail."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from lms.audit.models import AuditEntry


def record(*, actor: AbstractBaseUser | None, verb: str, target: models.Model, detail: dict[str, Any] | None = None) -> None:
    """Add one entry, in the caller's transaction: what did not happen leaves no trace.

    ``verb`` is ``noun.past_participle`` (``course.released``). ``detail`` is JSON-able and holds no secret and no
    national ID.
    """
    AuditEntry.objects.create(
        actor=actor,  # type: ignore[misc]
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:200],
        detail=detail or {},
    )
