"""What a scheme asks: the committee, the fee, the wait before a retest."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import actions
from assessments.models import AssessmentCase, CommitteeMember, ExamSitting, FeeFact
from assessments.queries import exams_of, fee_of
from assessments.rules.terms import Named, Retest, Terms, missing_members, retest
from courses.models import Trade
from lms.audit.models import AuditEntry
from lms.certification.models import AwardDecision, SchemeTerms
from lms.outbox.actions import deliver_all
from lms.people.models import Person, Site
from lms.refusals import Refusal

SignIn = Callable[[str], Client]
Named_ = Callable[[str], Person]


def refused(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as found:
        call()
    return found.value


def terms_now() -> SchemeTerms:
    return SchemeTerms.objects.get(scheme__code="three-level-v1")


@pytest.fixture
def waiting(db: None) -> AssessmentCase:
    """A case that waits for its chair."""
    return AssessmentCase.objects.get(person__username="trainee03")


@pytest.fixture
def failed(db: None) -> tuple[Person, Trade, date]:
    """Somebody who did not earn the level, the trade, and the day on which that was decided."""
    person = Person.objects.get(username="trainee26")
    deliver_all()
    decision = AwardDecision.objects.get(person=person)
    assert not decision.earned
    return person, Trade.objects.get(code="RAC"), timezone.localdate(decision.confirmed_at)


# By hand: a wait of 30 days after 1 November is open from 1 December on; one first try and three retests make four failures.
@pytest.mark.parametrize(
    ("failures", "wait", "attempts", "expected"),
    [
        ([], 30, 3, Retest()),
        ([date(2026, 11, 1)], 30, 3, Retest(first_day=date(2026, 12, 1))),
        ([date(2026, 11, 1), date(2026, 9, 1)], 30, 3, Retest(first_day=date(2026, 12, 1))),
        ([date(2026, 11, 1)], None, None, Retest()),
        ([date(2026, 11, 1)], 0, 1, Retest()),
        ([date(2026, 11, 1)] * 3, 30, 3, Retest(first_day=date(2026, 12, 1))),
        ([date(2026, 11, 1)] * 4, 30, 3, Retest(used_up=True)),
        ([date(2026, 11, 1)], 30, 0, Retest(used_up=True)),
    ],
)
def test_when_a_level_may_be_tried_again(failures: list[date], wait: int | None, attempts: int | None, expected: Retest) -> None:
    assert retest(failures, Terms(retest_wait_days=wait, retest_attempts=attempts)) == expected
    assert retest(failures, None) == Retest()


def test_the_first_day_is_open_and_the_day_before_is_not() -> None:
    wait = Retest(first_day=date(2026, 12, 1))
    assert (wait.open_on(date(2026, 11, 30)), wait.open_on(date(2026, 12, 1))) == (False, True)
    assert not Retest(used_up=True).open_on(date(2030, 1, 1))


def test_a_committee_lacks_whom_it_lacks() -> None:
    two, one = Named("union", "نقابة", "union", 2), Named("employers", "أعمال", "employers")
    terms = Terms(members=(two, one))
    assert missing_members(terms, ["union", "union", "employers", "guest"]) == []
    assert missing_members(terms, ["union"]) == [Named("union", "نقابة", "union", 1), one]


def test_who_sat_is_kept_with_the_confirmation(waiting: AssessmentCase, person: Named_) -> None:
    case = actions.confirm_case(case=waiting, by=person("tarek"), now=timezone.now())
    assert [one["role"] for one in case.committee["members"]] == ["employers", "labour-directorate"]
    assert case.committee["assessors"] == [person("samir").pk]
    assert actions.confirm_case(case=waiting, by=person("tarek"), now=timezone.now()).committee == case.committee


def test_an_empty_seat_holds_the_confirmation_up(waiting: AssessmentCase, person: Named_) -> None:
    union = {"ar": "ممثل النقابة", "en": "trade union", "count": 1}
    SchemeTerms.objects.filter(pk=terms_now().pk).update(members=[*terms_now().members, union])
    now, tarek = timezone.now(), person("tarek")
    said = refused(lambda: actions.confirm_case(case=waiting, by=tarek, now=now))
    assert (said.code, said.detail["missing"]) == ("committee_incomplete", ["trade-union"]) and "نقابة" in str(said.message)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.committee) == ("ready", {})
    role, first = Named("trade-union", "ممثل النقابة", "trade union"), timezone.localdate(now)

    def name(site: str, first_day: date) -> CommitteeMember:
        return actions.name_member(
            site=Site.objects.get(code=site), role=role, name="عادل", body="", first_day=first_day, last_day=None, by=tarek
        )

    name("AS-C1", first)  # another governorate's committee
    name("GZ-C1", first + timedelta(days=1))  # from tomorrow on
    assert refused(lambda: actions.confirm_case(case=waiting, by=tarek, now=now)).code == "committee_incomplete"
    sits = name("GZ-C1", first)
    assert name("GZ-C1", first) == sits
    assert len(actions.confirm_case(case=waiting, by=tarek, now=now).committee["members"]) == 3


def test_a_member_who_left_does_not_sit(waiting: AssessmentCase, person: Named_) -> None:
    member, today = CommitteeMember.objects.get(role="employers"), timezone.localdate()
    actions.end_membership(member=member, last_day=today - timedelta(days=1), by=person("tarek"))
    assert (
        refused(lambda: actions.confirm_case(case=waiting, by=person("tarek"), now=timezone.now())).code == "committee_incomplete"
    )
    later = actions.end_membership(member=member, last_day=today, by=person("tarek"))
    assert later.last_day == today - timedelta(days=1)
    assert AuditEntry.objects.filter(verb="committee.member_left").count() == 1


def test_too_few_assessors_are_refused_when_planned_and_when_confirmed(waiting: AssessmentCase, person: Named_) -> None:
    SchemeTerms.objects.filter(pk=terms_now().pk).update(assessors=2)
    said = refused(lambda: actions.confirm_case(case=waiting, by=person("tarek"), now=timezone.now()))
    assert said.code == "assessors_too_few" and said.detail["assessors"] == 1
    case = AssessmentCase.objects.get(person__username="trainee07")
    from assessments.models import PracticalTask

    task = PracticalTask.objects.get(code=case.policy.tasks[0])

    def plan(*logins: str) -> object:
        return actions.assign_practical(
            case=case, task=task, site=case.site, at=timezone.now(), by=person("hoda"), assessors=[person(one) for one in logins]
        )

    assert refused(lambda: plan("samir")).code == "assessors_missing"
    plan("samir", "dalia")


def test_a_level_that_no_scheme_speaks_of_asks_for_nothing(waiting: AssessmentCase, person: Named_) -> None:
    SchemeTerms.objects.all().delete()
    case = actions.confirm_case(case=waiting, by=person("tarek"), now=timezone.now())
    assert case.committee == {"assessors": [person("samir").pk], "members": []}


def test_the_fee_is_settled_once_by_receipt_or_exemption(waiting: AssessmentCase, person: Named_) -> None:
    hoda, now = person("hoda"), timezone.now()
    fee = fee_of(waiting)
    assert (fee.amount, fee.due, fee.first, len(fee.exemptions)) == (Decimal(100), True, False, 2)
    taken = FeeFact.objects.filter(kind="paid").first()
    assert taken is not None

    def pay(receipt: str) -> FeeFact:
        return actions.note_payment(case=waiting, receipt=receipt, by=hoda, now=now)

    assert refused(lambda: pay("  ")).code == "receipt_missing"
    assert refused(lambda: pay(f" {taken.receipt} ")).code == "receipt_used"
    fact = pay("77 / 2026")
    assert (fact.amount, fact.receipt, fee_of(waiting).due) == (Decimal(100), "77 / 2026", False)
    assert refused(lambda: pay("78")).code == "fee_settled"
    actions.take_back_fee(case=waiting, by=hoda, now=now)
    actions.take_back_fee(case=waiting, by=hoda, now=now)
    assert fee_of(waiting).due and FeeFact.objects.filter(case=waiting).count() == 2

    def exempt(code: str, reason: str) -> FeeFact:
        return actions.note_exemption(case=waiting, exemption=Named(code, "", ""), reason=reason, by=hoda, now=now)

    assert refused(lambda: exempt("friends-of-the-chair", "x")).code == "unknown_exemption"
    assert refused(lambda: exempt(fee.exemptions[1].code, " ")).code == "reason_missing"
    assert exempt(fee.exemptions[1].code, "شهادة 15").exemption == {"code": "children-of-martyrs", "ar": "", "en": ""}
    actions.confirm_case(case=waiting, by=person("tarek"), now=now)
    assert refused(lambda: actions.take_back_fee(case=waiting, by=hoda, now=now)).code == "case_closed"


def test_a_new_fee_does_not_reach_cases_opened_before_it(waiting: AssessmentCase) -> None:
    scheme = terms_now().scheme
    SchemeTerms.objects.create(scheme=scheme, in_force_on=timezone.localdate(), fee=Decimal(250), fee_first=True)
    assert (fee_of(waiting).amount, fee_of(waiting).first) == (Decimal(100), False)
    waiting.opened_at = timezone.now()
    assert (fee_of(waiting).amount, fee_of(waiting).first) == (Decimal(250), True)


def test_confirming_waits_for_the_fee_only_where_the_scheme_says_so(waiting: AssessmentCase, person: Named_) -> None:
    SchemeTerms.objects.filter(pk=terms_now().pk).update(fee_first=True)
    now = timezone.now()
    assert refused(lambda: actions.confirm_case(case=waiting, by=person("tarek"), now=now)).code == "fee_due"
    actions.note_payment(case=waiting, receipt="9", by=person("hoda"), now=now)
    assert actions.confirm_case(case=waiting, by=person("tarek"), now=now).state == "confirmed"
    SchemeTerms.objects.filter(pk=terms_now().pk).update(fee=Decimal(0))
    free = AssessmentCase.objects.get(person__username="trainee07")
    assert not fee_of(free).due
    assert refused(lambda: actions.note_payment(case=free, receipt="10", by=person("hoda"), now=now)).code == "no_fee"


def test_nobody_is_entered_before_the_day(failed: tuple[Person, Trade, date], person: Named_) -> None:
    learner, trade, decided = failed
    first, hoda = decided + timedelta(days=30), person("hoda")

    def at(day: date) -> datetime:
        return timezone.make_aware(datetime(day.year, day.month, day.day, 10))

    def ask(by: Person, day: date) -> AssessmentCase:
        return actions.open_case(person=learner, trade=trade, level="L1", by=by, now=at(day))

    for by in (learner, hoda):
        said = refused(lambda by=by: ask(by, first - timedelta(days=1)))  # type: ignore[misc]
        assert (said.code, said.detail["first_day"]) == ("retest_too_early", first.isoformat())
    case = ask(learner, first)
    early = actions.open_sitting(
        trade=trade, level="L1", site=case.site, starts_at=at(first - timedelta(days=1)), ends_at=at(first), by=hoda
    )
    assert refused(lambda: actions.seat_candidate(case=case, sitting=early, by=hoda)).code == "retest_too_early"
    ExamSitting.objects.filter(pk=early.pk).update(starts_at=at(first), ends_at=at(first + timedelta(days=1)))
    early.refresh_from_db()
    assert actions.seat_candidate(case=case, sitting=early, by=hoda).case == case
    SchemeTerms.objects.filter(pk=terms_now().pk).update(retest_attempts=0)
    AssessmentCase.objects.filter(pk=case.pk).update(state="withdrawn")
    assert refused(lambda: ask(learner, first + timedelta(days=400))).code == "retests_used_up"


def test_the_learner_sees_the_fee_and_the_day(failed: tuple[Person, Trade, date], signed_in: SignIn) -> None:
    learner, _trade, decided = failed
    page = signed_in(learner.username)
    offer = next(one for one in exams_of(learner, now=timezone.now()).offers if (one.trade.code, one.level) == ("RAC", "L1"))
    assert (offer.wait.first_day, offer.open_now, offer.fee) == (decided + timedelta(days=30), False, Decimal(100))
    text = page.get("/en/exams/").content.decode()
    assert "You may be assessed again from" in text and "fee of the assessment: 100 pounds" in text and "Fee paid" in text
    answer = page.post("/en/exams/request/", {"trade": "RAC", "level": "L1"}, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()["code"]) == (409, "retest_too_early")


def test_staff_settle_the_fee_on_the_case_s_page(waiting: AssessmentCase, signed_in: SignIn) -> None:
    page, address = signed_in("hoda"), f"/en/committee/{waiting.uuid}/"
    text = page.get(address).content.decode()
    assert "100 pounds due" in text and "Note the exemption" in text and "labour directorate" in text
    assert page.post(f"{address}payment/", {"receipt": ""}).status_code == 422
    assert page.post(f"{address}exemption/", {"exemption": "cousins", "reason": "x"}).status_code == 422
    page.post(f"{address}exemption/", {"exemption": "people-with-disabilities", "reason": "Card 40517"})
    assert "Card 40517" in page.get(address).content.decode()
    page.post(f"{address}fee/take-back/")
    page.post(f"{address}payment/", {"receipt": "55012"})
    assert "55012" in page.get(address).content.decode() and fee_of(waiting).fact.receipt == "55012"  # type: ignore[union-attr]


def test_members_are_named_and_leave_on_their_page(signed_in: SignIn, db: None) -> None:
    page, today = signed_in("tarek"), timezone.localdate()
    giza = Site.objects.get(code="GZ-C1")
    form = {"site": giza.pk, "role": "employers", "name": "Lotfy", "body": "Chamber", "first_day": today.isoformat()}
    assert page.post("/en/committee/members/", form | {"role": "astrologer"}).status_code == 422
    assert page.post("/en/committee/members/", form | {"site": Site.objects.get(code="AS-C1").pk}).status_code == 422
    assert page.post("/en/committee/members/", form | {"last_day": "2020-01-01"}).status_code == 422
    assert page.post("/en/committee/members/", form).status_code == 302
    member = CommitteeMember.objects.get(name="Lotfy")
    assert "Lotfy" in page.get("/en/committee/members/").content.decode()
    assert signed_in("wafaa").post(f"/en/committee/members/{member.pk}/end/").status_code == 403
    page.post(f"/en/committee/members/{member.pk}/end/")
    member.refresh_from_db()
    assert member.last_day == today


def test_lists_ask_as_often_for_one_as_for_three(signed_in: SignIn, db: None) -> None:
    page = signed_in("tarek")
    page.get("/ar/committee/members/")
    with CaptureQueriesContext(connection) as two:
        page.get("/ar/committee/members/")
    known = CommitteeMember.objects.all()[0]
    same = {"site": known.site, "role_name": known.role_name, "first_day": known.first_day, "named_by": known.named_by}
    CommitteeMember.objects.bulk_create(CommitteeMember(role="x", name=str(n), **same) for n in range(3))
    with CaptureQueriesContext(connection) as five:
        page.get("/ar/committee/members/")
    assert len(two) == len(five)
