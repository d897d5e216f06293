"""Reads of the audit trail."""

from django.db.models import Model, QuerySet

from lms.audit.actions import LOOKED
from lms.audit.models import AuditEntry


def looks_at(person: Model) -> QuerySet[AuditEntry]:
    """Who opened pages about a person, newest first."""
    about = AuditEntry.objects.filter(verb=LOOKED, target_type=person._meta.label_lower, target_id=str(person.pk))
    return about.select_related("actor").order_by("-at", "-pk")
