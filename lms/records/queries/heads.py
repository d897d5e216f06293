"""Where the chains stand and stood."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from lms.records.models import ChainEntry, DailyHead, SignedHeads
from lms.records.rules import digest_of_heads

DAYS_SHOWN = 60


def end_of(day: date) -> datetime:
    """The moment at which a local day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def heads_when_over(day: date) -> list[dict[str, Any]]:
    """The last entry of every chain when ``day`` was over, by site."""
    reached = ChainEntry.objects.filter(at__lt=end_of(day)).values("site_code").annotate(newest=Max("position"))
    heads = []
    for row in reached.order_by("site_code"):
        entry = ChainEntry.objects.get(site_code=row["site_code"], position=row["newest"])
        heads.append({"site_code": entry.site_code, "position": entry.position, "hash": entry.hash})
    return heads


def heads_of(day: date) -> list[dict[str, Any]]:
    """The published heads of a day, as they are signed."""
    rows = DailyHead.objects.filter(day=day).order_by("site_code")
    return [{"site": row.site_code, "position": row.position, "hash": row.hash} for row in rows]


def digest_of_day(day: date) -> str | None:
    """The digest of all heads of a day; None when none are published."""
    heads = heads_of(day)
    return digest_of_heads(heads) if heads else None


def published_before(day: date) -> dict[str, str] | None:
    """The published day before a day, and its digest; None before the first."""
    newest = DailyHead.objects.filter(day__lt=day).aggregate(newest=Max("day"))["newest"]
    return {"day": str(newest), "digest": digest_of_heads(heads_of(newest))} if newest else None


def signed_heads(day: date) -> SignedHeads | None:
    """What was signed for a day; None while it waits for the worker."""
    return SignedHeads.objects.filter(day=day).first()


def newest_days(limit: int = DAYS_SHOWN) -> list[date]:
    """Days whose heads are published, newest first."""
    return list(DailyHead.objects.values_list("day", flat=True).distinct().order_by("-day")[:limit])


def place_of(kind: str, ids: Collection[int]) -> QuerySet[ChainEntry]:
    """The places in the chains of some records."""
    return ChainEntry.objects.filter(kind=kind, record_id__in=ids).order_by("site_code", "position")
