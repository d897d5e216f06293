"""Two sheets that lie apart: what counts as apart, who agrees, who decides, and appeals against the marks of a task."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments import actions, queries, rules
from assessments.models import Appeal, AssessmentCase, MarkSheet, PracticalAssignment, ResultVersion
from lms.outbox.actions import deliver_all
from lms.people.models import Person
from lms.records.models import ChainEntry
from lms.refusals import Refusal
from tests.assessments.test_practical import judge, judge_all

pytestmark = pytest.mark.django_db
People = Callable[[str], Person]
LINES = [
    {"id": "A", "marks": 15, "bands": [{"marks": 15}, {"marks": 8}, {"marks": 0}]},
    {"id": "B", "marks": 10, "bands": [{"marks": 10}, {"marks": 0}]},
]


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


@pytest.mark.parametrize(
    ("first", "second", "far"),
    [
        ({"A": 15, "B": 10}, {"A": 8, "B": 10}, []),  # one description
        ({"A": 15, "B": 10}, {"A": 0, "B": 10}, ["A"]),  # two
        ({"A": 15}, {"A": 7}, ["A"]),  # a little more than one: 7 lies 7/8 of the way up to 8
        ({"A": 8, "B": 10}, {"A": 8, "B": 0}, []),  # of two descriptions none is two apart
        ({"A": 15}, {"B": 0}, []),  # a stopped task was not judged on everything
    ],
)
def test_lines_more_than_one_description_apart(first: dict[str, int], second: dict[str, int], far: list[str]) -> None:
    sheets = [{code: Decimal(given) for code, given in one.items()} for one in (first, second)]
    assert rules.apart(sheets, LINES, steps=1) == far


def test_a_line_apart_is_no_agreement_though_the_sums_are_alike() -> None:
    alike = [(Decimal(80), "competent"), (Decimal(80), "competent")]
    assert rules.agree(alike, tolerance=10).agreed
    assert not rules.agree(alike, tolerance=10, lines_apart=1).agreed


@pytest.fixture
def task(db: None) -> PracticalAssignment:
    """Trainee12's task: Samir's sheet is sealed (full but for two lines), Dalia now seals one with nothing shown."""
    second = MarkSheet.objects.select_related("assignment__task_version").get(
        assignment__case__person__username="trainee12", assessor__username="dalia"
    )
    judge_all(second, band=2)
    actions.seal_sheet(sheet=second, now=timezone.now())
    return PracticalAssignment.objects.select_related("case__policy", "task_version").get(pk=second.assignment_id)


def full(task: PracticalAssignment) -> dict[str, Decimal]:
    return {line["id"]: Decimal(line["marks"]) for line in task.task_version.rubric}


def test_one_proposes_the_other_signs(task: PracticalAssignment, person: People) -> None:
    samir, dalia, now = person("samir"), person("dalia"), timezone.now()
    words: dict[str, Any] = {"critical": [], "reason": "We looked at the seam again", "now": now}
    made = actions.propose_agreement(assignment=task, marks=full(task), by=samir, **words)
    task.refresh_from_db()
    assert (task.outcome, made.standing_at) == ("", None)  # one signature binds nobody
    assert code(lambda: actions.sign_agreement(agreement=made, by=samir, now=now)) == "own_proposal"
    assert code(lambda: actions.sign_agreement(agreement=made, by=person("tarek"), now=now)) == "not_allowed"
    newer = actions.propose_agreement(assignment=task, marks=full(task), by=dalia, **words)
    assert code(lambda: actions.sign_agreement(agreement=made, by=dalia, now=now)) == "agreement_void"
    actions.sign_agreement(agreement=newer, by=samir, now=now)
    task.refresh_from_db()
    assert (task.percent, task.outcome) == (Decimal(100), "competent")
    assert code(lambda: actions.propose_agreement(assignment=task, marks=full(task), by=samir, **words)) == "nothing_to_agree"
    assert task.results.get().cause == ResultVersion.Cause.AGREED


def test_a_correction_makes_a_proposal_void(task: PracticalAssignment, person: People) -> None:
    now, marks = timezone.now(), full(task)
    made = actions.propose_agreement(assignment=task, marks=marks, critical=[], reason="-", by=person("samir"), now=now)
    sheet = MarkSheet.objects.get(assignment=task, assessor=person("dalia"))
    new = actions.correct_sheet(sheet=sheet, reason="I misread two lines", now=now)
    line = task.task_version.rubric[0]
    judge(new, line["id"], str(line["bands"][1]["marks"]))
    actions.seal_sheet(sheet=new, now=now)
    assert code(lambda: actions.sign_agreement(agreement=made, by=person("dalia"), now=now)) == "agreement_void"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"marks": {}}, "aspects_missing"),
        ({"marks": {"nonsense": Decimal(1)}}, "aspect_unknown"),
        ({"critical": ["nonsense"]}, "aspect_unknown"),
        ({"by": "nadia"}, "not_allowed"),
    ],
)
def test_what_cannot_be_proposed(task: PracticalAssignment, person: People, change: dict[str, Any], said: str) -> None:
    words = {"marks": full(task), "critical": [], "reason": "-", "by": "samir"} | change
    words["by"] = person(words["by"])
    assert code(lambda: actions.propose_agreement(assignment=task, now=timezone.now(), **words)) == said


def test_the_chair_decides_and_never_who_marked(task: PracticalAssignment, person: People) -> None:
    now, tarek = timezone.now(), person("tarek")
    decide: dict[str, Any] = {"assignment": task, "critical": [], "reason": "By the photos", "now": now}
    assert code(lambda: actions.decide_as_chair(marks=full(task), by=person("hoda"), **decide)) == "not_allowed"
    too_much = {line: given + 1 for line, given in full(task).items()}
    assert code(lambda: actions.decide_as_chair(marks=too_much, by=tarek, **decide)) == "marks_impossible"
    half = {line: given / 2 for line, given in full(task).items()}
    actions.decide_as_chair(marks=half, by=tarek, **decide)
    task.refresh_from_db()
    assert (task.percent, task.outcome, task.results.get().cause) == (Decimal(50), "not_yet_competent", "chair")


def test_a_critical_fail_that_was_agreed_on_overrides_full_marks(task: PracticalAssignment, person: People) -> None:
    fail = next(one["id"] for one in task.task_version.critical_fails if one["action"] == "fail")
    actions.decide_as_chair(
        assignment=task, marks=full(task), critical=[fail], reason="Seen by both", by=person("tarek"), now=timezone.now()
    )
    task.refresh_from_db()
    assert (task.percent, task.outcome) == (Decimal(100), "not_yet_competent")


def test_sheets_stay_blind_until_both_are_sealed(signed_in: Callable[[str], Client]) -> None:
    task = PracticalAssignment.objects.get(case__person__username="trainee12")
    for login in ("samir", "dalia", "tarek"):
        answer = signed_in(login).get(f"/en/marking/tasks/{task.uuid}/", headers={"accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (409, "sheets_open"), login


def test_agreeing_on_the_screen(task: PracticalAssignment, signed_in: Callable[[str], Client]) -> None:
    page, samir, dalia = f"/en/marking/tasks/{task.uuid}/", signed_in("samir"), signed_in("dalia")
    assert "To agree on" in dalia.get("/en/marking/").content.decode()
    assert "far apart" in samir.get(page).content.decode()
    sent = {f"marks-{line}": str(given) for line, given in full(task).items()} | {"reason": "We looked again"}
    assert samir.post(page, sent).status_code == 302
    assert "I agree and sign" not in samir.get(page).content.decode()
    assert "I agree and sign" in dalia.get(page).content.decode()
    assert dalia.post(f"{page}sign/1/").status_code == 302
    assert "We looked again" in signed_in("tarek").get(f"/en/committee/{task.case.uuid}/").content.decode()


@pytest.fixture
def confirmed(db: None) -> PracticalAssignment:
    """Trainee26: judged by Dalia, not yet competent, confirmed by Tarek five days ago."""
    return PracticalAssignment.objects.select_related("case__policy", "case__person", "task_version").get(
        case__person__username="trainee26"
    )


def test_an_appeal_against_a_task_from_filing_to_a_new_level_decision(
    confirmed: PracticalAssignment, signed_in: Callable[[str], Client], person: People
) -> None:
    line = confirmed.task_version.rubric[2]
    page, file = f"/en/exams/cases/{confirmed.case.uuid}/", f"/en/exams/tasks/{confirmed.uuid}/appeal/"
    candidate = signed_in("trainee26")
    assert "File an appeal" in candidate.get(page).content.decode()
    assert candidate.post(file, {"aspect": line["id"], "reason": "The seam is on the photo"}).status_code == 302
    assert candidate.post(file, {"reason": "again"}, headers={"accept": "application/json"}).json()["code"] == "appeal_waits"
    appeal = Appeal.objects.get(assignment=confirmed)
    desk = f"/en/committee/appeals/{appeal.uuid}/"
    for judge_of_it in ("tarek",):
        own = signed_in(judge_of_it).post(desk, {"decision": "x"}, headers={"accept": "application/json"})
        assert own.json()["code"] == "own_judgement"
    marks = {f"marks-{one['id']}": str(one["marks"]) for one in confirmed.task_version.rubric}
    assert signed_in("hoda").post(desk, marks | {"decision": "It is on the photo"}).status_code == 302
    appeal.refresh_from_db()
    newest = confirmed.results.order_by("-number").first()
    assert (appeal.state, newest.cause, newest.percent, newest.outcome) == ("upheld", "appeal", Decimal(100), "competent")
    assert ChainEntry.objects.filter(kind="result_revised", record_id=newest.pk).exists()
    confirmed.refresh_from_db()
    assert confirmed.outcome == "not_yet_competent"  # what was confirmed stays; the version stands beside it
    assert "It is on the photo" in candidate.get(page).content.decode()
    deliver_all()
    from lms.certification.models import AwardDecision, Certificate

    again = AwardDecision.objects.get(case_id=confirmed.case_id, revised_by=None)
    assert (again.practical, again.earned) == (Decimal(100), True)
    assert Certificate.objects.filter(person=confirmed.case.person).exists()


def test_an_appeal_has_its_days(confirmed: PracticalAssignment, person: People) -> None:
    case = confirmed.case
    last = case.confirmed_at + timedelta(days=case.policy.appeal_days)
    file: dict[str, Any] = {"assignment": confirmed, "aspect": "", "reason": "-"}
    assert code(lambda: actions.file_task_appeal(now=last + timedelta(seconds=1), **file)) == "appeal_too_late"
    assert code(lambda: actions.file_task_appeal(now=last, **(file | {"reason": " "}))) == "reason_missing"
    appeal = actions.file_task_appeal(now=last, **file)
    decided = actions.decide_task_appeal(
        appeal=appeal, marks={}, critical=[], decision="As the rubric says", by=person("hoda"), now=last
    )
    assert (decided.state, decided.result, confirmed.results.count()) == ("rejected", None, 1)
    open_case = PracticalAssignment.objects.filter(case__state=AssessmentCase.State.RUNNING).first()
    assert code(lambda: actions.file_task_appeal(now=last, **(file | {"assignment": open_case}))) == "nothing_to_appeal"


def test_an_appeal_against_a_paper_has_its_days(person: People) -> None:
    from assessments.models import Attempt

    attempt = Attempt.objects.select_related("paper__blueprint").get(person__username="trainee26", kind="official")
    late = actions.last_moment(attempt) + timedelta(seconds=1)
    assert code(lambda: actions.file_appeal(attempt=attempt, position=None, reason="-", now=late)) == "appeal_too_late"


def test_the_case_page_asks_as_often_for_agreements_as_without(
    task: PracticalAssignment, person: People, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(13):
        queries.case_view(AssessmentCase.objects.select_related("policy").get(pk=task.case_id))
