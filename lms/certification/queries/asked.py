"""What schemes ask of an assessment, as ``assessments.schemes`` wants it said."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from assessments.rules.terms import Named, Terms
from assessments.schemes import Level
from lms.certification.models import AwardDecision, AwardRule, SchemeTerms


class AskedBySchemes:
    """The answers of the schemes in force; each is two reads however many levels are asked for."""

    def terms(self, levels: Collection[Level], *, on: date) -> dict[Level, Terms]:
        """A level belongs to the scheme of its newest rule in force; the scheme's newest terms in force count."""
        trades, codes = {trade for trade, _level in levels}, {level for _trade, level in levels}
        rows = AwardRule.objects.filter(trade__code__in=trades, level__code__in=codes, in_force_on__lte=on)
        in_order = rows.order_by("in_force_on", "pk").values_list("trade__code", "level__code", "level__scheme")
        schemes = {(trade, level): scheme for trade, level, scheme in in_order}
        dated = SchemeTerms.objects.filter(scheme__in=set(schemes.values()), in_force_on__lte=on).order_by("in_force_on", "pk")
        newest = {row.scheme_id: _terms(row) for row in dated}
        return {level: newest[schemes[level]] for level in levels if schemes.get(level) in newest}

    def failures(self, person_id: int) -> dict[Level, list[date]]:
        """Earning a level forgets the tries before it."""
        found: dict[Level, list[date]] = {}
        decided = AwardDecision.objects.filter(person=person_id, revised_by=None).order_by("confirmed_at", "pk")
        for trade, level, earned, at in decided.values_list("trade__code", "level__code", "earned", "confirmed_at"):
            if earned:
                found.pop((trade, level), None)
            else:
                found.setdefault((trade, level), []).append(timezone.localdate(at))
        return found

    def roles(self, *, on: date) -> list[Named]:
        """From the terms in force and those to come, each role once."""
        found: dict[str, Named] = {}
        for row in SchemeTerms.objects.order_by("in_force_on", "pk"):
            found |= {role.code: role for role in _named(row.members)}
        return list(found.values())


def _terms(row: SchemeTerms) -> Terms:
    return Terms(
        fee=row.fee,
        exemptions=_named(row.exempt),
        fee_first=row.fee_first,
        assessors=row.assessors,
        members=_named(row.members),
        retest_wait_days=row.retest_wait_days,
        retest_attempts=row.retest_attempts,
    )


def _named(rows: list[dict[str, Any]]) -> tuple[Named, ...]:
    """The English words are the code: an editor types no codes, and a new wording is a new thing."""
    return tuple(Named(slugify(one["en"])[:80], one["ar"], one["en"], one.get("count", 1)) for one in rows)
