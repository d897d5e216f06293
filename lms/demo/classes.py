"""Live classes of the demo: some held with their registers, one open now, one tomorrow, one next week."""

import random
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from classrooms.actions.life import open_class, record_past_class
from classrooms.actions.schedule import schedule_class
from classrooms.models import LiveClass
from classrooms.queries import lessons_of_plan
from lms.demo.ministry import TRADES, trade_file
from lms.enrolment.models import Cohort
from lms.people.models import Person

EVENING = time(18)


def load_classes() -> None:
    """Each running cohort has held the classes of the units it has passed; Nadia's third class is open now."""
    dice = random.Random(266)
    now = timezone.now()
    for cohort in Cohort.objects.filter(starts_on__lte=timezone.localdate()).order_by("code"):
        plans = cohort.release.manifest["live_classes"]
        weeks = (timezone.localdate() - cohort.starts_on).days // 14
        for number, plan in enumerate(plans[: min(weeks, 2)]):
            _held(cohort, plan, days_ago=(min(weeks, 2) - number) * 12, dice=dice)
    tailors = Cohort.objects.get(code="GZ-TLR-26-3")
    third, fourth = tailors.release.manifest["live_classes"][2:4]
    live = _schedule(tailors, third, starts_at=now - timedelta(minutes=6))
    open_class(live_class=live, actor=live.instructor, now=now - timedelta(minutes=5))
    _schedule(tailors, fourth, starts_at=_evening(1))
    phones = Cohort.objects.get(code="GZ-MOB-26-2")
    _schedule(phones, phones.release.manifest["live_classes"][0], starts_at=_evening(2))
    asyut = Cohort.objects.get(code="AS-TLR-26-1")
    _schedule(asyut, asyut.release.manifest["live_classes"][2], starts_at=_evening(3))


def _held(cohort: Cohort, plan: dict[str, Any], *, days_ago: int, dice: random.Random) -> None:
    starts_at = _evening(-days_ago)
    ends_at = starts_at + timedelta(minutes=plan["minutes"])
    live = _schedule(cohort, plan, starts_at=starts_at)
    people: Iterable[Person] = [enrolment.person for enrolment in cohort.enrolments.select_related("person").order_by("pk")]
    stays = [(cohort.instructor, starts_at - timedelta(minutes=4), ends_at)]
    for person in people:
        fate = dice.random()
        if fate < 0.1:  # absent
            continue
        came = starts_at + timedelta(minutes=22 if fate < 0.2 else dice.randint(-3, 4))
        went = ends_at - timedelta(minutes=50 if fate > 0.93 else dice.randint(0, 3))
        stays.append((person, came, went))
    record_past_class(live_class=live, opened_at=starts_at - timedelta(minutes=4), closed_at=ends_at, stays=stays)


def _schedule(cohort: Cohort, plan: dict[str, Any], *, starts_at: datetime) -> LiveClass:
    unit = next(unit for unit in cohort.release.manifest["units"] if unit["code"] == plan["unit"])
    in_class = [lesson for lesson in unit["lessons"] if lesson["mode"] == "live_class"] or unit["lessons"]
    return schedule_class(
        cohort=cohort,
        lesson_code=in_class[0]["code"],
        instructor=cohort.instructor,
        starts_at=starts_at,
        minutes=plan["minutes"],
        title=plan["title"],
        activity=plan["activity"],
        lessons=lessons_of_plan(cohort=cohort, code=plan["id"])[1],
        polls=_polls(plan["poll_questions"]),
        actor=cohort.instructor,
    )


def _polls(questions: list[str]) -> list[dict[str, Any]]:
    """The bank's questions that the class plan names; those without options cannot be polled."""
    bank = {question["id"]: question for name in TRADES for question in trade_file(name)["questions"]}
    return [
        {
            "question": bank[code]["stem"],
            "options": [{"ar": option["ar"], "en": option["en"]} for option in bank[code]["options"]],
        }
        for code in questions
        if "options" in bank[code]
    ]


def _evening(days: int) -> datetime:
    """Six in the evening, so many days from today."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), EVENING))
