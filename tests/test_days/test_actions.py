"""A day from the wish to the message, on the demo's Giza directorate."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from assessments import actions as assessing
from assessments.actions.judgements import AspectNote
from assessments.models import AspectFact, AssessmentCase, MarkSheet, PracticalAssignment
from lms.audit.models import AuditEntry
from lms.outbox.actions import deliver_all
from lms.people.actions import give_role
from lms.people.models import Person, Role, Site, TextMessage
from lms.refusals import Refusal
from lms.test_days import actions, rules
from lms.test_days.models import TestDay, TestSlot
from lms.test_days.queries import asked_of, waiting_cases

IN_A_WEEK = timezone.localdate() + timedelta(days=7)
Who = Callable[[str], Person]


@pytest.fixture
def giza(db: None) -> Site:
    return Site.objects.get(code="D-GZ")


@pytest.fixture
def day(giza: Site, person: Who) -> TestDay:
    """A week from now from nine to three, in both centres and the van, before Samir and Dalia; planned."""
    made = make(giza, person)
    deliver_all()
    made.refresh_from_db()
    return made


def make(giza: Site, person: Who, **how: object) -> TestDay:
    places = [Site.objects.get(code=code) for code in ("GZ-C1", "GZ-C2", "GZ-M1")]
    plan: dict[str, object] = {
        "site": giza,
        "date": IN_A_WEEK,
        "opens": time(9),
        "closes": time(15),
        "places": places,
        "assessors": {person("samir"): 2, person("dalia"): 2},
        "by": person("tarek"),
        "today": timezone.localdate(),
    }
    return actions.make_day(**(plan | how))  # type: ignore[arg-type]


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def unplanned(giza: Site) -> set[int]:
    """Cases of Giza that lack a practical task, counted without the code under test."""
    live = AssessmentCase.objects.filter(state__in=["open", "running", "ready"], site__path__startswith=giza.path)
    return {case.pk for case in live if case.assignments.count() < len(case.policy.tasks)}


def test_everybody_who_waits_gets_a_slot_or_a_reason(day: TestDay, giza: Site) -> None:
    placed = set(day.slots.values_list("case", flat=True))
    assert placed and placed | {int(key) for key in day.left} == unplanned(giza)
    assert (day.state, day.slots_found) == ("planned", len(placed))
    asked = asked_of(day)
    slots = [
        rules.Slot(
            row.case_id,
            row.site.code,
            timezone.localtime(row.starts_at).hour * 60 + timezone.localtime(row.starts_at).minute,
            row.station,
            frozenset(row.assessors.values_list("pk", flat=True)),
        )
        for row in day.slots.all()
    ]
    assert rules.conflicts(asked.day, slots) == []
    assert PracticalAssignment.objects.filter(slot__day=day).count() == 0, "nothing is promised before it is published"
    assert not TextMessage.objects.filter(text__contains="اختبارك العملي").exists()


def test_nobody_is_planned_before_their_own_instructor(giza: Site, person: Who) -> None:
    nadia = person("nadia")
    give_role(person=nadia, kind=Role.Kind.ASSESSOR, site=giza, by=person("admin"))
    made = make(giza, person, assessors={nadia: 6})
    deliver_all()
    made.refresh_from_db()
    own = {case.pk for case in waiting_cases(giza) if case.person.enrolments.filter(cohort__instructor=nadia).exists()}
    assert own & unplanned(giza)
    assert not TestSlot.objects.filter(day=made, case__in=own).exists()
    assert {made.left[str(pk)] for pk in own & unplanned(giza)} == {"no_assessors"}


def test_publishing_gives_sheets_and_messages_once(day: TestDay, person: Who) -> None:
    count = actions.publish_day(day=day, by=person("tarek"))
    assert count == day.slots.count() == actions.publish_day(day=day, by=person("tarek"))
    deliver_all()
    for slot in day.slots.select_related("assignment", "case__person"):
        assert slot.assignment is not None
        assert (slot.assignment.at, slot.assignment.site_id) == (slot.starts_at, slot.site_id)
        assert set(slot.assignment.sheets.values_list("assessor", flat=True)) == set(slot.assessors.values_list("pk", flat=True))
        if slot.case.person.mobile:
            messages = TextMessage.objects.filter(mobile=slot.case.person.mobile, text__contains="اختبارك العملي")
            hour = timezone.localtime(slot.starts_at).strftime("%H:%M")
            assert [hour in message.text for message in messages] == [True]
    assert refusal(lambda: actions.want_timetable(day=day, by=person("tarek"), now=timezone.now())) == "day_published"
    assert refusal(lambda: actions.discard_day(day=day, by=person("tarek"))) == "day_published"


def test_a_task_planned_by_hand_in_the_meantime_keeps_no_slot(day: TestDay, person: Who) -> None:
    slot = day.slots.select_related("case", "task", "site").first()
    assert slot is not None
    assessing.assign_practical(
        case=slot.case,
        task=slot.task,
        site=slot.site,
        at=slot.starts_at,
        assessors=list(slot.assessors.all()),
        by=person("tarek"),
    )
    before = day.slots.count()
    assert actions.publish_day(day=day, by=person("tarek")) == before - 1
    day.refresh_from_db()
    assert day.left[str(slot.case_id)] == "task_assigned"


def busiest_place(day: TestDay) -> Site:
    codes = list(day.slots.values_list("site__code", flat=True))
    return Site.objects.get(code=max(sorted(set(codes)), key=codes.count))


def test_a_place_that_closes_moves_its_people_and_nobody_else(day: TestDay, person: Who) -> None:
    tarek = person("tarek")
    actions.publish_day(day=day, by=tarek)
    deliver_all()
    TextMessage.objects.all().delete()
    closed = busiest_place(day)
    stay = {(slot.pk, slot.site_id, slot.starts_at) for slot in day.slots.exclude(site=closed)}
    moving = list(day.slots.filter(site=closed).select_related("case__person"))
    actions.close_place(day=day, site=closed, reason="انقطعت الكهرباء", by=tarek, now=timezone.now())
    deliver_all()
    deliver_all()  # the messages that the new timetable asked for
    day.refresh_from_db()
    assert day.state == "published"
    assert stay <= {(slot.pk, slot.site_id, slot.starts_at) for slot in day.slots.all()}
    assert not day.slots.filter(site=closed).exists()
    for old in moving:
        slot = day.slots.filter(case=old.case_id).select_related("assignment").first()
        text = "تغير موعد" if slot else "لن يُعقد"
        if old.case.person.mobile:
            assert TextMessage.objects.filter(mobile=old.case.person.mobile, text__contains=text).count() == 1
        if slot is None:
            assert day.left[str(old.case_id)] == "no_room" or day.left[str(old.case_id)] == "no_place"
            assert not PracticalAssignment.objects.filter(pk=old.assignment_id).exists()
        else:
            assert slot.assignment is not None and slot.assignment.pk == old.assignment_id
            assert (slot.assignment.site_id, slot.assignment.at) == (slot.site_id, slot.starts_at)
    entries = AuditEntry.objects.filter(verb__in=["practical.moved", "practical.called_off"])
    assert entries.count() == len(moving) and all(entry.detail["reason"] == "انقطعت الكهرباء" for entry in entries)
    others = TextMessage.objects.exclude(mobile__in=[str(old.case.person.mobile) for old in moving])
    assert not others.exists()


def test_whoever_has_begun_stays_where_the_place_closed(day: TestDay, person: Who) -> None:
    tarek = person("tarek")
    actions.publish_day(day=day, by=tarek)
    closed = busiest_place(day)
    slot = day.slots.filter(site=closed).select_related("assignment").first()
    assert slot is not None and slot.assignment is not None
    sheet = slot.assignment.sheets.first()
    assert sheet is not None
    line = slot.assignment.task_version.rubric[0]
    note = AspectNote(
        uuid=sheet.uuid, kind="marked", aspect=line["id"], sequence=1, device_at=timezone.now(), marks=line["marks"]
    )
    assessing.note_aspect(sheet=sheet, note=note, now=timezone.now())
    actions.close_place(day=day, site=closed, reason="عطل", by=tarek, now=timezone.now())
    deliver_all()
    slot.refresh_from_db()
    assert slot.site == closed and AspectFact.objects.filter(sheet__assignment=slot.assignment).count() == 1
    assert MarkSheet.objects.filter(assignment=slot.assignment).count() == slot.assessors.count()


def test_an_older_wish_changes_nothing(giza: Site, person: Who) -> None:
    made = make(giza, person)
    first = made.asked_at
    assert isinstance(first, datetime)
    actions.want_timetable(day=made, by=person("tarek"), now=first + timedelta(seconds=1))
    actions.plan_day(day_id=made.pk, asked_at=first.isoformat())
    made.refresh_from_db()
    assert (made.state, made.slots.count()) == ("planning", 0)
    deliver_all()
    made.refresh_from_db()
    assert made.state == "planned" and made.slots.exists()
    again = made.planned_at
    actions.plan_day(day_id=made.pk, asked_at=str(made.asked_at))
    made.refresh_from_db()
    assert made.planned_at == again


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"date": date(2020, 1, 1)}, "day_over"),
        ({"closes": time(9)}, "ends_before_start"),
        ({"places": []}, "places_missing"),
        ({"assessors": {}}, "assessors_missing"),
    ],
)
def test_a_day_that_cannot_be_is_refused(giza: Site, person: Who, how: dict[str, object], code: str) -> None:
    assert refusal(lambda: make(giza, person, **how)) == code
    assert not TestDay.objects.exists()


def test_closing_needs_a_reason_and_a_place_of_the_day(day: TestDay, person: Who) -> None:
    giza, cairo, now = Site.objects.get(code="GZ-C1"), Site.objects.get(code="CA-C1"), timezone.now()
    close = actions.close_place
    assert refusal(lambda: close(day=day, site=giza, reason=" ", by=person("tarek"), now=now)) == "reason_missing"
    assert refusal(lambda: close(day=day, site=cairo, reason="x", by=person("tarek"), now=now)) == "place_unknown"


def test_a_published_task_that_an_assessor_has_open_is_not_moved(day: TestDay, person: Who) -> None:
    tarek = person("tarek")
    actions.publish_day(day=day, by=tarek)
    closed = busiest_place(day)
    slot = day.slots.filter(site=closed).select_related("assignment").first()
    assert slot is not None and slot.assignment is not None
    sheet = slot.assignment.sheets.first()
    assert sheet is not None
    assessing.lease_sheet(sheet=sheet, now=timezone.now())
    actions.close_place(day=day, site=closed, reason="عطل", by=tarek, now=timezone.now())
    deliver_all()
    slot.refresh_from_db()
    day.refresh_from_db()
    assert slot.site == closed and day.left[str(slot.case_id)] == "sheet_leased"
