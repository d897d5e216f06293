"""What assessments holds about a person. Marks of papers that are not released yet are not in it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import Accommodation, Appeal, AssessmentCase, Attempt, FeeFact
from lms.people.holdings import Part, coded
from lms.people.models import Person
from lms.web.templatetags.warsha import in_language


def held(person: Person) -> list[dict[str, Any]]:
    """Cases and papers as plain values."""
    cases = AssessmentCase.objects.filter(person=person).select_related("policy__trade", "site").order_by("opened_at")
    rows: list[dict[str, Any]] = [
        {
            "trade": one.policy.trade.code,
            "level": one.policy.level,
            "site": coded(one.site.code, in_language(one.site, "name")),
            "state": coded(one.state, one.get_state_display()),
            "opened_at": one.opened_at,
        }
        for one in cases
    ]
    attempts = Attempt.objects.filter(person=person).exclude(submitted_at=None).order_by("started_at")
    for one in attempts:
        open_now = one.kind == Attempt.Kind.PRACTICE or one.released_at is not None
        rows.append(
            {
                "paper": coded(one.kind, one.get_kind_display()),
                "submitted_at": one.submitted_at,
                "percent": one.percent if open_now else None,
            }
        )
    fees = FeeFact.objects.filter(case__person=person).order_by("noted_at", "pk")
    rows.extend(
        {"fee": coded(one.kind, one.get_kind_display()), "amount": one.amount, "receipt": one.receipt, "at": one.noted_at}
        for one in fees
    )
    needs = Accommodation.objects.filter(person=person).order_by("first_day", "pk")
    rows.extend(
        {
            "need": one.basis,
            "extra_percent": one.extra_percent,
            "larger_text": one.larger_text,
            "audio": one.audio,
            "reader": one.reader,
            "from": one.first_day,
            "until": one.last_day,
        }
        for one in needs
    )
    appeals = Appeal.objects.filter(person=person).order_by("filed_at")
    rows.extend(
        {
            "appeal": one.reason,
            "filed_at": one.filed_at,
            "state": coded(one.state, one.get_state_display()),
            "decision": one.decision,
        }
        for one in appeals
    )
    return rows


PARTS = [Part("assessments", _("Examinations and assessments"), held)]
