"""Practical work: who may judge, what a sheet comes to, that a seal holds, and what the committee confirms."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from assessments import actions, queries
from assessments.actions import cases
from assessments.actions.judgements import AspectNote
from assessments.events import JudgementConfirmed
from assessments.models import AspectFact, AssessmentCase, Evidence, MarkSheet, PracticalAssignment, PracticalTask
from courses.models import Trade
from lms.people.models import Person, Role, Site
from lms.refusals import Refusal

pytestmark = pytest.mark.django_db
People = Callable[[str], Person]


@pytest.fixture
def sheet(db: None) -> MarkSheet:
    """Amina's task, which waits for Samir: TLR-P1 with 6 lines of 100 marks, three critical fails."""
    return MarkSheet.objects.select_related("assignment__task_version", "assignment__case").get(
        assignment__case__person__username="amina"
    )


def judge(
    sheet: MarkSheet, aspect: str, marks: str | None, *, kind: str = "marked", reason: str = "", uuid: UUID | None = None
) -> None:
    sequence = AspectFact.objects.filter(sheet=sheet).count() + 1
    note = AspectNote(
        uuid=uuid or uuid4(), kind=kind, aspect=aspect, sequence=sequence, device_at=timezone.now(),
        marks=None if marks is None else Decimal(marks), reason=reason,
    )  # fmt: skip
    actions.note_aspect(sheet=sheet, note=note, now=timezone.now())


def judge_all(sheet: MarkSheet, band: int = 0) -> None:
    for line in sheet.assignment.task_version.rubric:
        judge(sheet, line["id"], str(line["bands"][band]["marks"]))


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def ready_case() -> AssessmentCase:
    return AssessmentCase.objects.get(person__username="trainee28")


def test_full_marks_settle_the_assignment_and_ready_the_case(sheet: MarkSheet) -> None:
    judge_all(sheet)
    sealed = actions.seal_sheet(sheet=sheet, now=timezone.now())
    assert (sealed.marks, sealed.percent, sealed.outcome, sealed.critical_fail) == (100, 100, "competent", False)
    assignment = PracticalAssignment.objects.get(pk=sheet.assignment_id)
    assert (assignment.state, assignment.percent, assignment.outcome) == ("done", 100, "competent")
    assert AssessmentCase.objects.get(pk=assignment.case_id).state == "ready"


def test_a_critical_fail_overrides_full_marks(sheet: MarkSheet) -> None:
    judge_all(sheet)
    judge(sheet, "TLR-P1-F2", None, kind="critical_seen")
    sealed = actions.seal_sheet(sheet=sheet, now=timezone.now())
    assert (sealed.percent, sealed.outcome, sealed.critical_fail) == (100, "not_yet_competent", True)


def test_a_safety_stop_ends_the_task_before_every_line_is_judged(sheet: MarkSheet) -> None:
    judge(sheet, "TLR-P1-R1", "20")
    assert refusal(lambda: actions.seal_sheet(sheet=sheet, now=timezone.now())) == "aspects_missing"
    judge(sheet, "TLR-P1-F1", None, kind="critical_seen")
    assert actions.seal_sheet(sheet=sheet, now=timezone.now()).outcome == "stopped_for_safety"


def test_marks_between_two_descriptions_need_a_reason(sheet: MarkSheet) -> None:
    assert refusal(lambda: judge(sheet, "TLR-P1-R1", "15")) == "reason_missing"
    judge(sheet, "TLR-P1-R1", "15", reason="سلك غير مفحوص، والباقي سليم.")
    assert refusal(lambda: judge(sheet, "TLR-P1-R1", "20.5")) == "marks_out_of_range"
    assert refusal(lambda: judge(sheet, "TLR-P1-R1", "-1")) == "marks_out_of_range"
    assert refusal(lambda: judge(sheet, "TLR-P1-R9", "1")) == "aspect_unknown"
    assert refusal(lambda: judge(sheet, "TLR-P1-F9", None, kind="critical_seen")) == "aspect_unknown"


def test_the_same_judgement_five_times_is_one_fact(sheet: MarkSheet) -> None:
    uuid = uuid4()
    for _ in range(5):
        judge(sheet, "TLR-P1-R1", "20", uuid=uuid)
    assert AspectFact.objects.filter(sheet=sheet).count() == 1
    assert PracticalAssignment.objects.get(pk=sheet.assignment_id).state == "in_progress"


def test_a_sealed_sheet_never_changes(sheet: MarkSheet) -> None:
    judge_all(sheet)
    first = actions.seal_sheet(sheet=sheet, now=timezone.now())
    kept = AspectFact.objects.filter(sheet=sheet).first()
    assert kept is not None
    assert refusal(lambda: judge(sheet, "TLR-P1-R1", "0")) == "sheet_sealed"
    judge(sheet, kept.aspect, "0", uuid=kept.uuid)  # the same fact again is only acknowledged
    again = actions.seal_sheet(sheet=sheet, now=timezone.now() + timedelta(hours=1))
    assert (again.sealed_at, again.digest, again.document) == (first.sealed_at, first.digest, first.document)
    assert AspectFact.objects.filter(sheet=sheet).count() == 6


def test_a_correction_is_a_new_sheet_with_a_reason(sheet: MarkSheet) -> None:
    judge_all(sheet)
    assert refusal(lambda: actions.correct_sheet(sheet=sheet, reason="x", now=timezone.now())) == "sheet_not_sealed"
    sealed = actions.seal_sheet(sheet=sheet, now=timezone.now())
    assert refusal(lambda: actions.correct_sheet(sheet=sealed, reason=" ", now=timezone.now())) == "reason_missing"
    new = actions.correct_sheet(sheet=sealed, reason="نُقلت درجة الخط الثاني خطأً.", now=timezone.now())
    assert actions.correct_sheet(sheet=sealed, reason="مرة أخرى", now=timezone.now()) == new
    assert AssessmentCase.objects.get(person__username="amina").state == "running"
    judge(new, "TLR-P1-R2", "12")
    corrected = actions.seal_sheet(sheet=new, now=timezone.now())
    sealed.refresh_from_db()
    assert (sealed.percent, corrected.percent, corrected.number) == (100, 92, 2)
    assert PracticalAssignment.objects.get(pk=sheet.assignment_id).percent == 92


def test_an_assessor_never_judges_their_own_trainee(person: People) -> None:
    case = AssessmentCase.objects.get(person__username="trainee07")  # Nadia teaches this group
    nadia, giza = person("nadia"), Site.objects.get(code="GZ-C1")
    Role.objects.create(person=nadia, kind=Role.Kind.ASSESSOR, site=Site.objects.get(code="D-GZ"))
    task = PracticalTask.objects.get(code="TLR-P1")

    def assign(*assessors: Person, case: AssessmentCase = case, site: Site = giza) -> PracticalAssignment:
        return actions.assign_practical(
            case=case, task=task, site=site, at=timezone.now(), assessors=list(assessors), by=person("hoda")
        )

    assert refusal(lambda: assign(nadia)) == "own_trainee"
    assert refusal(lambda: assign(person("hassan"))) == "not_allowed"
    assert refusal(assign) == "assessors_missing"
    asyut = AssessmentCase.objects.get(person__username="karim")
    assert refusal(lambda: assign(person("samir"), case=asyut, site=Site.objects.get(code="AS-C1"))) == "not_allowed"
    assert assign(person("samir")).sheets.count() == 1
    assert refusal(lambda: assign(person("dalia"))) == "task_assigned"


def test_two_assessors_where_the_level_asks_for_two(person: People) -> None:
    sheets = list(MarkSheet.objects.filter(assignment__case__person__username="trainee12").order_by("pk"))
    assert [(sheet.assessor.username, bool(sheet.sealed_at)) for sheet in sheets] == [("samir", True), ("dalia", False)]
    second = MarkSheet.objects.select_related("assignment__task_version").get(pk=sheets[1].pk)
    judge_all(second, band=2)  # nothing shown: the two mean different things
    actions.seal_sheet(sheet=second, now=timezone.now())
    assignment = PracticalAssignment.objects.get(pk=second.assignment_id)
    assert (assignment.state, assignment.percent, assignment.outcome) == ("done", None, "")
    case = AssessmentCase.objects.select_related("policy").get(person__username="trainee12")
    assert case.state == "running"
    assert [task.differ for task in queries.case_view(case).tasks] == [True]


def test_nobody_sees_another_assessors_sheet(sheet: MarkSheet, signed_in: Callable[[str], Client]) -> None:
    for login, status in (("samir", 200), ("dalia", 403), ("amina", 403), ("tarek", 403), ("karim", 403)):
        assert signed_in(login).get(f"/ar/marking/{sheet.uuid}/").status_code == status, login
    body = json.dumps(
        {"kind": "marked", "aspect": "TLR-P1-R1", "marks": 20, "sequence": 1, "device_at": timezone.now().isoformat()}
    )
    address = f"/api/v1/marking/{sheet.uuid}/facts/{uuid4()}"
    assert signed_in("dalia").put(address, body, "application/json").status_code == 403
    assert signed_in("samir").put(address, body, "application/json").status_code == 200
    assert AspectFact.objects.get(sheet=sheet).marks == 20


def test_marking_without_script(sheet: MarkSheet, signed_in: Callable[[str], Client]) -> None:
    samir, base = signed_in("samir"), f"/ar/marking/{sheet.uuid}"
    assert samir.post(f"{base}/judge/TLR-P1-R1/", {"band": "20", "other": "", "reason": ""}).status_code == 302
    assert samir.post(f"{base}/judge/TLR-P1-R2/", {"band": "12", "other": "15", "reason": "أبطأ قليلًا"}).status_code == 302
    samir.post(f"{base}/critical/TLR-P1-F1/", {})  # the box is not ticked
    assert AspectFact.objects.filter(sheet=sheet, kind="critical_seen").count() == 0
    samir.post(f"{base}/critical/TLR-P1-F1/", {"sure": "on"})
    assert queries.sheet_view(sheet).seen == ["TLR-P1-F1"]
    samir.post(f"{base}/critical/TLR-P1-F1/", {"withdraw": "1"})
    assert queries.sheet_view(sheet).seen == []
    assert [line.marks for line in queries.sheet_view(sheet).lines][:3] == [20, 15, None]
    refused = samir.post(f"{base}/seal/", headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (409, "aspects_missing")


def test_a_photograph_is_kept_once(sheet: MarkSheet, signed_in: Callable[[str], Client]) -> None:
    written = io.BytesIO()
    Image.new("RGB", (320, 240), "#C87B48").save(written, "JPEG")
    address, samir = f"/api/v1/marking/{sheet.uuid}/evidence/{uuid4()}", signed_in("samir")
    for _ in range(2):
        photo = SimpleUploadedFile("seam.jpg", written.getvalue(), "image/jpeg")
        form = {"photo": photo, "aspect": "TLR-P1-R1", "taken_at": timezone.now().isoformat()}
        assert samir.post(address, form).status_code == 200
    assert Evidence.objects.get(sheet=sheet).asset.kind == "image"
    assert samir.get(f"/ar/marking/{sheet.uuid}/").status_code == 200


def test_confirming_tells_certification_exactly_once(person: People, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(cases, "publish", lambda event, **_: told.append(event))  # heard at the door of the outbox
    case, now = ready_case(), timezone.now()
    assert queries.confirmed_case(case.pk) is None
    for _ in range(3):
        actions.confirm_case(case=case, by=person("tarek"), now=now)
    case.refresh_from_db()
    assert told == [
        JudgementConfirmed(
            case_id=case.pk, person_id=case.person_id, trade_code="RAC", level_code="L1", site_code="GZ-C1",
            theory_percent=str(case.theory_percent), practical_percent="86.00", critical_fail=False,
            confirmed_by_id=person("tarek").pk, confirmed_at=now.isoformat(),
        )
    ]  # fmt: skip
    summary = queries.confirmed_case(case.pk)
    assert summary is not None
    assert (summary.practical_percent, summary.tasks[0]["code"], summary.tasks[0]["outcome"]) == (86, "RAC-P1", "competent")


def test_only_the_chair_confirms_and_only_what_is_ready(person: People, signed_in: Callable[[str], Client]) -> None:
    case, now = ready_case(), timezone.now()
    for login in ("hoda", "samir", "admin", "karim"):
        assert refusal(lambda login=login: actions.confirm_case(case=case, by=person(login), now=now)) == "not_allowed"  # type: ignore[misc]
    running = AssessmentCase.objects.get(person__username="amina")
    assert refusal(lambda: actions.confirm_case(case=running, by=person("tarek"), now=now)) == "case_not_ready"
    Role.objects.create(person=person("dalia"), kind=Role.Kind.CHAIR, site=Site.objects.get(code="D-GZ"))
    assert refusal(lambda: actions.confirm_case(case=case, by=person("dalia"), now=now)) == "own_judgement"
    assert signed_in("tarek").post(f"/ar/committee/{case.uuid}/confirm/").status_code == 302
    case.refresh_from_db()
    assert case.state == "confirmed"


def test_sent_back_the_assessor_reads_why_and_corrects(person: People, signed_in: Callable[[str], Client]) -> None:
    case = ready_case()
    assert refusal(lambda: actions.send_back(case=case, reason=" ", by=person("tarek"))) == "reason_missing"
    actions.send_back(case=case, reason="راجع درجة الثني.", by=person("tarek"))
    assert "راجع درجة الثني." in signed_in("dalia").get("/ar/marking/").content.decode()
    old = MarkSheet.objects.get(assignment__case=case)
    new = actions.correct_sheet(sheet=old, reason="بطلب اللجنة", now=timezone.now())
    actions.seal_sheet(sheet=new, now=timezone.now())
    case.refresh_from_db()
    assert case.state == "ready"
    actions.confirm_case(case=case, by=person("tarek"), now=timezone.now())
    newest = MarkSheet.objects.get(pk=new.pk)
    assert refusal(lambda: actions.correct_sheet(sheet=newest, reason="x", now=timezone.now())) == "case_confirmed"


def test_a_case_is_opened_once_and_by_the_right_people(person: People) -> None:
    trade, now = Trade.objects.get(code="TLR"), timezone.now()
    fatma = person("trainee07")
    first = actions.open_case(person=fatma, trade=trade, level="L2", by=fatma, now=now)
    assert actions.open_case(person=fatma, trade=trade, level="L2", by=person("hoda"), now=now) == first
    assert first.site.code == "GZ-C1"
    assert refusal(lambda: actions.open_case(person=fatma, trade=trade, level="L2", by=person("wafaa"), now=now)) == "not_allowed"
    assert refusal(lambda: actions.open_case(person=fatma, trade=trade, level="L9", by=fatma, now=now)) == "level_unknown"
    other = Trade.objects.get(code="RAC")
    assert refusal(lambda: actions.open_case(person=fatma, trade=other, level="L1", by=fatma, now=now)) == "not_enrolled"


def test_planning_by_form(signed_in: Callable[[str], Client], person: People) -> None:
    case = AssessmentCase.objects.get(person__username="trainee07")
    hoda, base = signed_in("hoda"), f"/ar/committee/{case.uuid}"
    assert hoda.post(f"{base}/assign/", {}).status_code == 422
    soon = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    task = PracticalTask.objects.get(code="TLR-P1")
    assert hoda.post(f"{base}/assign/", {"task": task.pk, "at": soon, "assessors": [person("samir").pk]}).status_code == 302
    assert hoda.post(f"{base}/sitting/", {"starts_at": soon, "hours": 2}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.assignments.count(), case.seats.count()) == ("running", 1, 1)
    assert signed_in("wafaa").get(f"{base}/").status_code == 403
