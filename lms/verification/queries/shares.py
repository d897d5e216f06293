"""Reads for holders: their links, and how often their certificates are checked."""

from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from lms.certification.models import Certificate
from lms.people.models import ConsentFact
from lms.verification import rules
from lms.verification.models import CheckTally, Share

A_MONTH = timedelta(days=30)


def shares_of(certificate: Certificate) -> QuerySet[Share]:
    """The links of a certificate, newest first."""
    return Share.objects.filter(certificate=certificate).order_by("-made_at", "-pk")


def state_of(link: Share, *, now: datetime) -> str:
    """``open``, ``withdrawn`` or ``expired``. A consent that was taken back ends the link at once, before the worker notes it."""
    said = ConsentFact.objects.filter(person=link.certificate.person_id, purpose=ConsentFact.Purpose.SHARE_LINKS, given=False)
    taken_back = said.filter(at__gte=link.made_at).order_by("at").values_list("at", flat=True).first()
    return rules.share_state(expires_at=link.expires_at, withdrawn_at=link.withdrawn_at or taken_back, now=now)


def checks_lately(certificate: Certificate, *, now: datetime) -> int:
    """How often the certificate was checked within thirty days."""
    lately = CheckTally.objects.filter(certificate=certificate, hour__gte=now - A_MONTH)
    return lately.aggregate(total=Sum("count"))["total"] or 0


def checks_between(*, begin: datetime, end: datetime) -> list[tuple[str, str, int]]:
    """Checks by outcome and source, for indicators: outcome, source, number."""
    rows = CheckTally.objects.filter(hour__gte=begin, hour__lt=end).values("outcome", "source")
    summed = rows.annotate(total=Sum("count")).order_by("outcome", "source")
    return [(row["outcome"], row["source"], row["total"]) for row in summed]
