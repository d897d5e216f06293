"""Measurements, checklists and steps of a judgement: worked by hand, the same on the tablet as on the server, and kept."""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions, queries
from assessments.actions.judgements import AspectNote
from assessments.models import AspectFact, AssessmentCase, LevelPolicy, MarkSheet, PracticalTask
from assessments.rules.aspects import FoundUnreadable, marks_of, wrong_with
from lms.people.models import Person, Site
from lms.refusals import Refusal

HERE = Path(__file__).parent
NODE = shutil.which("node", path=f"{HERE.parents[1] / '.venv/bin'}{os.pathsep}{os.environ['PATH']}") or "node"
BANDS = [{"marks": 20}, {"marks": 12}, {"marks": 0}]
SEAM = {"id": "R1", "marks": 20, "bands": BANDS, "measure": {"target": 10, "within": [2, 4]}}
GAP = {"id": "R2", "marks": 20, "bands": BANDS, "measure": {"target": 0, "within": [0, 0.3]}}
LIST = {
    "id": "R3",
    "marks": 15,
    "bands": [{"marks": 15}, {"marks": 0}],
    "checklist": [{"id": "a", "marks": 5}, {"id": "b", "marks": 7.5}, {"id": "c", "marks": 2.5}],
}

BY_HAND: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    (SEAM, {"value": "10"}, "20"),
    (SEAM, {"value": "8"}, "20"),
    (SEAM, {"value": "12.0"}, "20"),
    (SEAM, {"value": "12.01"}, "12"),
    (SEAM, {"value": "7.99"}, "12"),
    (SEAM, {"value": "14"}, "12"),
    (SEAM, {"value": "14.5"}, "0"),
    (SEAM, {"value": "-10"}, "0"),
    (SEAM, {"value": "١٢"}, "20"),
    (SEAM, {"value": "١٢٫٥"}, "12"),
    (SEAM, {"value": "about ten"}, None),
    (SEAM, {"value": "1e1"}, None),
    (SEAM, {"value": "NaN"}, None),
    (SEAM, {"value": ""}, None),
    (SEAM, {"value": "10" + "0" * 11}, None),
    (SEAM, {"ticked": ["a"]}, None),
    (GAP, {"value": "0"}, "20"),
    (GAP, {"value": "0.3"}, "12"),
    (GAP, {"value": "0.31"}, "0"),
    (LIST, {"ticked": []}, "0"),
    (LIST, {"ticked": ["b"]}, "7.5"),
    (LIST, {"ticked": ["c", "a"]}, "7.5"),
    (LIST, {"ticked": ["a", "b", "c"]}, "15"),
    (LIST, {"ticked": ["a", "z"]}, None),
    (LIST, {"value": "3"}, None),
]


def on_the_server(line: dict[str, Any], found: dict[str, Any]) -> Decimal | None:
    try:
        return marks_of(line, found)
    except FoundUnreadable:
        return None


def on_the_tablet(cases: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[Decimal | None]:
    """What the tablet's own source makes of it; lines in the shape that the page gives it."""
    asked = [
        {"line": {**line, "most": line["marks"], "bands": [band["marks"] for band in line["bands"]]}, "found": found}
        for line, found in cases
    ]
    ran = subprocess.run(
        [NODE, "--disable-warning=ExperimentalWarning", str(HERE / "replay_aspects.mjs")],
        input=json.dumps({"cases": asked}), text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return [None if marks is None else Decimal(str(marks)) for marks in json.loads(ran.stdout)]


def test_what_was_found_earns_what_was_worked_out_by_hand() -> None:
    wanted = [None if marks is None else Decimal(marks) for _line, _found, marks in BY_HAND]
    cases = [(line, found) for line, found, _marks in BY_HAND]
    assert [on_the_server(line, found) for line, found in cases] == wanted
    assert on_the_tablet(cases) == wanted


def test_tablet_and_server_agree_on_four_hundred_measurements_near_the_tolerances() -> None:
    dice, cases = random.Random(266), []
    for _one in range(400):
        target, first = dice.randint(-50, 50) / 10, dice.randint(0, 30) / 10
        line = {**SEAM, "measure": {"target": target, "within": [first, round(first + dice.randint(1, 30) / 10, 1)]}}
        edge = dice.choice(line["measure"]["within"])
        value = target + dice.choice((-1, 1)) * edge + dice.choice((-0.01, 0, 0.01))
        cases.append((line, {"value": f"{value:.2f}"}))
    assert on_the_tablet(cases) == [on_the_server(line, found) for line, found in cases]


@pytest.mark.parametrize(
    "line",
    [
        {**SEAM, "measure": {"target": 10, "within": [4, 2]}},
        {**SEAM, "measure": {"target": 10, "within": [2]}},
        {**SEAM, "measure": {"target": 10, "within": [-1, 2]}},
        {**SEAM, "bands": [{"marks": 20}, {"marks": 20}, {"marks": 0}]},
        {**SEAM, "bands": [{"marks": 20}]},
        {**SEAM, "bands": [{"marks": 19}, {"marks": 0}]},
        {**LIST, "checklist": LIST["checklist"][:2]},
        {**LIST, "checklist": [{"id": "a", "marks": 7.5}, {"id": "a", "marks": 7.5}]},
        {**LIST, "checklist": [{"id": "a", "marks": 20}, {"id": "b", "marks": -5}]},
    ],
)
def test_a_line_that_cannot_be_judged_is_named(line: dict[str, Any]) -> None:
    assert wrong_with([SEAM, line | {"id": "R9"}, GAP, LIST]) == ["R9"]
    assert wrong_with([SEAM, GAP, LIST]) == []


@pytest.fixture
def sheet(db: None) -> MarkSheet:
    """Samir's sheet of MOB-P2: R3 is a checklist of 15, R4 a gap in millimetres, R6 a judgement in four steps."""
    now, hoda = timezone.now(), Person.objects.get(username="hoda")
    task = PracticalTask.objects.get(code="MOB-P2")
    policy = LevelPolicy.objects.get(trade__code="MOB", level="L2")
    giza = Site.objects.get(code="GZ-C1")
    case = AssessmentCase.objects.create(
        person=Person.objects.get(username="trainee09"), policy=policy, site=giza, opened_by=hoda, opened_at=now
    )
    team = [Person.objects.get(username=login) for login in ("samir", "dalia")]
    planned = actions.assign_practical(case=case, task=task, site=giza, at=now + timedelta(hours=1), assessors=team, by=hoda)
    return planned.sheets.get(assessor__username="samir")


def judge(sheet: MarkSheet, aspect: str, marks: str | None = None, found: dict[str, Any] | None = None, reason: str = "") -> None:
    sequence = AspectFact.objects.filter(sheet=sheet).count() + 1
    note = AspectNote(
        uuid=uuid4(),
        kind="marked",
        aspect=aspect,
        sequence=sequence,
        device_at=timezone.now(),
        marks=None if marks is None else Decimal(marks),
        found=found or {},
        reason=reason,
    )
    actions.note_aspect(sheet=sheet, note=note, now=timezone.now())


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_marks_follow_from_what_was_found_whatever_the_device_says(sheet: MarkSheet) -> None:
    judge(sheet, "MOB-P2-R4", "20", {"value": "0.2"})
    judge(sheet, "MOB-P2-R3", "15", {"ticked": ["touch", "colours"]})
    lines = {line.line["id"]: line for line in queries.sheet_view(sheet).lines}
    assert (lines["MOB-P2-R4"].marks, lines["MOB-P2-R4"].value) == (12, "0.2")
    assert lines["MOB-P2-R3"].marks == 10
    assert [ticked for _item, ticked in lines["MOB-P2-R3"].checks] == [True, True, False]
    assert not lines["MOB-P2-R3"].judged_freely, "10 of 15 is between two descriptions, but the ticks are the reason"


def test_nothing_measured_needs_a_reason_and_nonsense_is_refused(sheet: MarkSheet) -> None:
    assert refusal(lambda: judge(sheet, "MOB-P2-R4", "20")) == "found_missing"
    assert refusal(lambda: judge(sheet, "MOB-P2-R4", None, {"value": "wide"})) == "found_unreadable"
    assert refusal(lambda: judge(sheet, "MOB-P2-R3", None, {"ticked": ["smell"]})) == "found_unreadable"
    assert refusal(lambda: judge(sheet, "MOB-P2-R1", None, {"value": "3"})) == "found_unreadable"
    judge(sheet, "MOB-P2-R4", "12", reason="الشاشة كُسرت قبل القياس")
    assert AspectFact.objects.filter(sheet=sheet).count() == 1


def test_a_judgement_of_four_steps_takes_each_without_a_reason(sheet: MarkSheet) -> None:
    for marks in ("15", "10", "5", "0"):
        judge(sheet, "MOB-P2-R6", marks)
    assert refusal(lambda: judge(sheet, "MOB-P2-R6", "8")) == "reason_missing"


def test_what_was_found_is_sealed_carried_into_a_correction_and_told_to_the_candidate(sheet: MarkSheet) -> None:
    for aspect, marks in (("R1", "20"), ("R2", "15"), ("R5", "15"), ("R6", "10")):
        judge(sheet, f"MOB-P2-{aspect}", marks)
    judge(sheet, "MOB-P2-R3", found={"ticked": ["touch"]})
    judge(sheet, "MOB-P2-R4", found={"value": "٠٫٣"})
    sealed = actions.seal_sheet(sheet=sheet, now=timezone.now())
    assert sealed.marks == 20 + 15 + 5 + 12 + 15 + 10
    assert sealed.document["found"] == {"MOB-P2-R3": {"ticked": ["touch"]}, "MOB-P2-R4": {"value": "٠٫٣"}}
    new = actions.correct_sheet(sheet=sealed, reason="قيست مرة ثانية", now=timezone.now())
    assert {line.line["id"]: line.value for line in queries.sheet_view(new).lines}["MOB-P2-R4"] == "٠٫٣"


def test_the_plain_form_takes_measurements_and_ticks(sheet: MarkSheet, signed_in: Callable[[str], Client]) -> None:
    samir = signed_in("samir")
    page = f"/ar/marking/{sheet.uuid}/"
    shown = samir.get(page).content.decode()
    assert 'name="value"' in shown and shown.count('name="ticked"') == 3 and "مم فراغ" in shown
    assert samir.post(f"{page}judge/MOB-P2-R4/", {"value": "0.3"}).status_code == 302
    assert samir.post(f"{page}judge/MOB-P2-R3/", {"ticked": ["touch", "brightness"]}).status_code == 302
    marks = dict(AspectFact.objects.filter(sheet=sheet).values_list("aspect", "marks"))
    assert marks == {"MOB-P2-R4": 12, "MOB-P2-R3": 10}
    assert samir.post(f"{page}judge/MOB-P2-R4/", {"band": "20"}).status_code == 422
