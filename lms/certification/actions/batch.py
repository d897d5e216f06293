"""Confirm many cases at once; what follows is each case's own way through the outbox."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.actions import confirm_case
from assessments.models import AssessmentCase
from lms.audit.actions import record
from lms.certification.models import BatchCase, IssueBatch
from lms.people.models import Person, Site
from lms.refusals import Refusal


@transaction.atomic
def confirm_batch(*, site: Site, cases: Sequence[AssessmentCase], by: Person, now: datetime | None = None) -> IssueBatch:
    """Confirm cases of one site together. A case that cannot be confirmed is kept with the reason; the others go on.

    All in one transaction: after a crash either the whole batch is there or nothing of it. Sending the same cases again
    answers with the batch that has them. Refuses ``batch_empty``.
    """
    if not cases:
        raise Refusal("batch_empty", _("Choose the cases to confirm."), status=422)
    now = now or timezone.now()
    locked = list(
        AssessmentCase.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk for case in cases]).order_by("pk")
    )
    again = BatchCase.objects.filter(case_id__in=[case.pk for case in locked], refusal="").select_related("batch")
    if len(again) == len(locked):
        return again[0].batch
    batch = IssueBatch.objects.create(site=site, confirmed_by=by, confirmed_at=now)
    for case in locked:
        refusal = _confirmed_or_refused(case, by=by, now=now)
        BatchCase.objects.create(batch=batch, case_id=case.pk, refusal=refusal)
    record(actor=by, verb="batch.confirmed", target=batch, detail={"cases": [case.pk for case in locked]})
    return batch


def _confirmed_or_refused(case: AssessmentCase, *, by: Person, now: datetime) -> str:
    """The code of what stood in the way; empty when the case is confirmed. A case of an earlier batch is no news."""
    if BatchCase.objects.filter(case_id=case.pk, refusal="").exists():
        return "confirmed_before"
    try:
        with transaction.atomic():
            confirm_case(case=case, by=by, now=now)
    except Refusal as refusal:
        return refusal.code
    return ""
