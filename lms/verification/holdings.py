"""Links that a person made and how often their certificates were checked, for their own copy. The links' secrets stay out."""

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from lms.people.holdings import Part
from lms.people.models import Person
from lms.verification.models import CheckTally, Share


def held(person: Person) -> list[dict[str, Any]]:
    """Links, oldest first; then checks by outcome, without anybody's identity: nobody's was taken."""
    links: list[dict[str, Any]] = [
        {
            "serial": one.certificate.serial,
            "consent": one.consent,
            "made_at": one.made_at,
            "expires_at": one.expires_at,
            "withdrawn_at": one.withdrawn_at,
            "opened": one.opened,
        }
        for one in Share.objects.filter(certificate__person=person).select_related("certificate").order_by("made_at")
    ]
    checks = CheckTally.objects.filter(certificate__person=person).values("certificate__serial", "outcome")
    counted = checks.annotate(total=Sum("count")).order_by("certificate__serial", "outcome")
    links.extend({"serial": one["certificate__serial"], "outcome": one["outcome"], "checks": one["total"]} for one in counted)
    return links


PARTS = [Part("shares", _("Links you made, and how often your certificates were checked"), held)]
