"""Doors, lists, planning, the register: through the addresses people use."""

import csv
import io
from datetime import timedelta
from uuid import uuid5

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from classrooms import actions, queries
from classrooms.events import AttendanceRecorded, ClassClosed
from classrooms.models import Attendance, AttendanceCorrection, LiveClass
from classrooms.rules.register import Attended
from lms.audit.models import AuditEntry
from lms.enrolment.models import Cohort
from tests.classrooms.conftest import NOW, schedule

pytestmark = pytest.mark.django_db


def held(cohort, *stays, starts_at=NOW):
    """A class that was held; stays are (login, came after minutes, went after minutes)."""
    live_class = schedule(cohort, starts_at=starts_at)
    person = {enrolment.person.username: enrolment.person for enrolment in cohort.enrolments.select_related("person")}
    return actions.record_past_class(
        live_class=live_class,
        opened_at=starts_at,
        closed_at=starts_at + timedelta(minutes=120),
        stays=[
            (person[login], starts_at + timedelta(minutes=came), starts_at + timedelta(minutes=went))
            for login, came, went in stays
        ],
    )


def page(name, live_class, **more):
    return reverse(f"classrooms:{name}", kwargs={"class_uuid": live_class.uuid, **more})


@pytest.mark.parametrize(
    ("login", "status"),
    [("nadia", 200), ("amina", 200), ("karim", 403), ("hassan", 403), ("hoda", 403), ("omar", 403), (None, 302)],
)
def test_who_may_see_the_room(signed_in, client, live_class, login, status):
    answer = (signed_in(login) if login else client).get(page("room", live_class))
    assert answer.status_code == status
    if status != 200:
        assert "عيادة" not in answer.content.decode()


@pytest.mark.parametrize(
    ("login", "status"), [("nadia", 200), ("hoda", 200), ("amina", 403), ("karim", 403), ("omar", 403), ("samir", 403)]
)
@pytest.mark.parametrize("name", ["register", "register_csv", "register_xlsx"])
def test_who_may_see_the_register(signed_in, cohort, name, login, status):
    answer = signed_in(login).get(page(name, held(cohort, ("amina", 0, 120))))
    assert answer.status_code == status


@pytest.mark.parametrize("name", ["open", "close"])
@pytest.mark.parametrize("login", ["amina", "karim", "hoda"])
def test_only_the_instructor_opens_and_closes(signed_in, live_class, name, login):
    assert signed_in(login).post(page(name, live_class)).status_code == 403
    live_class.refresh_from_db()
    assert live_class.state == LiveClass.State.SCHEDULED


def test_opening_too_early_is_refused_with_its_reason(live_class, refusal_of):
    early = live_class.starts_at - timedelta(minutes=31)
    assert refusal_of(lambda: actions.open_class(live_class=live_class, actor=live_class.instructor, now=early)) == "too_early"


def test_opening_and_closing_twice_is_harmless(cast):
    nadia = cast.person("nadia")
    first = cast.live_class.facts.get(kind="class.opened")
    assert actions.open_class(live_class=cast.live_class, actor=nadia, now=cast.now) == first
    closed = actions.close_class(live_class=cast.live_class, actor=nadia, now=cast.now)
    assert actions.close_class(live_class=cast.live_class, actor=nadia, now=cast.now) == closed
    assert AuditEntry.objects.filter(verb="live_class.closed", target_id=str(cast.live_class.pk)).count() == 1


def test_the_class_tells_the_platform_when_it_ends(cast, monkeypatch):
    from classrooms.actions import life, register

    heard = []
    monkeypatch.setattr(life, "publish", heard.append)
    monkeypatch.setattr(register, "publish", heard.append)
    cast.say("nadia", "class.close")
    assert ClassClosed(live_class_id=cast.live_class.pk) in heard
    lines = Attendance.objects.filter(register__live_class=cast.live_class)
    assert {event.attendance_id for event in heard if isinstance(event, AttendanceRecorded)} == {line.pk for line in lines}


def test_the_register_holds_everybody_of_the_group(cohort):
    live_class = held(cohort, ("amina", 0, 120), ("trainee01", 11, 120), ("trainee02", 0, 60), ("trainee03", 0, 29))
    status = {line.person.username: line.status for line in queries.register_lines(live_class)}
    assert len(status) == cohort.enrolments.count()
    assert (status["amina"], status["trainee01"], status["trainee02"], status["trainee03"], status["trainee04"]) == (
        "present",
        "late",
        "left_early",
        "absent",
        "absent",
    )


def test_attending_counts_as_progress_once(cohort):
    code = cohort.release.manifest["units"][0]["lessons"][-1]["code"]
    live_class = schedule(cohort, code=code)
    amina = cohort.enrolments.get(person__username="amina")
    before = amina.facts.filter(kind="attended").count()
    actions.record_past_class(
        live_class=live_class,
        opened_at=NOW,
        closed_at=NOW + timedelta(minutes=120),
        stays=[(amina.person, NOW, NOW + timedelta(minutes=120))],
    )
    line = Attendance.objects.get(person=amina.person, register__live_class=live_class)
    facts = amina.facts.filter(kind="attended", uuid=uuid5(line.uuid, "attended"))
    assert facts.get().lesson_code == code
    actions.correct_attendance(line=line, status=Attended.LATE, reason="تأخرت", actor=live_class.instructor, now=NOW)
    assert facts.count() == 1
    assert amina.facts.filter(kind="attended").count() == before + 1


def test_a_correction_stands_beside_the_computed_line(signed_in, cohort):
    live_class = held(cohort, ("trainee01", 0, 120))
    line = Attendance.objects.get(register__live_class=live_class, person__username="amina")
    nadia = signed_in("nadia")
    answer = nadia.post(page("correct", live_class, line_uuid=line.uuid), {"status": "present", "reason": "حضرت من هاتف زميلتها"})
    assert answer.status_code == 302
    line.refresh_from_db()
    assert line.status == "absent"
    assert AttendanceCorrection.objects.get(line=line).status == "present"
    assert AuditEntry.objects.filter(verb="attendance.corrected").exists()
    assert "حضرت من هاتف زميلتها" in nadia.get(page("register", live_class)).content.decode()
    mine = queries.classes_of(line.person).get(pk=live_class.pk)
    assert (mine.my_status, mine.my_correction) == ("absent", "present")


def test_a_correction_needs_a_reason(signed_in, cohort):
    live_class = held(cohort)
    line = Attendance.objects.filter(register__live_class=live_class).first()
    answer = signed_in("nadia").post(page("correct", live_class, line_uuid=line.uuid), {"status": "present", "reason": " "})
    assert answer.status_code == 400
    assert not AttendanceCorrection.objects.filter(line=line).exists()


def test_a_line_of_another_class_cannot_be_corrected_here(signed_in, cohort):
    one, other = held(cohort), held(cohort, starts_at=NOW + timedelta(days=1))
    line = Attendance.objects.filter(register__live_class=other).first()
    address = page("correct", one, line_uuid=line.uuid)
    assert signed_in("nadia").post(address, {"status": "present", "reason": "سبب"}).status_code == 404


def test_the_spreadsheet_keeps_arabic_and_defuses_formulas(signed_in, cohort):
    amina = cohort.enrolments.get(person__username="amina").person
    amina.name = '=HYPERLINK("x")'
    amina.save()
    answer = signed_in("nadia").get(page("register_csv", held(cohort, ("amina", 0, 120))))
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert any(row[0] == '\'=HYPERLINK("x")' for row in rows)
    assert "الاسم" in rows[0]


def test_the_excel_sheet_reads_from_the_right_and_defuses_formulas(signed_in, cohort):
    amina = cohort.enrolments.get(person__username="amina").person
    amina.name = '=HYPERLINK("x")'
    amina.save()
    live_class = held(cohort, ("amina", 0, 120))
    Attendance.objects.filter(person=amina, register__live_class=live_class).update(checks_asked=2, checks_answered=1)
    answer = signed_in("nadia").get(page("register_xlsx", live_class))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    row = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == '\'=HYPERLINK("x")')
    assert sheet.sheet_view.rightToLeft and sheet["A1"].value == "الاسم"
    assert row[4:8] == (120, 0, 2, 1)


def test_a_register_that_does_not_exist_yet(signed_in, live_class):
    assert signed_in("nadia").get(page("register", live_class)).status_code == 409


def test_an_ended_class_shows_what_became_of_it(signed_in, cohort):
    live_class = held(cohort, ("amina", 0, 120))
    assert "حاضر" in signed_in("amina").get(page("room", live_class)).content.decode()


def test_planning_a_class(signed_in, cohort):
    day = timezone.localdate() + timedelta(days=60)
    form = {"plan": f"{cohort.pk}:TLR-C1-V1", "day": day.isoformat(), "time": "10:00", "minutes": "90"}
    nadia = signed_in("nadia")
    assert nadia.post(reverse("classrooms:schedule"), form).status_code == 302
    live_class = LiveClass.objects.get(lesson_code="TLR-C1-V1", minutes=90, cohort=cohort)
    assert timezone.localtime(live_class.starts_at).hour == 10
    assert live_class.slides.count() >= 3
    clash = nadia.post(reverse("classrooms:schedule"), {**form, "time": "11:29"})
    assert clash.status_code == 400
    assert "حصة أخرى في هذا الوقت" in clash.content.decode()
    assert nadia.post(reverse("classrooms:schedule"), {**form, "time": "11:30"}).status_code == 302


@pytest.mark.parametrize("login", ["amina", "karim", "hoda", "samir"])
def test_only_instructors_plan(signed_in, login):
    assert signed_in(login).get(reverse("classrooms:schedule")).status_code == 403


def test_an_instructor_cannot_plan_for_another_s_group(signed_in):
    other = Cohort.objects.exclude(instructor__username="nadia").first()
    day = timezone.localdate() + timedelta(days=60)
    form = {"plan": f"{other.pk}:TLR-C1-V1", "day": day.isoformat(), "time": "10:00", "minutes": "90"}
    assert signed_in("nadia").post(reverse("classrooms:schedule"), form).status_code == 400


def test_the_list_shows_one_s_own_classes_only(signed_in, live_class):
    mine = reverse("classrooms:mine")
    assert str(live_class.uuid) in signed_in("nadia").get(mine).content.decode()
    assert str(live_class.uuid) in signed_in("amina").get(mine).content.decode()
    assert str(live_class.uuid) not in signed_in("karim").get(mine).content.decode()


def test_the_list_asks_as_much_for_three_classes_as_for_one(signed_in, cohort, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    amina = signed_in("amina")

    def count():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            amina.get(reverse("classrooms:mine"))
        return len(caught)

    held(cohort, ("amina", 0, 120))
    schedule(cohort, starts_at=NOW + timedelta(days=1))
    count()
    one = count()
    for days in (2, 3):
        held(cohort, ("amina", 0, 120), starts_at=NOW - timedelta(days=days))
        schedule(cohort, starts_at=NOW + timedelta(days=days))
    assert count() == one


def test_the_register_asks_as_much_for_many_lines_as_for_few(signed_in, cohort):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    live_class = held(cohort, ("amina", 0, 120))
    nadia = signed_in("nadia")
    nadia.get(page("register", live_class))
    with CaptureQueriesContext(connection) as caught:
        nadia.get(page("register", live_class))
    assert len(caught) <= 12
