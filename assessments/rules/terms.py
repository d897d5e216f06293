"""What a skill scheme lays on an assessment: who judges, what it costs, when it may be tried again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Named:
    """A thing of a scheme in both languages, known by its code: who pays nothing, or who sits on a committee, and how many."""

    code: str
    ar: str
    en: str
    count: int = 1


@dataclass(frozen=True)
class Terms:
    """The terms of a scheme on a day. The fee is in Egyptian pounds; None is not laid down, and binds nobody."""

    fee: Decimal | None = None
    exemptions: tuple[Named, ...] = ()
    fee_first: bool = False  # nothing is confirmed before the fee is settled
    assessors: int = 1
    members: tuple[Named, ...] = ()
    retest_wait_days: int | None = None
    retest_attempts: int | None = None


@dataclass(frozen=True)
class Retest:
    """When a level may be tried again: the first day (None: any day), or never when every retest is used."""

    first_day: date | None = None
    used_up: bool = False

    def open_on(self, day: date) -> bool:
        """Whether the level may be tried on a day."""
        return not self.used_up and (self.first_day is None or day >= self.first_day)


def retest(failures: Sequence[date], terms: Terms | None) -> Retest:
    """``failures``: the days on which it was decided that the level is not earned. The wait counts from the latest one.

    With three retests allowed, the fourth failure is the last: one first try and three retests.
    """
    if terms is None or not failures:
        return Retest()
    if terms.retest_attempts is not None and len(failures) > terms.retest_attempts:
        return Retest(used_up=True)
    wait = terms.retest_wait_days
    return Retest(first_day=max(failures) + timedelta(days=wait) if wait else None)


def missing_members(terms: Terms, seated: Sequence[str]) -> list[Named]:
    """Who is missing from a committee, given the codes of the roles of those who sit on it; ``count`` says how many."""
    sit = Counter(seated)
    lacking = [(role, role.count - sit[role.code]) for role in terms.members]
    return [Named(role.code, role.ar, role.en, short) for role, short in lacking if short > 0]
