"""The committee's desk."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from assessments.models import AssessmentCase, ExamSitting
from assessments.queries.case_rows import case_row, committee_cases
from lms.people.models import Person

SHOWN_BACK = timedelta(days=30)


def committee_desk(person: Person, *, now: datetime) -> dict[str, Any]:
    """Cases by what they wait for, and sittings that are open, to come, or whose results are closed. Flat in queries."""
    rows = [case_row(case) for case in committee_cases(person) if _shown(case, now)]
    by_state = {state: [row for row in rows if row.case.state == state] for state in AssessmentCase.State.values}
    counted = Count("candidates", distinct=True)
    handed_in = Count("attempts", filter=Q(attempts__submitted_at__isnull=False), distinct=True)
    sittings = (
        ExamSitting.objects.visible_to(person)
        .filter(Q(ends_at__gt=now) | Q(released_at=None))
        .select_related("trade", "site")
        .annotate(seats=counted, handed_in=handed_in)
        .order_by("starts_at")
    )
    return {
        "ready": by_state["ready"],
        "open": by_state["open"],
        "running": by_state["running"],
        "confirmed": sorted(by_state["confirmed"], key=lambda row: row.case.confirmed_at or now, reverse=True),
        "sittings": list(sittings),
        "now": now,
    }


def _shown(case: AssessmentCase, now: datetime) -> bool:
    return case.confirmed_at is None or case.confirmed_at > now - SHOWN_BACK
