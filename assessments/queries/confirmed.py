"""Confirmed cases as other apps read them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from assessments.models import AssessmentCase, MarkSheet
from assessments.queries.theory import theory_attempt_of


@dataclass(frozen=True)
class ConfirmedCase:
    """A confirmed case as other apps read it. Per cents are exact; evidence is named by its digest."""

    case_id: int
    uuid: str
    person_id: int
    trade_code: str
    level_code: str
    site_code: str
    theory_percent: Decimal
    practical_percent: Decimal
    critical_fail: bool
    confirmed_by_id: int
    confirmed_at: datetime
    paper_uuid: str
    tasks: tuple[dict[str, Any], ...]


def confirmed_case(case_id: int) -> ConfirmedCase | None:
    """The evidence summary of a confirmed case; None while it is not confirmed."""
    found = AssessmentCase.objects.select_related("policy__trade", "site").filter(
        pk=case_id, state=AssessmentCase.State.CONFIRMED
    )
    case = found.first()
    if case is None or case.confirmed_at is None or case.confirmed_by_id is None:
        return None
    attempt = theory_attempt_of(case)
    return ConfirmedCase(
        case_id=case.pk,
        uuid=str(case.uuid),
        person_id=case.person_id,
        trade_code=case.policy.trade.code,
        level_code=case.policy.level,
        site_code=case.site.code,
        theory_percent=case.theory_percent or Decimal(0),
        practical_percent=case.practical_percent or Decimal(0),
        critical_fail=case.critical_fail,
        confirmed_by_id=case.confirmed_by_id,
        confirmed_at=case.confirmed_at,
        paper_uuid=str(attempt.paper.uuid) if attempt else "",
        tasks=tuple(_task_summary(sheet) for sheet in _live_sheets(case)),
    )


def _live_sheets(case: AssessmentCase) -> QuerySet[MarkSheet]:
    sheets = MarkSheet.objects.filter(assignment__case=case, correction=None)
    return sheets.select_related("assignment__task_version__task").order_by("assignment__at", "pk")


def _task_summary(sheet: MarkSheet) -> dict[str, Any]:
    version = sheet.assignment.task_version
    return {
        "code": version.task.code,
        "title": version.title,
        "percent": str(sheet.percent),
        "outcome": sheet.outcome,
        "assessor_id": sheet.assessor_id,
        "sheet_digest": sheet.digest,
        "sealed_at": sheet.sealed_at.isoformat() if sheet.sealed_at else "",
    }
