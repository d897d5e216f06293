"""Schemes as dated data: written for a day to come, looked at first, undone before it, and never changed afterwards."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses.models import Trade
from lms.audit.models import AuditEntry
from lms.certification import rules
from lms.certification.actions import award_if_earned, withdraw_rule, withdraw_terms, write_rule, write_scheme, write_terms
from lms.certification.models import AwardDecision, AwardRule, SchemeTerms, SkillLevel, SkillScheme
from lms.certification.queries import recomputed, rule_in_force, rules_of, terms_in_force, what_if
from lms.certification.queries.recompute import _in_force
from lms.people.models import Person, Site
from lms.refusals import Refusal
from tests.certification.test_award import CASE, award

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
STRICT = {
    "theory_weight": Decimal(20), "practical_weight": Decimal(80), "theory_min": Decimal(50), "practical_min": Decimal(90),
    "overall_min": Decimal(60), "critical_fail_blocks": True, "validity_years": 3,
}  # fmt: skip


@pytest.fixture
def admin() -> Person:
    return Person.objects.get(username="admin")


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def strict_rule(by: Person, day: date | None = None) -> AwardRule:
    level, trade = SkillLevel.objects.get(code="L1"), Trade.objects.get(code="TLR")
    return write_rule(level=level, trade=trade, in_force_on=day or tomorrow(), values=STRICT, by=by)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_a_new_version_holds_from_its_day_and_not_before(admin: Person) -> None:
    written = strict_rule(admin)
    today = timezone.localdate()
    now = rule_in_force(trade_code="TLR", level_code="L1", on=today)
    then = rule_in_force(trade_code="TLR", level_code="L1", on=tomorrow())
    assert now is not None and now.practical_min == Decimal(60) and then == written
    assert AuditEntry.objects.filter(verb="rule.written", actor=admin, detail__practical_min="90").exists()


def test_writing_again_for_the_same_day_replaces_what_is_not_in_force(admin: Person) -> None:
    first = strict_rule(admin)
    again = write_rule(
        level=first.level,
        trade=first.trade,
        in_force_on=first.in_force_on,
        values={**STRICT, "practical_min": Decimal(85)},
        by=admin,
    )
    assert again.pk == first.pk and AwardRule.objects.get(pk=first.pk).practical_min == Decimal(85)


@pytest.mark.parametrize("days", [0, -1])
def test_nothing_is_written_for_today_or_the_past(admin: Person, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    scheme = SkillScheme.objects.get(code="three-level-v1")
    assert code_of(lambda: strict_rule(admin, day)) == "day_not_to_come"
    assert code_of(lambda: write_terms(scheme=scheme, in_force_on=day, values={"assessors": 2}, by=admin)) == "day_not_to_come"


def test_a_version_can_be_undone_until_its_day(admin: Person) -> None:
    written, standing = (
        strict_rule(admin),
        AwardRule.objects.get(level__code="L1", trade__code="TLR", in_force_on=date(2026, 1, 1)),
    )
    withdraw_rule(rule=written, by=admin)
    withdraw_rule(rule=written, by=admin)
    assert code_of(lambda: withdraw_rule(rule=standing, by=admin)) == "already_in_force"
    scheme = SkillScheme.objects.get(code="three-level-v1")
    terms = write_terms(scheme=scheme, in_force_on=tomorrow(), values={"assessors": 3, "fee": Decimal(250)}, by=admin)
    assert terms_in_force(scheme=scheme, on=tomorrow()) == terms
    withdraw_terms(terms=terms, by=admin)
    assert terms_in_force(scheme=scheme, on=tomorrow()) == SchemeTerms.objects.get(scheme=scheme)


def test_a_scheme_is_data(admin: Person) -> None:
    """The inspection for work abroad awards a level that no code names, and runs out after five years."""
    kept = award_if_earned(
        case_id=CASE, person=Person.objects.get(username="amina"), trade_code="RAC", level_code="F1", theory=Decimal(55),
        practical=Decimal(70), critical_fail=False, site=Site.objects.get(code="GZ-C1"),
        confirmed_by=Person.objects.get(username="tarek"), confirmed_at=timezone.now(),
    )  # fmt: skip
    certificate = kept.certificate
    assert certificate is not None and kept.overall == Decimal("62.50")
    assert certificate.content["scheme"]["code"] == "foreign-inspection"
    assert certificate.expires_on is not None and certificate.expires_on.year == certificate.issued_on.year + 5


def test_a_new_scheme_and_its_refusals(admin: Person) -> None:
    fields = {"code": "ministry-4", "name_ar": "نظام", "name_en": "Scheme", "in_force_on": tomorrow()}
    levels = [{"code": f"M{n}", "name_ar": "م", "name_en": "m", "nqf_level": n} for n in (1, 2)]
    made = write_scheme(fields=fields, levels=levels, by=admin)
    assert [(level.code, level.order, level.nqf_level) for level in made.levels.order_by("order")] == [("M1", 1, 1), ("M2", 2, 2)]
    assert code_of(lambda: write_scheme(fields=fields, levels=levels, by=admin)) == "code_taken"
    other = {**fields, "code": "ministry-5"}
    assert code_of(lambda: write_scheme(fields=other, levels=levels, by=admin)) == "code_taken"
    assert code_of(lambda: write_scheme(fields=other, levels=[], by=admin)) == "levels_missing"
    assert (
        code_of(lambda: write_scheme(fields={**other, "in_force_on": timezone.localdate()}, levels=levels, by=admin))
        == "day_not_to_come"
    )


def test_what_if_by_hand(admin: Person) -> None:
    """85 in practice passes today's 60 and fails tomorrow's 90; a theory mark of 40 fails both."""
    award(CASE)
    strict_rule(admin)
    found = what_if(rules_of(tomorrow()))
    tailoring = [one for one in found.differs if one.decision.trade.code == "TLR"]
    assert [(one.decision.case_id, one.gains, one.would.reasons) for one in tailoring] == [
        (CASE, False, ("practical_below_minimum",))
    ]
    assert found.tried == AwardDecision.objects.count() and what_if(rules_of(timezone.localdate())).differs == []


def test_what_if_counts_by_level_and_site(admin: Person) -> None:
    lenient = rules.Rule(Decimal(50), Decimal(50), Decimal(0), Decimal(0), Decimal(0), False)
    found = what_if(lambda _decision: lenient)
    failed = AwardDecision.objects.filter(earned=False).count()
    assert (found.gain, found.lose) == (failed, 0) and failed > 0
    assert [(gain, lose) for _one, gain, lose in found.by_level_and_site] == [(failed, 0)]
    assert found.differs[0].site_ar


def test_what_if_asks_as_often_for_many_as_for_one(admin: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            what_if(rules_of(tomorrow()))
        return len(queries)

    strict_rule(admin)
    award(CASE)
    one = asked()
    award(CASE + 1)
    award(CASE + 2)
    assert asked() == one


def test_the_demo_recomputes(admin: Person) -> None:
    award(CASE)
    assert [mismatch for mismatch in recomputed() if mismatch] == []
    strict_rule(admin)
    out = StringIO()
    call_command("recompute_levels", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"results": AwardDecision.objects.count(), "differ": []}


@pytest.mark.parametrize(
    ("change", "what"), [({"practical": Decimal("10")}, "decision"), ({"earned": False}, "decision"), ({"rule": {}}, "rule")]
)
def test_a_result_that_does_not_follow_is_named(change: dict[str, object], what: str) -> None:
    kept = award(CASE)
    AwardDecision.objects.filter(pk=kept.pk).update(**change)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("recompute_levels", "--json", stdout=out)
    assert json.loads(out.getvalue())["differ"] == [{"decision": kept.pk, "case": CASE, "what": what}]


marks = st.decimals(0, 100, places=2)
histories = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 100), marks, marks, marks, st.booleans()),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one[0],
)


@given(histories, st.lists(st.tuples(st.integers(0, 400), marks, marks, st.booleans()), max_size=8))
def test_any_history_of_dated_rules_gives_the_same_again(history: list[tuple[int, ...]], results: list[tuple[int, ...]]) -> None:
    """Results decided day by day, while rules are written ahead, equal those recomputed at the end with the whole history."""
    begin = date(2026, 1, 1)
    rows = [
        AwardRule(in_force_on=begin + timedelta(days=day), theory_weight=Decimal(weight), practical_weight=Decimal(101 - weight),
                  theory_min=theory, practical_min=practical, overall_min=overall, critical_fail_blocks=blocks)
        for day, weight, theory, practical, overall, blocks in history
    ]  # fmt: skip

    def decided(known: list[AwardRule], result: tuple[int, ...]) -> rules.Decision | None:
        from lms.certification.queries import as_rule

        in_order = sorted(known, key=lambda row: row.in_force_on)
        row = _in_force(in_order, begin + timedelta(days=result[0]))
        values = {"theory": result[1], "practical": result[2], "critical_fail": result[3]}
        return rules.decide(**values, rule=as_rule(row)) if row else None  # type: ignore[arg-type]

    for result in results:
        on_the_day = [row for row in rows if row.in_force_on <= begin + timedelta(days=result[0])]
        assert decided(on_the_day, result) == decided(rows, result)


def test_the_administrator_looks_first_and_then_writes(signed_in: SignIn) -> None:
    page = signed_in("admin")
    award(CASE)
    address = "/en/schemes/three-level-v1/L1/TLR/"
    sent = {**{name: str(value) for name, value in STRICT.items()}, "critical_fail_blocks": "on", "in_force_on": str(tomorrow())}
    text = page.post(address, sent).content.decode()
    assert "What would change on" in text and "<s>60</s>" in text and "<b>90</b>" in text
    assert not AwardRule.objects.filter(in_force_on=tomorrow()).exists(), "looking writes nothing"
    done = page.post(address, {**sent, "step": "write"}, follow=True).content.decode()
    assert "Until that day it can be undone" in done and "new from" in done
    wrong = page.post(address, {**sent, "theory_weight": "30"})
    assert wrong.status_code == 422 and "make 100" in wrong.content.decode()


def test_numbers_are_shown_without_needless_zeros(signed_in: SignIn) -> None:
    page = signed_in("admin").get("/en/schemes/three-level-v1/L1/TLR/").content.decode()
    assert 'name="theory_weight" value="20"' in page and 'name="overall_min" value="60"' in page


def test_what_if_on_the_page(signed_in: SignIn, admin: Person) -> None:
    award(CASE)
    strict_rule(admin)
    page = signed_in("admin")
    text = page.get("/en/schemes/what-if/", {"day": str(tomorrow())}).content.decode()
    assert "practice below the least" in text and "Amina" in text
    numbers = {"theory_weight": "20", "practical_weight": "80", "theory_min": "0", "practical_min": "99", "overall_min": "0"}
    level, trade = SkillLevel.objects.get(code="L1"), Trade.objects.get(code="TLR")
    typed = page.get("/en/schemes/what-if/", {**numbers, "level": level.pk, "trade": trade.pk})
    assert "By the numbers you typed" in typed.content.decode()
    assert (
        page.get("/en/schemes/what-if/", {**numbers, "level": level.pk, "trade": trade.pk, "practical_weight": "1"}).status_code
        == 422
    )


def test_unconfirmed_parts_say_so(signed_in: SignIn) -> None:
    text = signed_in("tarek").get("/en/schemes/decree-266-2025/").content.decode()
    assert "Not all of this is confirmed" in text and text.count("to be confirmed") >= 3
    assert "Write a rule" not in text, "who may not write is not offered it"


def test_the_page_of_schemes_asks_as_often_for_one_as_for_three(signed_in: SignIn) -> None:
    tarek = signed_in("tarek")
    tarek.get("/ar/schemes/")
    with CaptureQueriesContext(connection) as three:
        tarek.get("/ar/schemes/")
    AwardRule.objects.filter(level__scheme__code="foreign-inspection").delete()
    for code in ("decree-266-2025", "foreign-inspection"):
        SchemeTerms.objects.filter(scheme__code=code).delete()
        SkillLevel.objects.filter(scheme__code=code).delete()
        SkillScheme.objects.filter(code=code).delete()
    with CaptureQueriesContext(connection) as one:
        tarek.get("/ar/schemes/")
    assert len(one) == len(three)
