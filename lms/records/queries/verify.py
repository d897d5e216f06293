"""Recompute every chain and every record from the live rows, in bounded memory.

What is found: an entry changed, missing or added; a record changed, removed, or slipped in without an entry; a head or a
published daily head that does not agree with its chain; a day whose heads were not signed, or not these.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from lms.records import rules
from lms.records.models import ChainEntry, ChainHead, DailyHead
from lms.records.queries.breaks import Break, Report
from lms.records.queries.signatures import signature_breaks
from lms.records.registry import RecordKind, kind_named, kinds

CHUNK = 2000
BREAKS_TOLD = 20
COLUMNS = ("site_code", "position", "kind", "record_id", "digest", "previous", "at", "hash")


def verify_records() -> Report:
    """Walk all chains and compare each entry with its live row; stops after twenty broken places."""
    report = Report()
    for broken in _all_breaks(report):
        report.breaks.append(broken)
        if len(report.breaks) == BREAKS_TOLD:
            break
    return report


def _all_breaks(report: Report) -> Iterator[Break]:
    heads = {head.site_code: head for head in ChainHead.objects.order_by("site_code")}
    entries, daily = ChainEntry.objects.values_list("site_code", flat=True), DailyHead.objects.values_list("site_code", flat=True)
    sites = sorted({*heads, *entries.distinct(), *daily.distinct()})
    for site in sites:
        yield from _chain_breaks(site, heads.get(site), report)
    yield from _days_left_out()
    yield from signature_breaks(today=timezone.localdate())
    for kind in kinds():
        yield from _unchained(kind)


def _days_left_out() -> Iterator[Break]:
    """Days between the first and the last published one that have no heads."""
    days = list(DailyHead.objects.values_list("day", flat=True).distinct().order_by("day"))
    for day, following in pairwise(days):
        if (following - day).days > 1:
            yield Break(f"daily_head_missing {day + timedelta(days=1)}")


def _chain_breaks(site: str, head: ChainHead | None, report: Report) -> Iterator[Break]:
    """One site's chain, entry by entry, then its heads."""
    expected, previous, daily = 1, rules.GENESIS, _DailyHeads(site)
    moment: datetime | None = None
    newest = head.position if head else 0
    rows = ChainEntry.objects.filter(site_code=site, position__lte=newest).order_by("position").values_list(*COLUMNS)
    walk = rows.iterator(chunk_size=CHUNK)
    while chunk := [(rules.Entry(*row[:7]), row[7]) for row in islice(walk, CHUNK)]:
        report.records += len(chunk)
        changed = _changed_records([entry for entry, _hash in chunk])
        for entry, kept in chunk:
            if entry.position != expected:
                yield Break("entry_missing", site, expected)
            elif entry.previous != previous or rules.hash_of(entry) != kept:
                yield Break("entry_changed", site, entry.position, entry.kind, entry.record_id)
            elif what := changed.get((entry.kind, entry.record_id)):
                yield Break(what, site, entry.position, entry.kind, entry.record_id)
            yield from daily.before(entry)
            expected, previous, moment = entry.position + 1, kept, entry.at
    yield from daily.rest()
    if head is None or (head.position, head.hash, head.at) != (expected - 1, previous, moment):
        yield Break("head_changed", site, newest)
    elif ChainEntry.objects.filter(site_code=site, position__gt=_newest(site)).exists():
        yield Break("entry_added", site, newest + 1)


def _newest(site: str) -> Any:
    """The head as it is while the statement runs: others may append meanwhile."""
    return ChainHead.objects.filter(site_code=site).values("position")[:1]


class _DailyHeads:
    """The published heads of a site, compared with the chain as it is walked."""

    def __init__(self, site: str) -> None:
        self.site = site
        mine = {head.day: head for head in DailyHead.objects.filter(site_code=site)}
        days = DailyHead.objects.values_list("day", flat=True).distinct().order_by("day")
        self.waiting = [(day, mine.get(day)) for day in days]
        self.last: tuple[int, str] = (0, rules.GENESIS)

    def before(self, entry: rules.Entry) -> Iterator[Break]:
        """Heads of the days that were over before this entry."""
        day = timezone.localdate(entry.at)
        while self.waiting and self.waiting[0][0] < day:
            yield from self._compare(*self.waiting.pop(0))
        self.last = (entry.position, rules.hash_of(entry))

    def rest(self) -> Iterator[Break]:
        """Heads of the days since the last entry."""
        for day, head in self.waiting:
            yield from self._compare(day, head)

    def _compare(self, day: date, head: DailyHead | None) -> Iterator[Break]:
        if head is None and self.last[0]:
            yield Break(f"daily_head_missing {day}", self.site, self.last[0])
        if head is not None and (head.position, head.hash) != self.last:
            yield Break(f"daily_head_changed {day}", self.site, head.position)


def _changed_records(entries: list[rules.Entry]) -> dict[tuple[str, int], str]:
    """What is wrong with the live rows of some entries, by kind and id."""
    wrong: dict[tuple[str, int], str] = {}
    for name in {entry.kind for entry in entries}:
        digests = {entry.record_id: entry.digest for entry in entries if entry.kind == name}
        live = _live_digests(name, list(digests))
        for record_id, digest in digests.items():
            if live.get(record_id) != digest:
                wrong[name, record_id] = "record_changed" if record_id in live else "record_missing"
    return wrong


def _live_digests(name: str, ids: list[int]) -> dict[int, str]:
    """Digests of live rows. A row whose bytes cannot even be read any more has an empty one."""
    kind = kind_named(name)
    if kind is None:
        return {}
    try:
        return {record_id: rules.digest_of(document) for record_id, document in kind.documents(ids).items()}
    except (ValueError, TypeError, ArithmeticError, LookupError):
        if len(ids) == 1:
            return {ids[0]: ""}
    half = len(ids) // 2
    return {**_live_digests(name, ids[:half]), **_live_digests(name, ids[half:])}


def _unchained(kind: RecordKind) -> Iterator[Break]:
    """Rows that are official and stand in no chain: slipped in."""
    entry = ChainEntry.objects.filter(kind=kind.name, record_id=OuterRef("pk"))
    for pk in kind.rows().filter(~Exists(entry)).order_by("pk").values_list("pk", flat=True)[:BREAKS_TOLD]:
        yield Break("record_not_chained", kind=kind.name, record=pk)
