"""Count checks without identity."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms.verification.models import CheckTally


def count_check(*, certificate_id: int | None, outcome: str, source: str, now: datetime | None = None, times: int = 1) -> None:
    """Add to the hour's number. Nothing of who asked is taken, so nothing can be told of them."""
    hour = (now or timezone.now()).replace(minute=0, second=0, microsecond=0)
    named = {"certificate_id": certificate_id, "outcome": outcome, "source": source, "hour": hour}
    row = CheckTally.objects.filter(**named)
    if row.update(count=F("count") + times):
        return
    with transaction.atomic():
        CheckTally.objects.bulk_create([CheckTally(**named)], ignore_conflicts=True)
        row.update(count=F("count") + times)
