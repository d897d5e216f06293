"""Planning each week, the calendar of a phone, and reminders that go out once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from classrooms import actions
from classrooms.models import LiveClass
from classrooms.rules import timetable
from lms.outbox.actions import deliver_all
from lms.outbox.models import Delivery
from lms.people.models import TextMessage
from tests.classrooms.conftest import NOW, schedule

pytestmark = pytest.mark.django_db


def form_for(cohort, **fields):
    day = timezone.localdate() + timedelta(days=60)
    return {"plan": f"{cohort.pk}:TLR-C1-V1", "day": day.isoformat(), "time": "10:00", "minutes": "90", **fields}


def test_each_week_at_the_same_time_by_the_clock_on_the_wall(signed_in, cohort):
    # From the middle of April on: Egypt puts its clocks forward on the last Friday of April.
    year = timezone.localdate().year + 1
    form = form_for(cohort, day=f"{year}-04-12", weeks="4")
    assert signed_in("nadia").post(reverse("classrooms:schedule"), form).status_code == 302
    held = LiveClass.objects.filter(cohort=cohort, starts_at__year=year).order_by("starts_at")
    walls = [timezone.localtime(one.starts_at) for one in held]
    assert [(wall.month, wall.day, wall.hour) for wall in walls] == [(4, 12, 10), (4, 19, 10), (4, 26, 10), (5, 3, 10)]
    assert {one.starts_at.astimezone(UTC).hour for one in held} == {8, 7}


def test_a_series_is_planned_whole_or_not_at_all_and_says_which_day_is_taken(signed_in, cohort):
    form = form_for(cohort, weeks="3")
    nadia = signed_in("nadia")
    third = datetime.fromisoformat(form["day"]) + timedelta(weeks=2)
    taken = {**form, "day": third.date().isoformat(), "weeks": "1"}
    assert nadia.post(reverse("classrooms:schedule"), taken).status_code == 302
    answer = nadia.post(reverse("classrooms:schedule"), form)
    assert answer.status_code == 400 and f"{third.day} " in answer.content.decode().split("حصة أخرى")[0][-40:]
    assert LiveClass.objects.filter(cohort=cohort, starts_at__date__gte=form["day"]).count() == 1
    assert nadia.post(reverse("classrooms:schedule"), form_for(cohort, weeks="17")).status_code == 400


def test_a_class_goes_into_a_calendar(signed_in, live_class):
    answer = signed_in("amina").get(reverse("classrooms:calendar_entry", args=[live_class.uuid]))
    entry = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (NOW, NOW + timedelta(minutes=120))
    assert str(entry["summary"]) == live_class.title_ar and str(live_class.uuid) in entry["url"]
    assert signed_in("karim").get(reverse("classrooms:calendar_entry", args=[live_class.uuid])).status_code == 403


def test_reminders_are_still_to_come_or_not():
    starts_at = NOW + timedelta(hours=5)
    assert timetable.reminders(starts_at=starts_at, now=NOW) == {"hour": timedelta(hours=4)}
    assert timetable.reminders(starts_at=NOW + timedelta(days=3), now=NOW) == {
        "day": timedelta(days=2),
        "hour": timedelta(days=3) - timedelta(hours=1),
    }
    assert timetable.reminders(starts_at=NOW, now=NOW) == {}


def test_everybody_is_reminded_once_in_their_language(cohort, person):
    amina = person("amina")
    amina.preferred_language = "en"
    amina.save()
    live_class = schedule(cohort, starts_at=timezone.now() + timedelta(days=2), now=timezone.now())
    waiting = Delivery.objects.filter(kind__endswith="ClassNear", delivered_at=None)
    assert waiting.filter(due_at__gt=timezone.now() + timedelta(hours=23)).count() == 2
    before = TextMessage.objects.count()
    deliver_all()
    assert TextMessage.objects.count() == before, "it is not time yet"
    Delivery.objects.filter(pk=waiting.order_by("due_at")[0].pk).update(due_at=timezone.now())
    deliver_all()
    members = cohort.enrolments.exclude(status="left").exclude(person__mobile=None).count()
    fresh = TextMessage.objects.filter(pk__in=TextMessage.objects.order_by("pk").values_list("pk", flat=True)[before:])
    assert len(fresh) == members + 1  # and the instructor
    assert f"Your live class “{live_class.title_en}”" in fresh.get(mobile=amina.mobile).text
    assert live_class.title_ar in TextMessage.objects.filter(mobile=live_class.instructor.mobile).latest("pk").text
    assert actions.remind(live_class_id=live_class.pk, ahead="day", now=timezone.now()) == 0


def test_nobody_is_reminded_of_a_class_that_has_begun(live_class):
    assert actions.remind(live_class_id=live_class.pk, ahead="hour", now=live_class.starts_at) == 0
    live_class.refresh_from_db()
    assert live_class.reminded == []
