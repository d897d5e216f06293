"""Append to the chains, and publish where they stand."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lms.outbox.actions import publish
from lms.records import rules
from lms.records.events import DayOver, HeadsPublished
from lms.records.models import ChainEntry, ChainHead, DailyHead, SignedHeads
from lms.records.queries.heads import heads_of, heads_when_over, newest_days
from lms.records.registry import kind_named


@transaction.atomic
def append(*, site_code: str, kind: str, record_id: int, now: datetime | None = None) -> ChainEntry:
    """Record a row, as it is now, in the chain of its site: in the transaction that made it official, once.

    Appending it again answers with the entry that stands. Raises ``LookupError`` when no app has such a kind or row.
    """
    head = _locked_head(site_code)  # before looking: two who record the same row come one after the other
    if standing := ChainEntry.objects.filter(kind=kind, record_id=record_id).first():
        return standing
    entry = rules.Entry(
        site_code=site_code,
        position=head.position + 1,
        kind=kind,
        record_id=record_id,
        digest=_digest(kind, record_id),
        previous=head.hash,
        at=rules.moment_after(now or timezone.now(), head.at),
    )
    row = ChainEntry.objects.create(**vars(entry), hash=rules.hash_of(entry))
    if head.at is None or timezone.localdate(head.at) < timezone.localdate(entry.at):
        _ask_for_heads(timezone.localdate(entry.at))
    head.position, head.hash, head.at = row.position, row.hash, row.at
    head.save(update_fields=["position", "hash", "at"])
    return row


def _digest(kind: str, record_id: int) -> str:
    known = kind_named(kind)
    document = known.documents([record_id]).get(record_id) if known else None
    if document is None:
        raise LookupError(f"No record {kind} {record_id}")
    return rules.digest_of(document)


def _locked_head(site_code: str) -> ChainHead:
    """The head of a site's chain, locked until the transaction ends: entries of a site come one after the other."""
    ChainHead.objects.get_or_create(site_code=site_code, defaults={"hash": rules.GENESIS})
    return ChainHead.objects.select_for_update().get(site_code=site_code)


def _ask_for_heads(day: date) -> None:
    publish(DayOver(day=day.isoformat()), wait=rules.seconds_until_over(day, now=timezone.localtime()))


@transaction.atomic
def publish_heads(*, day: date, now: datetime | None = None) -> int:
    """Keep and announce where every chain stood at the end of a day; how many heads are new.

    A day's heads are published once, and no day is left out: those that were missed are made up for. The next day is
    asked for in turn, so that heads appear daily even where nothing was recorded. A day that is not over is left alone.
    """
    if day >= timezone.localdate((now or timezone.now()) - rules.GRACE):
        return 0
    made = sum(_publish_day(one) for one in rules.days_to_publish(day, newest=next(iter(newest_days(1)), None)))
    if made:
        _ask_for_heads(day + timedelta(days=1))
    return made


@transaction.atomic
def keep_signature(*, day: date, statement: str, kid: str, signature: str) -> bool:
    """Keep the signature on a day's heads; False when the day has one, which stands."""
    made = {"statement": statement, "kid": kid, "signature": signature, "signed_at": timezone.now()}
    return SignedHeads.objects.get_or_create(day=day, defaults=made)[1]


def _publish_day(day: date) -> int:
    heads = DailyHead.objects.bulk_create(DailyHead(day=day, **head) for head in heads_when_over(day))
    if heads:
        publish(HeadsPublished(day=day.isoformat(), digest=rules.digest_of_heads(heads_of(day))))
    return len(heads)
