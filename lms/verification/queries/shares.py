"""Reads for holders: their links, and how often their certificates are checked."""

from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from lms.certification.models import Certificate
from lms.verification.models import CheckTally, Share

A_MONTH = timedelta(days=30)


def shares_of(certificate: Certificate) -> QuerySet[Share]:
    """The links of a certificate, newest first."""
    return Share.objects.filter(certificate=certificate).order_by("-made_at", "-pk")


def checks_lately(certificate: Certificate, *, now: datetime) -> int:
    """How often the certificate was checked within thirty days."""
    lately = CheckTally.objects.filter(certificate=certificate, hour__gte=now - A_MONTH)
    return lately.aggregate(total=Sum("count"))["total"] or 0


def checks_between(*, begin: datetime, end: datetime) -> list[tuple[str, str, int]]:
    """Checks by outcome and source, for indicators: outcome, source, number."""
    rows = CheckTally.objects.filter(hour__gte=begin, hour__lt=end).values("outcome", "source")
    summed = rows.annotate(total=Sum("count")).order_by("outcome", "source")
    return [(row["outcome"], row["source"], row["total"]) for row in summed]
