"""Write the audit trail."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from lms.audit.models import AuditEntry

LOOKED = "file.looked_at"


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


def look(*, by: AbstractBaseUser, person: models.Model, page: str) -> None:
    """Note that a member of staff opened a page about a person; one's own pages are not noted. The person sees these notes."""
    if by.pk != person.pk:
        record(actor=by, verb=LOOKED, target=person, detail={"page": page})


def blank_labels(*, name: str) -> int:
    """Take a person's name out of the labels of the trail; ids, verbs and moments stay. How many were changed."""
    return AuditEntry.objects.filter(target_label__contains=name).update(target_label="") if name else 0
