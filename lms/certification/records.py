"""Which of our rows are official records, and what of them is held by the chain: every column."""

from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.certification.models import AwardDecision, Certificate, Reinstatement, Revocation, Suspension
from lms.records.registry import RecordKind, columns

DECISION, CERTIFICATE = "level_decided", "certificate_issued"
REVOCATION, SUSPENSION, REINSTATEMENT = "certificate_revoked", "certificate_suspended", "certificate_reinstated"


def _kind(name: str, label: str | Promise, model: type[Model]) -> RecordKind:
    everything: Any = model._default_manager.all

    def all_rows() -> QuerySet[Any]:
        found: QuerySet[Any] = everything()
        return found

    return RecordKind(name, label, partial(columns, model), all_rows)


KINDS = [
    _kind(DECISION, _("Level decided"), AwardDecision),
    _kind(CERTIFICATE, _("Certificate issued"), Certificate),
    _kind(REVOCATION, _("Certificate revoked"), Revocation),
    _kind(SUSPENSION, _("Certificate suspended"), Suspension),
    _kind(REINSTATEMENT, _("Certificate reinstated"), Reinstatement),
]
