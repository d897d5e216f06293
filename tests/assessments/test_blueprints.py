"""Blueprints: a table of criteria, levels and difficulties, enemies, safety; written by staff as new versions."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments import actions, rules
from assessments.actions.papers import blueprint_in_force
from assessments.actions.safety import missed_safety
from assessments.models import AssessmentCase, Attempt, Blueprint, LevelPolicy
from courses.models import Trade
from lms.people.models import Person
from lms.refusals import Refusal

LEVELS = ("L1", "L2")
BANK = [
    rules.Candidates(
        id=n,
        code=f"Q{n:02}",
        level=LEVELS[n % 2],
        unit=f"U{n % 3}",
        safety=False,
        criterion=f"U{n % 3}-C{n % 2}",
        difficulty=n % 3 + 1,
    )
    for n in range(36)
]


def chosen(wanted: rules.Draw, seed: str) -> list[rules.Candidates]:
    return [BANK[one] for one in rules.draw(BANK, wanted, seed=seed).ids]


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (rules.Cell(1, criterion="U0"), 12),
        (rules.Cell(1, criterion="U0-C1"), 6),
        (rules.Cell(1, level="L2"), 18),
        (rules.Cell(1, difficulty=3), 12),
        (rules.Cell(1, criterion="U1", level="L1", difficulty=2), 6),
        (rules.Cell(1), 36),
    ],
)
def test_what_lies_in_a_cell(cell: rules.Cell, count: int) -> None:
    assert sum(cell.fits(question) for question in BANK) == count


@given(seed=st.integers(0, 10**6), first=st.integers(0, 4), second=st.integers(0, 4))
def test_cells_and_enemies_hold_in_every_paper(seed: int, first: int, second: int) -> None:
    cells = (rules.Cell(first, criterion="U1", level="L1"), rules.Cell(second, criterion="U2-C1", difficulty=3))
    enemies = (frozenset({"Q00", "Q01", "Q02"}), frozenset({"Q05", "Q11"}))
    found = chosen(rules.Draw(questions=10, from_levels=LEVELS, cells=cells, enemies=enemies), str(seed))
    assert len({one.id for one in found}) == 10
    for cell in cells:
        assert sum(cell.fits(one) for one in found) >= cell.least
    codes = {one.code for one in found}
    assert all(len(codes & group) <= 1 for group in enemies)


def test_what_a_cell_lacks_is_said_exactly() -> None:
    wanted = rules.Draw(questions=10, from_levels=LEVELS, cells=(rules.Cell(7, criterion="U0-C1", level="L2"),))
    lacking = [(one.kind, one.name, one.have, one.missing) for one in rules.needs(BANK, wanted) if one.missing]
    assert lacking == [("cell", "U0-C1 L2", 6, 1)]
    with pytest.raises(Refusal) as refused:
        rules.draw(BANK, wanted, seed="a")
    assert refused.value.code == "bank_too_small"


def test_a_bank_of_enemies_fills_no_paper() -> None:
    wanted = rules.Draw(questions=2, from_levels=LEVELS, enemies=(frozenset(one.code for one in BANK),))
    with pytest.raises(Refusal) as refused:
        rules.draw(BANK, wanted, seed="a")
    assert refused.value.code == "bank_too_small"


@pytest.mark.django_db
def test_a_missed_safety_question_is_a_critical_fail_where_the_paper_says_so(person: Callable[[str], Person]) -> None:
    case = AssessmentCase.objects.get(person__username="trainee28")
    attempt = Attempt.objects.select_related("paper__blueprint").get(person=case.person, kind="official")
    answer = attempt.answers.select_related("item__version").first()
    type(answer.item.version).objects.filter(pk=answer.item.version_id).update(safety_critical=True)
    newest = attempt.results.get()
    newest.lines[str(answer.position)] = "0.00"
    newest.save()
    assert missed_safety(attempt) == []
    attempt.paper.blueprint.rules["safety_all_right"] = True
    attempt.paper.blueprint.save()
    assert answer.position in missed_safety(attempt)
    assert actions.confirm_case(case=case, by=person("tarek"), now=timezone.now()).critical_fail


@pytest.mark.django_db
def test_new_rules_of_a_paper_are_a_new_version_from_their_day(signed_in: Callable[[str], Client]) -> None:
    trade, tomorrow = Trade.objects.get(code="TLR"), timezone.localdate() + timedelta(days=1)
    sent: dict[str, Any] = {"questions": 12, "minutes": 30, "safety": 1, "safety_all_right": "on", "effective_from": tomorrow}
    sent |= {"enemies": "TLR-Q03 TLR-Q17\nTLR-Q04", "criterion_1": "TLR-U01", "level_1": "L1", "difficulty_1": "", "least_1": 2}
    page = "/en/bank/blueprints/TLR/L1/new/"
    assert signed_in("mona").get(page).status_code == 200
    assert signed_in("mona").post(page, sent).status_code == 302
    today, later = (blueprint_in_force(trade=trade, level="L1", on=day) for day in (timezone.localdate(), tomorrow))
    assert (today.version, later.version, later.questions) == (1, 2, 12)
    assert later.rules["enemies"] == [["TLR-Q03", "TLR-Q17"]]
    assert later.rules["cells"] == [{"criterion": "TLR-U01", "level": "L1", "difficulty": None, "least": 2}]
    assert later.rules["units"] == today.rules["units"]  # what the form does not show stays
    assert Blueprint.objects.filter(trade=trade, level="L1").count() == 2


@pytest.mark.django_db
def test_how_a_level_is_assessed_changes_from_a_day_on(signed_in: Callable[[str], Client]) -> None:
    page, day = "/en/bank/policies/TLR/L1/new/", date(2027, 3, 1)
    sent = {"theory_least": 60, "practical_least": 65, "assessors": 2, "tolerance": 8, "steps_apart": 1, "anchors": 1}
    sent |= {"appeal_days": 20, "effective_from": day, "identity_first": "on"}  # type: ignore[dict-item]
    assert signed_in("mona").post(page, sent).status_code == 302
    made = LevelPolicy.objects.get(trade__code="TLR", level="L1", effective_from=day)
    old = LevelPolicy.objects.filter(trade__code="TLR", level="L1").order_by("effective_from").first()
    assert (made.appeal_days, made.identity_first, made.tasks, made.name) == (20, True, old.tasks, old.name)
    again = signed_in("mona").post(page, sent, headers={"accept": "application/json"})
    assert (again.status_code, again.json()["code"]) == (422, "day_taken")
    assert made.practical_least == Decimal(65)
