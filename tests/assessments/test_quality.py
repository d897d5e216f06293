"""Whether assessors judge alike: figures worked by hand, a lenient assessor found in time, and looks at sealed sheets."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions, queries
from assessments.actions.quality import check_anchors
from assessments.models import AnchorClip, LevelPolicy, MarkSheet, PracticalTask, QualityLook, SamplingRule
from assessments.rules.quality import (
    OnTask,
    Sampling,
    judged_anchor,
    leniency,
    line_agreement,
    share,
    weighted_kappa,
    why_sampled,
)
from lms.people.models import Person
from lms.refusals import Refusal
from tests.assessments.test_practical import judge_all

People = Callable[[str], Person]
LINE = {"id": "A", "marks": 20, "bands": [{"marks": 20}, {"marks": 10}, {"marks": 0}]}


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def sheets_of(dice: random.Random, count: int, *, lenient: float) -> list[float]:
    """Per cents of candidates of every strength, judged with an error, by somebody who gives so much more."""
    return [min(100.0, max(0.0, dice.gauss(66, 10) + dice.gauss(0, 5) + lenient)) for _one in range(count)]


def first_flag(dice: random.Random, *, lenient: float, candidates: int = 30) -> int:
    """After how many candidates an assessor is named, looking after each; 0 when never. Seven colleagues judged ten each."""
    others, own = sheets_of(dice, 70, lenient=0), sheets_of(dice, candidates, lenient=lenient)
    for count in range(1, candidates + 1):
        found = leniency([OnTask(own[:count], others)])
        if found and found.word:
            return count
    return 0


def test_a_lenient_assessor_is_found_within_thirty_candidates_and_a_fair_one_is_left_alone() -> None:
    dice, runs = random.Random(266), 400
    caught = sum(bool(first_flag(dice, lenient=12)) for _run in range(runs))
    alarms = sum(bool(first_flag(dice, lenient=0)) for _run in range(runs))
    assert caught / runs >= 0.95
    assert alarms / runs < 0.05


def test_a_severe_assessor_is_found_too() -> None:
    dice = random.Random(14)
    found = leniency([OnTask(sheets_of(dice, 30, lenient=-15), sheets_of(dice, 70, lenient=0))])
    assert found is not None and found.word == "severe"


def test_nothing_is_said_beside_few_others() -> None:
    assert leniency([OnTask([90.0] * 30, [60.0] * 9)]) is None
    assert leniency([OnTask([], [60.0] * 90)]) is None


def test_wilsons_bounds_by_hand() -> None:
    found = share(8, 10)
    assert found is not None
    assert (round(found.value, 3), round(found.low, 3), round(found.high, 3)) == (0.8, 0.490, 0.943)
    assert share(0, 0) is None


def test_kappa_by_hand() -> None:
    # Four pairs of 0..2: (0,0) (1,1) (2,2) (2,0). Seen: 4. Margins 1,1,2 and 2,1,1; by chance
    # (1*1*1 + 1*1*4 + 1*2*1 + 1*1*1 + 2*2*4 + 2*1*1) / 4 = 26 / 4. Kappa = 1 - 4 / 6.5.
    found = weighted_kappa([(0, 0), (1, 1), (2, 2), (2, 0)], steps=3)
    assert found is not None and round(found.value, 4) == round(1 - 4 / 6.5, 4)
    assert found.low < found.value < found.high
    perfect = weighted_kappa([(0, 0), (1, 1), (2, 2)], steps=3)
    assert perfect is not None and perfect.value == 1.0
    assert weighted_kappa([(1, 1)] * 9, steps=3) is None  # everybody the same: chance explains all


def test_agreement_on_a_line_by_hand() -> None:
    pairs = [(20, 20), (20, 10), (10, 10), (0, 20), (12, 10)]
    found = line_agreement([({"A": Decimal(a)}, {"A": Decimal(b)}) for a, b in pairs], LINE)
    assert found.exact is not None and found.adjacent is not None
    assert (found.pairs, found.exact.value, found.adjacent.value) == (5, 0.6, 0.8)  # 12 is nearest to 10


@pytest.mark.parametrize(
    ("before", "percent", "critical", "draw", "why"),
    [
        (0, "90", False, 0.99, "new_assessor"),
        (2, "90", False, 0.99, ""),
        (2, "90", True, 0.99, "critical"),
        (2, "63", False, 0.99, "near_line"),
        (2, "56.99", False, 0.99, ""),
        (2, "90", False, 0.149, "drawn"),
        (2, "90", False, 0.15, ""),
    ],
)
def test_which_sheets_are_drawn(before: int, percent: str, critical: bool, draw: float, why: str) -> None:
    rule = Sampling(new_sheets=2, near=3, critical=True, share=15)
    found = why_sampled(rule, sealed_before=before, percent=Decimal(percent), least=60, critical=critical, draw=draw)
    assert found == why


@pytest.mark.parametrize(
    ("given", "good", "off", "far"),
    [
        ("20", True, "0.00", []),
        ("10", False, "-50.00", []),
        ("18", False, "-10.00", []),
        ("19", True, "-5.00", []),
        ("0", False, "-100.00", ["A"]),
    ],
)
def test_an_anchor_is_judged_well_within_bounds(given: str, good: bool, off: str, far: list[str]) -> None:
    found = judged_anchor({"A": Decimal(given)}, {"A": Decimal(20)}, [LINE], within=8)
    assert (found.good, found.off_by, found.lines_apart) == (good, Decimal(off), far)


@pytest.fixture
def sealed(db: None) -> MarkSheet:
    """Amina's sheet, just sealed by Samir with full marks."""
    sheet = MarkSheet.objects.select_related("assignment__task_version").get(assignment__case__person__username="amina")
    judge_all(sheet)
    return actions.seal_sheet(sheet=sheet, now=timezone.now())


@pytest.mark.django_db
def test_a_look_is_taken_by_one_stranger_at_a_time(person: People, signed_in: Callable[[str], Client], sealed: MarkSheet) -> None:
    look, _made = QualityLook.objects.get_or_create(sheet=sealed, defaults={"why": "drawn", "drawn_at": timezone.now()})
    magdy, admin, now = person("magdy"), person("admin"), timezone.now()
    actions.take_look(look=look, by=magdy, now=now)
    assert code(lambda: actions.take_look(look=look, by=admin, now=now)) == "leased"
    assert code(lambda: actions.take_look(look=look, by=person("samir"), now=now)) == "own_judgement"
    actions.take_look(look=look, by=admin, now=now + timedelta(hours=9))  # the lease ran out
    say: dict[str, Any] = {"look": look, "by": admin, "now": now + timedelta(hours=9)}
    assert code(lambda: actions.say_verdict(verdict="disagree", finding=" ", action="talk", **say)) == "reason_missing"
    assert code(lambda: actions.say_verdict(verdict="", finding="", action="none", **say)) == "verdict_missing"
    actions.say_verdict(verdict="disagree", finding="The hem was not measured", action="talk", **say)
    assert code(lambda: actions.take_look(look=look, by=admin, now=now)) == "looked_already"
    page = signed_in("magdy").get("/en/quality/").content.decode()
    assert "The hem was not measured" in page


@pytest.mark.django_db
def test_sealing_draws_by_the_rule_in_force_and_the_same_again_draws_the_same(person: People, sealed: MarkSheet) -> None:
    again = actions.seal_sheet(sheet=sealed, now=timezone.now())
    assert QualityLook.objects.filter(sheet=again).count() <= 1
    SamplingRule.objects.update(share=100)
    other = MarkSheet.objects.get(assignment__case__person__username="trainee12", assessor__username="dalia")
    judge_all(other)
    actions.seal_sheet(sheet=other, now=timezone.now())
    assert QualityLook.objects.filter(sheet=other).exists()


@pytest.mark.django_db
def test_a_new_assessor_judges_anchors_before_scoring(person: People, signed_in: Callable[[str], Client]) -> None:
    LevelPolicy.objects.filter(trade__code="RAC", level="L1").update(anchors=1)
    samir, clip, now = person("samir"), AnchorClip.objects.get(), timezone.now()
    case = MarkSheet.objects.filter(assignment__task_version__task__code="RAC-P1").first().assignment.case
    check = lambda: check_anchors(assessor=samir, policy=LevelPolicy.objects.get(pk=case.policy_id), now=now)  # noqa: E731
    assert code(check) == "anchors_missing"
    marks = {line: Decimal(given) for line, given in clip.marks.items()}
    assert code(lambda: actions.judge_anchor(clip=clip, marks={}, by=samir, now=now)) == "aspects_missing"
    assert code(lambda: actions.judge_anchor(clip=clip, marks=marks, by=person("magdy"), now=now)) == "own_anchor"
    nothing = dict.fromkeys(marks, Decimal(0))
    assert not actions.judge_anchor(clip=clip, marks=nothing, by=samir, now=now).good
    page = f"/en/marking/anchors/{clip.uuid}/"
    assert "agreed</span>" not in signed_in("samir").get(page).content.decode()  # not before one judges well
    assert code(check) == "anchors_missing"
    assert actions.judge_anchor(clip=clip, marks=marks, by=samir, now=now).good
    check()
    now += timedelta(days=366)
    assert code(check) == "anchors_missing"  # it lasts a year


@pytest.mark.django_db
def test_a_clip_needs_something_to_judge(person: People) -> None:
    task = PracticalTask.objects.select_related("current").get(code="TLR-P1")
    marks = {line["id"]: Decimal(line["marks"]) for line in task.current.rubric}
    make: dict[str, Any] = {"task": task, "title": "t", "within": 8, "clip": None, "by": person("magdy"), "now": timezone.now()}
    assert code(lambda: actions.set_anchor(shows="", marks=marks, **make)) == "clip_missing"
    assert code(lambda: actions.set_anchor(shows="x", marks={}, **make)) == "aspects_missing"
    assert actions.set_anchor(shows="x", marks=marks, **make).marks == {line: str(given) for line, given in marks.items()}


@pytest.mark.django_db
def test_a_sheet_goes_to_somebody_else_only_while_nobody_may_have_marks_of_it(
    person: People, signed_in: Callable[[str], Client]
) -> None:
    sheet = MarkSheet.objects.get(assignment__case__person__username="amina")
    give = lambda to, now: actions.hand_over(sheet=sheet, to=person(to), by=person("hoda"), now=now)  # noqa: E731
    now = timezone.now()
    signed_in("samir").get(f"/ar/marking/{sheet.uuid}/")  # open on his tablet
    assert code(lambda: give("dalia", now)) == "sheet_leased"
    assert code(lambda: give("nadia", now + timedelta(hours=13))) == "not_allowed"
    assert give("dalia", now + timedelta(hours=13)).assessor == person("dalia")
    assert code(lambda: give("dalia", now + timedelta(hours=13))) == "sheet_taken"
    judge_all(MarkSheet.objects.select_related("assignment__task_version").get(pk=sheet.pk))
    assert code(lambda: give("samir", now + timedelta(hours=99))) == "sheet_begun"


@pytest.mark.django_db
def test_the_figures_are_read_in_a_few_queries(django_assert_max_num_queries: Any, signed_in: Callable[[str], Client]) -> None:
    with django_assert_max_num_queries(3):
        found = queries.judged()
    assert {one.person.username for one in found.assessors} == {"samir", "dalia"}
    page = signed_in("magdy").get("/en/quality/alike/").content.decode()
    assert "Lenient or severe" in page
