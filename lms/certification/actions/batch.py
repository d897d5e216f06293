"""Confirm many cases at once; what follows is each case's own way through the outbox."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.actions import confirm_case
from assessments.models import AssessmentCase
from assessments.queries import assessors_of
from lms.audit.actions import record
from lms.certification.models import BatchCase, IssueBatch
from lms.certification.queries import rule_in_force, terms_in_force
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
    seated = assessors_of([case.pk for case in locked])
    for case in locked:
        refusal = _confirmed_or_refused(case, len(seated.get(case.pk, ())), by=by, now=now)
        BatchCase.objects.create(batch=batch, case_id=case.pk, refusal=refusal)
    record(actor=by, verb="batch.confirmed", target=batch, detail={"cases": [case.pk for case in locked]})
    return batch


def _confirmed_or_refused(case: AssessmentCase, assessors: int, *, by: Person, now: datetime) -> str:
    """The code of what stood in the way; empty when the case is confirmed. A case of an earlier batch is no news."""
    if BatchCase.objects.filter(case_id=case.pk, refusal="").exists():
        return "confirmed_before"
    try:
        with transaction.atomic():
            confirm_case(case=case, by=by, now=now)
            check_committee(case, assessors, now)  # a refusal here undoes the confirmation
    except Refusal as refusal:
        return refusal.code
    return ""


def check_committee(case: AssessmentCase, assessors: int, now: datetime) -> None:
    """Refuses ``committee_incomplete`` when fewer assessors judged than the scheme's terms ask for. No terms, no check."""
    day = timezone.localdate(now)
    rule = rule_in_force(trade_code=case.policy.trade.code, level_code=case.policy.level, on=day)
    terms = terms_in_force(scheme=rule.level.scheme, on=day) if rule else None
    if terms and assessors < terms.assessors:
        raise Refusal("committee_incomplete", _("Fewer assessors judged this case than the committee must have."))
