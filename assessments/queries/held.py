"""What assessments holds about a person, for their own copy. Marks of papers that are not released yet are not in it."""

from typing import Any

from assessments.models import AssessmentCase, Attempt
from lms.people.models import Person


def held(person: Person) -> list[dict[str, Any]]:
    """Cases and papers as plain values."""
    cases = AssessmentCase.objects.filter(person=person).select_related("policy__trade", "site").order_by("opened_at")
    rows: list[dict[str, Any]] = [
        {
            "trade": one.policy.trade.code,
            "level": one.policy.level,
            "site": one.site.code,
            "state": one.state,
            "opened_at": one.opened_at,
        }
        for one in cases
    ]
    attempts = Attempt.objects.filter(person=person).exclude(submitted_at=None).order_by("started_at")
    for one in attempts:
        open_now = one.kind == Attempt.Kind.PRACTICE or one.released_at is not None
        rows.append({"paper": one.kind, "submitted_at": one.submitted_at, "percent": one.percent if open_now else None})
    return rows
