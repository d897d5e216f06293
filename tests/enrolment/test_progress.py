"""Facts come in twice, late and out of order; the summary stays true."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from lms.enrolment.actions import ProgressNote, move_to_release, rebuild_progress, record_progress
from lms.enrolment.models import Cohort, Enrolment, LessonProgress, ProgressFact

pytestmark = pytest.mark.django_db
LESSON = "TLR-C1-L08"  # Amina has not opened it


@pytest.fixture
def amina() -> Enrolment:
    return Enrolment.objects.get(person__username="amina")


def note(kind: str, minute: int, step: str = "", uuid: UUID | None = None, lesson: str = LESSON) -> ProgressNote:
    at = timezone.now() - timedelta(hours=1) + timedelta(minutes=minute)
    return ProgressNote(uuid=uuid or uuid4(), lesson_code=lesson, kind=kind, step=step, device_at=at)


def steps(enrolment: Enrolment) -> list[str]:
    units = enrolment.release.manifest["units"]
    return next(card["steps"] for unit in units for card in unit["lessons"] if card["code"] == LESSON)


def test_the_same_fact_twice_is_one_row(amina: Enrolment) -> None:
    same = note("step_done", 1, steps(amina)[0])
    assert record_progress(enrolment=amina, notes=[same, same]) == [same.uuid, same.uuid]
    record_progress(enrolment=amina, notes=[same])
    assert ProgressFact.objects.filter(uuid=same.uuid).count() == 1


def test_percent_follows_the_steps_done(amina: Enrolment) -> None:
    wanted = steps(amina)
    record_progress(enrolment=amina, notes=[note("opened", 0), note("step_done", 1, wanted[0])])
    row = LessonProgress.objects.get(enrolment=amina, lesson_code=LESSON)
    assert (row.percent, row.state["done"], row.state["last"]) == (100 // len(wanted), [wanted[0]], wanted[0])


def test_a_late_fact_takes_its_place_in_time(amina: Enrolment) -> None:
    first, second = steps(amina)[0], steps(amina)[1]
    record_progress(enrolment=amina, notes=[note("step_done", 5, second)])
    record_progress(enrolment=amina, notes=[note("step_done", 1, first)])  # arrives later, happened earlier
    row = LessonProgress.objects.get(enrolment=amina, lesson_code=LESSON)
    assert (row.state["done"], row.state["last"]) == ([first, second], second)


def test_a_clock_that_runs_ahead_cannot_write_the_future(amina: Enrolment) -> None:
    tomorrow = ProgressNote(uuid=uuid4(), lesson_code=LESSON, kind="read", device_at=timezone.now() + timedelta(days=1))
    record_progress(enrolment=amina, notes=[tomorrow])
    stored: datetime = ProgressFact.objects.get(uuid=tomorrow.uuid).device_at
    assert stored <= timezone.now() + timedelta(minutes=5)


def test_facts_of_a_lesson_the_release_does_not_hold_are_let_go(amina: Enrolment) -> None:
    stray = note("read", 1, lesson="MOB-C1-L01")
    assert record_progress(enrolment=amina, notes=[stray]) == [stray.uuid]
    assert not ProgressFact.objects.filter(uuid=stray.uuid).exists()


def test_finishing_every_lesson_completes_the_course(amina: Enrolment) -> None:
    codes = [card["code"] for unit in amina.release.manifest["units"] for card in unit["lessons"]]
    record_progress(enrolment=amina, notes=[note("read", index, lesson=code) for index, code in enumerate(codes[:-1])])
    amina.refresh_from_db()
    assert amina.status == Enrolment.Status.ACTIVE
    record_progress(enrolment=amina, notes=[note("read", 30, lesson=codes[-1])])
    amina.refresh_from_db()
    assert (amina.status, amina.completed_at is not None) == (Enrolment.Status.COMPLETED, True)


def test_rebuilding_from_the_facts_gives_the_same_summaries(amina: Enrolment) -> None:
    before = list(amina.lessons.order_by("lesson_code").values_list("lesson_code", "percent", "state", "completed_at"))
    assert len(before) == 7
    rebuild_progress(enrolment=amina)
    assert list(amina.lessons.order_by("lesson_code").values_list("lesson_code", "percent", "state", "completed_at")) == before


def test_moving_a_cohort_moves_only_its_active_trainees(amina: Enrolment) -> None:
    cohort = Cohort.objects.get(pk=amina.cohort_id)
    Enrolment.objects.filter(pk=amina.pk).update(status=Enrolment.Status.COMPLETED)
    old = cohort.release
    new = type(old).objects.create(
        course=old.course,
        number=99,
        digest="0" * 64,
        manifest=old.manifest,
        released_by=cohort.instructor,
        released_at=timezone.now(),
    )
    move_to_release(cohort=cohort, release=new, by=cohort.instructor)
    amina.refresh_from_db()
    assert amina.release == old
    assert set(cohort.enrolments.filter(status="active").values_list("release", flat=True)) == {new.pk}
