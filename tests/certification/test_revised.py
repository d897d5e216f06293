"""A result revised after the committee confirmed it: decided anew by the rule of that day, once, and never downwards."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.actions import confirm_case, regrade
from assessments.models import AssessmentCase, Attempt
from lms.certification.actions import award_if_earned, decide_again
from lms.certification.models import AwardDecision, AwardRule, Certificate
from lms.certification.queries import decisions_of
from lms.certification.queries.recompute import recomputed_one
from lms.outbox.actions import deliver_all
from lms.people.models import Person, Site
from lms.records.models import ChainEntry
from lms.records.queries import verify_records

pytestmark = pytest.mark.django_db
CASE = 990_002  # no case of the demo has this number
LAST_WEEK = timezone.now() - timedelta(days=7)


def decided(theory: str) -> AwardDecision:
    """A case confirmed last week: 20 per cent theory of which 50 is the least, 80 per cent practical."""
    return award_if_earned(
        case_id=CASE, person=Person.objects.get(username="amina"), trade_code="TLR", level_code="L1", theory=Decimal(theory),
        practical=Decimal(85), critical_fail=False, site=Site.objects.get(code="GZ-C1"),
        confirmed_by=Person.objects.get(username="tarek"), confirmed_at=LAST_WEEK,
    )  # fmt: skip


def again(theory: str, result_id: int = 5) -> AwardDecision:
    site = Site.objects.get(code="GZ-C1")
    return decide_again(case_id=CASE, result_id=result_id, theory=Decimal(theory), site=site, at=timezone.now())


def test_a_raised_result_earns_the_level_once_and_the_first_decision_stands() -> None:
    first = decided("49.00")
    assert not first.earned
    for _time in range(3):
        second = again("60.00")
    assert (second.earned, second.overall, second.revises, second.result_id) == (True, Decimal("80.00"), first, 5)
    assert second.confirmed_at == LAST_WEEK  # the committee confirmed then; the rule is that day's
    certificate = Certificate.objects.get(decision__case_id=CASE)
    assert (certificate.decision, certificate.issued_on) == (second, timezone.localdate())
    first.refresh_from_db()
    assert (first.earned, first.theory, first.reasons) == (False, Decimal("49.00"), ["theory_below_minimum"])
    mine = decisions_of(first.person)
    assert second in mine and first not in mine
    assert ChainEntry.objects.filter(kind="level_decided", record_id__in=[first.pk, second.pk]).count() == 2
    assert recomputed_one(first) is None and recomputed_one(second) is None
    assert verify_records().outcome == "intact"


def test_the_rule_of_that_day_decides_though_another_is_in_force_now() -> None:
    decided("49.00")
    old = AwardRule.objects.filter(level__code="L1", trade__code="TLR").order_by("-in_force_on").first()
    assert old is not None
    old.pk, old.theory_min, old.in_force_on = None, Decimal(90), timezone.localdate() - timedelta(days=1)
    old.save()
    assert again("60.00").earned


def test_nobody_loses_a_level_and_a_second_certificate_is_not_issued() -> None:
    first = decided("70.00")
    assert again("40.00", result_id=5) == first
    better = again("75.00", result_id=6)
    assert (better.revises, better.earned) == (first, True)
    assert again("80.00", result_id=7).revises == better
    assert Certificate.objects.filter(decision__case_id=CASE).count() == 1


def test_what_is_not_decided_yet_waits() -> None:
    with pytest.raises(LookupError):
        again("60.00")


def test_a_faulty_question_about_safety_no_longer_fails_whoever_missed_it() -> None:
    case = AssessmentCase.objects.get(person__username="trainee28")
    attempt = Attempt.objects.select_related("paper__blueprint").get(person=case.person, kind="official")
    attempt.paper.blueprint.rules["safety_all_right"] = True
    attempt.paper.blueprint.save()
    missed = next(one for one in attempt.answers.select_related("item__version") if one.marks < one.item.version.marks)
    type(missed.item.version).objects.filter(pk__in=attempt.paper.items.values("version")).update(safety_critical=False)
    type(missed.item.version).objects.filter(pk=missed.item.version_id).update(safety_critical=True)
    tarek, mona = Person.objects.get(username="tarek"), Person.objects.get(username="mona")
    assert confirm_case(case=case, by=tarek, now=timezone.now()).critical_fail
    deliver_all()
    before = AwardDecision.objects.get(case_id=case.pk)
    assert (before.earned, before.critical_fail) == (False, True)
    regrade(version=missed.item.version, method="full_marks", answer=None, reason="ناقص", by=mona, now=timezone.now())
    deliver_all()
    after = AwardDecision.objects.get(case_id=case.pk, revised_by=None)
    assert (after.earned, after.critical_fail, after.revises) == (True, False, before)
    assert Certificate.objects.filter(decision=after).count() == 1


def test_a_faulty_question_reaches_the_decision_through_the_outbox() -> None:
    attempt = Attempt.objects.get(person__username="trainee24", kind="official")
    case = AssessmentCase.objects.get(person=attempt.person, state=AssessmentCase.State.CONFIRMED)
    lost = next(one for one in attempt.answers.select_related("item__version") if one.marks < one.item.version.marks)
    mona, before = Person.objects.get(username="mona"), AwardDecision.objects.get(case_id=case.pk)
    regrade(version=lost.item.version, method="full_marks", answer=None, reason="ناقص", by=mona, now=timezone.now())
    deliver_all()
    after = AwardDecision.objects.get(case_id=case.pk, revised_by=None)
    newest = attempt.results.order_by("-number").first()
    assert newest is not None
    assert (after.revises, after.result_id, after.theory) == (before, newest.pk, newest.percent)
    assert after.theory > before.theory and Certificate.objects.filter(decision=after).count() == 0
