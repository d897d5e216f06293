"""Write the audit trail."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

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


@transaction.atomic
def keep_looks(*, by: AbstractBaseUser, looked: Collection[tuple[int, str]], now: datetime | None = None) -> None:
    """Note that a member of staff opened pages about persons: ``(person, page)``, once a day each. One's own file is not noted.

    Two requests in the same moment may both note it; that is one line more for the person to read, and nothing else.
    """
    target_type = settings.AUTH_USER_MODEL.lower()
    others = {(str(pk), page) for pk, page in looked if pk != by.pk}
    day = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    about = AuditEntry.objects.filter(target_type=target_type, target_id__in={pk for pk, _page in others})
    today = about.filter(verb=LOOKED, actor=by.pk, at__gte=day)  # type: ignore[misc]
    known = {(pk, detail["page"]) for pk, detail in today.values_list("target_id", "detail")}
    AuditEntry.objects.bulk_create(
        AuditEntry(actor=by, verb=LOOKED, target_type=target_type, target_id=pk, detail={"page": page})  # type: ignore[misc]
        for pk, page in sorted(others - known)
    )


def blank_labels(*, name: str) -> int:
    """Take a person's name out of the labels of the trail; ids, verbs and moments stay. How many were changed."""
    return AuditEntry.objects.filter(target_label__contains=name).update(target_label="") if name else 0
