"""Prior learning: the plan is always the blueprint less what was accepted, and the paper follows it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessments import actions, queries, rules
from assessments.models import AssessmentCase, Candidate, PriorLearning
from assessments.rules.plan import asked_less, plan, shows
from lms.people.models import Person
from lms.refusals import Refusal

UNITS = [f"U{n}" for n in range(8)]
BANK = [
    rules.Candidates(id=n, code=f"Q{n:02}", level=("L1", "L2")[n % 2], unit=UNITS[n % 8], safety=n % 4 == 0) for n in range(48)
]


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


@given(accepted=st.sets(st.sampled_from([*UNITS, "of another level"])))
def test_the_plan_is_the_whole_less_what_was_accepted(accepted: set[str]) -> None:
    found = plan(UNITS, accepted)
    assert set(found.left) == set(UNITS) - accepted
    assert set(found.left) | set(found.accepted) == set(UNITS)
    assert [unit for unit in UNITS if unit in found.left] == list(found.left)  # in the order of the standard


@given(accepted=st.sets(st.sampled_from(UNITS), max_size=7), seed=st.integers(0, 10**6))
def test_a_paper_asks_nothing_that_was_accepted_and_as_much_as_is_left(accepted: set[str], seed: int) -> None:
    wanted = rules.Draw(questions=16, from_levels=("L1", "L2"), units=dict.fromkeys(UNITS, 1), levels={"L1": 4}, safety=2)
    shorter, bank = asked_less(wanted, BANK, accepted)
    drawn = {one.id: one for one in bank}
    chosen = [drawn[pk] for pk in rules.draw(bank, shorter, seed=str(seed)).ids]
    assert len(chosen) == 2 * (8 - len(accepted))  # every unit has an eighth of the bank
    assert {one.unit for one in chosen} == set(UNITS) - accepted


@pytest.mark.parametrize(
    ("right", "asked", "known"), [(1, 1, False), (2, 2, True), (1, 2, False), (4, 5, True), (3, 4, False), (0, 0, False)]
)
def test_what_a_diagnostic_paper_shows(right: int, asked: int, known: bool) -> None:
    assert shows(right, asked) is known


@pytest.fixture
def case(db: None) -> AssessmentCase:
    return AssessmentCase.objects.select_related("policy__trade", "person").get(person__username="trainee07")


@pytest.mark.django_db
def test_from_a_claim_to_a_shorter_paper(
    case: AssessmentCase, seat: Candidate, now: datetime, person: Callable[[str], Person], signed_in: Callable[[str], Client]
) -> None:
    whole = set(queries.plan_of(case).left)
    unit = "TLR-U01"
    client = signed_in("trainee07")
    client.post(f"/en/exams/cases/{case.uuid}/known/", {"unit": unit, "basis": "evidence", "words": "Six years at a tailor's"})
    claim = PriorLearning.objects.get(person=case.person, unit=unit)
    assert set(queries.plan_of(case).left) == whole  # a claim alone takes nothing away
    again = {"case": case, "unit": unit, "basis": "evidence", "words": "-", "now": now}
    assert code(lambda: actions.claim_unit(**again)) == "claimed"
    assert "Six years" in signed_in("hoda").get(f"/en/committee/{case.uuid}/").content.decode()
    decide: dict[str, Any] = {"claim": claim, "now": now}
    assert code(lambda: actions.decide_claim(accept=True, reason="", by=case.person, **decide)) == "own_judgement"
    assert code(lambda: actions.decide_claim(accept=False, reason=" ", by=person("hoda"), **decide)) == "reason_missing"
    assert signed_in("hoda").post(f"/en/committee/known/{claim.uuid}/", {"accept": "1"}).status_code == 302
    assert set(queries.plan_of(case).left) == whole - {unit}
    assert code(lambda: actions.decide_claim(accept=True, reason="", by=person("hoda"), **decide)) == "claim_decided"
    attempt = actions.begin_official(seat=seat, start_code="123456", now=now)
    assert unit not in set(attempt.answers.values_list("item__version__unit", flat=True))
    assert "accepted" in client.get(f"/en/exams/cases/{case.uuid}/").content.decode()


@pytest.mark.django_db
def test_what_cannot_be_claimed_or_accepted(
    case: AssessmentCase, seat: Candidate, now: datetime, person: Callable[[str], Person]
) -> None:
    claim: dict[str, Any] = {"case": case, "unit": "TLR-U01", "basis": "evidence", "words": "-", "now": now}
    assert code(lambda: actions.claim_unit(**(claim | {"unit": "RAC-U01"}))) == "unit_unknown"
    assert code(lambda: actions.claim_unit(**(claim | {"words": " "}))) == "reason_missing"
    assert code(lambda: actions.claim_unit(**(claim | {"basis": "diagnostic"}))) == "not_shown"
    made = actions.claim_unit(**claim)
    actions.begin_official(seat=seat, start_code="123456", now=now)
    decide: dict[str, Any] = {"claim": made, "accept": True, "reason": "", "by": person("hoda"), "now": now}
    assert code(lambda: actions.decide_claim(**decide)) == "paper_begun"


@pytest.mark.django_db
def test_a_practice_paper_shows_a_unit(case: AssessmentCase, now: datetime) -> None:
    paper = actions.start_practice(person=case.person, trade=case.policy.trade, level="L1", now=now)
    actions.submit_attempt(attempt=paper, now=now)
    assert not any(unit.shown for unit in queries.plan_view(case))
    units: dict[str, list[Any]] = {}
    for answer in paper.answers.select_related("item__version"):
        units.setdefault(answer.item.version.unit, []).append(answer)
        answer.marks = answer.item.version.marks
        answer.save()
    shown = {unit.code for unit in queries.plan_view(case) if unit.shown}
    assert shown == {unit for unit, asked in units.items() if len(asked) >= 2}
    assert shown
    made = actions.claim_unit(case=case, unit=min(shown), basis="diagnostic", words="", now=now)
    assert made.attempt == paper
