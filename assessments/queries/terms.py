"""What a scheme asks of cases: the committee, the fee, the wait before a retest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import AssessmentCase, CommitteeMember, FeeFact
from assessments.rules.terms import Named, Retest, Terms, missing_members, retest
from assessments.schemes import Level, schemes
from lms.people.access import sites_where
from lms.people.models import Person, Role, Site


def terms_for(*, trade_code: str, level: str, on: date) -> Terms | None:
    """What the scheme in force asks on a day; None where no scheme speaks of the level."""
    return schemes().terms([(trade_code, level)], on=on).get((trade_code, level))


def assessors_asked(case: AssessmentCase, *, on: datetime) -> int:
    """How many assessors a task of the case needs: what the level asks, or the scheme, whichever is more."""
    terms = terms_for(trade_code=case.policy.trade.code, level=case.policy.level, on=timezone.localdate(on))
    return max(case.policy.assessors, terms.assessors if terms else 0)


def retests_of(person: Person, levels: Iterable[Level], *, on: date) -> dict[Level, Retest]:
    """When a person may try each level again; levels they never failed are left out."""
    wanted = set(levels)
    failures = {level: days for level, days in schemes().failures(person.pk).items() if level in wanted}
    found = schemes().terms(list(failures), on=on) if failures else {}
    return {level: retest(days, found.get(level)) for level, days in failures.items()}


def committee_at(site: Site, *, on: date) -> QuerySet[CommitteeMember]:
    """Who sits on the committee that covers a site on a day."""
    above = [site.path[: index + 1] for index, sign in enumerate(site.path) if sign == "/"]
    standing = Q(last_day=None) | Q(last_day__gte=on)
    return CommitteeMember.objects.filter(standing, site__path__in=above, first_day__lte=on).order_by("role", "name", "pk")


def members_for(person: Person) -> QuerySet[CommitteeMember]:
    """Members of the committees that the person answers for, those who sit today or later first."""
    condition = Q(pk__in=[])
    for path in sites_where(person, Role.Kind.CHAIR, Role.Kind.MANAGER, Role.Kind.ADMINISTRATOR):
        condition |= Q(site__path__startswith=path)
    return CommitteeMember.objects.filter(condition).select_related("site").order_by("site__path", "role", "-first_day", "pk")


@dataclass(frozen=True)
class Committee:
    """Who judges a case: what is asked for, who sits, and who is missing."""

    terms: Terms | None
    members: list[CommitteeMember]
    missing: list[Named]


def committee_of(case: AssessmentCase, *, on: date) -> Committee:
    """The committee of a case on a day."""
    terms = terms_for(trade_code=case.policy.trade.code, level=case.policy.level, on=on)
    if terms is None:
        return Committee(None, [], [])
    wanted = {role.code for role in terms.members}
    sitting = [one for one in committee_at(case.site, on=on) if one.role in wanted]
    return Committee(terms, sitting, missing_members(terms, [one.role for one in sitting]))


@dataclass(frozen=True)
class Fee:
    """The fee of a case: what the scheme asked on the day the case was opened, and the fact that settles it."""

    amount: Decimal | None
    exemptions: tuple[Named, ...]
    first: bool
    fact: FeeFact | None

    @property
    def due(self) -> bool:
        """Whether something is still to be paid or to be exempted."""
        return bool(self.amount) and self.fact is None


def fee_of(case: AssessmentCase) -> Fee:
    """The fee of one case."""
    return fees_of([case])[case.pk]


def fees_of(cases: Iterable[AssessmentCase]) -> dict[int, Fee]:
    """Fees by case; one read of facts, and one of terms for each day on which the cases were opened."""
    cases = list(cases)
    newest = {fact.case_id: fact for fact in FeeFact.objects.filter(case__in=cases).order_by("noted_at", "pk")}
    by_day: dict[date, set[Level]] = {}
    for case in cases:
        by_day.setdefault(timezone.localdate(case.opened_at), set()).add((case.policy.trade.code, case.policy.level))
    asked = {day: schemes().terms(levels, on=day) for day, levels in by_day.items()}
    return {case.pk: _fee(case, asked, newest.get(case.pk)) for case in cases}


def _fee(case: AssessmentCase, asked: dict[date, dict[Level, Terms]], fact: FeeFact | None) -> Fee:
    terms = asked[timezone.localdate(case.opened_at)].get((case.policy.trade.code, case.policy.level)) or Terms()
    stands = fact if fact and fact.kind != FeeFact.Kind.TAKEN_BACK else None
    return Fee(terms.fee, terms.exemptions, terms.fee_first, stands)
