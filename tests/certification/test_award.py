"""From a confirmed case to a certificate, once."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.events import JudgementConfirmed
from lms.audit.models import AuditEntry
from lms.certification.actions import award_if_earned, revoke
from lms.certification.models import AwardDecision, AwardRule, Certificate
from lms.certification.queries import rule_in_force
from lms.outbox.actions import deliver_all, publish
from lms.outbox.models import Delivery
from lms.people.models import Person, Site, TextMessage
from lms.refusals import Refusal
from lms.verification.queries import verification

pytestmark = pytest.mark.django_db
CASE = 990_001  # no case of the demo has this number


def confirmed(**changes: object) -> JudgementConfirmed:
    amina, tarek = Person.objects.get(username="amina"), Person.objects.get(username="tarek")
    facts: dict[str, object] = {
        "case_id": CASE,
        "person_id": amina.pk,
        "trade_code": "TLR",
        "level_code": "L1",
        "site_code": "GZ-C1",
        "theory_percent": "70.00",
        "practical_percent": "85.00",
        "critical_fail": False,
        "confirmed_by_id": tarek.pk,
        "confirmed_at": timezone.now().isoformat(),
    }
    return JudgementConfirmed(**{**facts, **changes})  # type: ignore[arg-type]


def hear(event: JudgementConfirmed) -> None:
    publish(event)
    deliver_all()


def test_an_earned_level_becomes_a_certificate_and_a_message() -> None:
    hear(confirmed())
    certificate = Certificate.objects.get(decision__case_id=CASE)
    assert certificate.decision.overall == Decimal("82.00")
    assert certificate.content["level"]["ar"] == "محدود المهارة"
    assert certificate.serial.startswith(f"W{certificate.issued_on.year % 100}-TLR1-")
    assert certificate.expires_on is not None and certificate.expires_on.year == certificate.issued_on.year + 5
    assert TextMessage.objects.filter(text__contains=certificate.serial).count() == 1


def test_hearing_of_a_case_five_times_issues_one_certificate() -> None:
    for _time in range(5):
        hear(confirmed())
    assert Certificate.objects.filter(decision__case_id=CASE).count() == 1
    assert AuditEntry.objects.filter(verb="certificate.issued", detail__case=CASE).count() == 1


def test_what_was_not_earned_is_decided_and_not_certified() -> None:
    hear(confirmed(theory_percent="49.00"))
    decision = AwardDecision.objects.get(case_id=CASE)
    assert (decision.earned, decision.reasons) == (False, ["theory_below_minimum"])
    assert not Certificate.objects.filter(decision=decision).exists()


def test_a_critical_fail_overrides_the_marks() -> None:
    hear(confirmed(critical_fail=True, practical_percent="100.00"))
    assert AwardDecision.objects.get(case_id=CASE).reasons == ["critical_fail"]


def test_a_missing_rule_keeps_the_case_waiting_and_entering_it_is_enough() -> None:
    rule = AwardRule.objects.get(level__code="L1", trade__code="TLR")
    AwardRule.objects.filter(pk=rule.pk).update(in_force_on=timezone.localdate() + timedelta(days=1))
    hear(confirmed())
    waiting = Delivery.objects.get(kind="assessments.JudgementConfirmed", payload__case_id=CASE)
    assert waiting.delivered_at is None and "No award rule" in waiting.last_error
    AwardRule.objects.filter(pk=rule.pk).update(in_force_on=rule.in_force_on)
    Delivery.objects.filter(pk=waiting.pk).update(due_at=timezone.now())
    deliver_all()
    assert Certificate.objects.filter(decision__case_id=CASE).exists()


def test_the_rule_of_the_day_of_confirmation_decides_and_is_copied() -> None:
    rule = AwardRule.objects.get(level__code="L1", trade__code="TLR")
    tomorrow = timezone.localdate() + timedelta(days=1)
    AwardRule.objects.create(
        level=rule.level, trade=rule.trade, in_force_on=tomorrow, theory_weight=50, practical_weight=50,
        theory_min=90, practical_min=90, overall_min=90,
    )  # fmt: skip
    assert rule_in_force(trade_code="TLR", level_code="L1", on=timezone.localdate()) == rule
    assert rule_in_force(trade_code="TLR", level_code="L1", on=tomorrow) != rule
    hear(confirmed())
    assert AwardDecision.objects.get(case_id=CASE).rule["theory_min"] == "50.00"


def test_a_later_change_of_name_does_not_change_the_certificate() -> None:
    hear(confirmed())
    Person.objects.filter(username="amina").update(name="اسم آخر")
    found = verification(Certificate.objects.get(decision__case_id=CASE).serial)
    assert found is not None and found.content["name"]["ar"] == "أمينة حسن عبد الله"


def test_revoking_shows_at_once_and_happens_once() -> None:
    hear(confirmed())
    certificate = Certificate.objects.get(decision__case_id=CASE)
    tarek = Person.objects.get(username="tarek")
    with pytest.raises(Refusal) as nameless:
        revoke(certificate=certificate, reason="fraud", words=" ", by=tarek)
    revoke(certificate=certificate, reason="issued_in_error", words="سُجل الاسم خطأ.", by=tarek)
    with pytest.raises(Refusal) as twice:
        revoke(certificate=certificate, reason="fraud", words="مرة أخرى", by=tarek)
    found = verification(certificate.serial)
    assert (nameless.value.code, twice.value.code) == ("reason_missing", "already_revoked")
    assert found is not None and (found.status, found.reason) == ("revoked", "صدرت بالخطأ")


def test_two_certificates_never_share_a_serial(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("lms.certification.actions.serials.secrets.randbelow", lambda _limit: next(drawn))
    first = award(CASE)
    second = award(CASE + 1)
    assert [first.certificate.serial[9:15], second.certificate.serial[9:15]] == ["000007", "000008"]


def award(case_id: int) -> AwardDecision:
    event = confirmed(case_id=case_id)
    return award_if_earned(
        case_id=case_id,
        person=Person.objects.get(pk=event.person_id),
        trade_code="TLR",
        level_code="L1",
        theory=Decimal("70"),
        practical=Decimal("85"),
        critical_fail=False,
        site=Site.objects.get(code="GZ-C1"),
        confirmed_by=Person.objects.get(pk=event.confirmed_by_id),
        confirmed_at=datetime.fromisoformat(event.confirmed_at),
    )
