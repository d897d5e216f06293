"""What certification holds about a person: decisions and certificates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.certification.models import AwardDecision, Certificate
from lms.people.holdings import Part
from lms.people.models import Person


def held(person: Person) -> list[dict[str, Any]]:
    """Decisions and certificates as plain values."""
    decided = AwardDecision.objects.filter(person=person).select_related("trade", "level").order_by("confirmed_at")
    rows: list[dict[str, Any]] = [
        {
            "trade": one.trade.code,
            "level": one.level.code,
            "theory": one.theory,
            "practical": one.practical,
            "overall": one.overall,
            "earned": one.earned,
            "reasons": ", ".join(one.reasons),
            "confirmed_at": one.confirmed_at,
        }
        for one in decided
    ]
    issued = Certificate.objects.filter(person=person).order_by("pk").values("serial", "issued_on", "expires_on", "digest")
    rows.extend(dict(one) for one in issued)
    return rows


PARTS = [Part("certificates", _("Decisions and certificates"), held)]
