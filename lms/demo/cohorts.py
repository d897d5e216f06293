"""Cohorts, trainees at every stage, and applications that wait for an answer."""

import random
import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from courses.models import CoursePage, Release
from lms.demo.people import named
from lms.enrolment.actions import ProgressNote, answer_question, apply_for_course, enrol, open_cohort, record_progress
from lms.enrolment.models import Cohort, Enrolment, LearnerQuestion
from lms.people.models import Person, Site

# code, course, site, instructor, capacity, days since the start, crowd of trainees (numbers), lessons done by most
COHORTS = [
    ("GZ-TLR-26-3", "TLR-101", "GZ-C1", "nadia", 24, 40, range(1, 15), 6),
    ("GZ-MOB-26-2", "MOB-101", "GZ-C1", "mahmoud", 20, 12, range(15, 24), 3),
    ("GZ-RAC-26-1", "RAC-101", "GZ-C1", "mahmoud", 16, 75, range(24, 29), 11),
    ("AS-TLR-26-1", "TLR-101", "AS-C1", "ashraf", 18, 30, range(29, 37), 5),
    ("GZ-TLR-27-1", "TLR-101", "GZ-C1", "nadia", 20, -9, range(0), 0),
    ("GM-TLR-27-1", "TLR-101", "GZ-M1", "nadia", 2, -16, range(25, 27), 0),
]


def load_cohorts(*, manager: Person) -> None:
    """Six cohorts; the last is full, so that a refusal can be seen."""
    dice = random.Random(2026)
    today = timezone.localdate()
    for code, course_code, site_code, instructor, capacity, days, crowd, lessons in COHORTS:
        release = Release.objects.filter(course__code=course_code).latest("number")
        cohort = open_cohort(
            code=code,
            release=release,
            site=Site.objects.get(code=site_code),
            instructor=named(instructor),
            capacity=capacity,
            starts_on=today - timedelta(days=days),
            ends_on=today - timedelta(days=days) + timedelta(days=84),
            by=manager,
        )
        for number in crowd:
            enrolment = enrol(person=named(f"trainee{number:02d}"), cohort=cohort, by=manager)
            learn(enrolment, lessons=max(0, min(12, lessons + dice.choice([-2, -1, 0, 0, 0, 1]))), days=days)
    _named_trainees(manager)
    _applications()
    _questions()


def _named_trainees(manager: Person) -> None:
    amina = enrol(person=named("amina"), cohort=Cohort.objects.get(code="GZ-TLR-26-3"), by=manager)
    learn(amina, lessons=6, days=40, part_of_next=True)
    hassan = enrol(person=named("hassan"), cohort=Cohort.objects.get(code="GZ-MOB-26-2"), by=manager)
    learn(hassan, lessons=0, days=2, part_of_next=True)
    karim = enrol(person=named("karim"), cohort=Cohort.objects.get(code="AS-TLR-26-1"), by=manager)
    learn(karim, lessons=4, days=30)


def _questions() -> None:
    """Two trainees ask at a place of a lesson; one has her answer."""
    asked = [
        ("amina", "TLR-C1-L04", 2, "قست الأرداف مرتين والفرق سنتيمتر كامل. أي الرقمين أكتب؟"),
        ("trainee02", "TLR-C1-L05", 0, "القماش عندي عرضه 110. هل يكفي طول واحد لمقاس 100؟"),
    ]
    for login, lesson, place, text in asked:
        enrolment = Enrolment.objects.get(person=named(login), cohort__code="GZ-TLR-26-3")
        document = enrolment.release.lessons.get(code=lesson).document.body
        steps = [f"step-{step['id']}" for block in document["body"] if block["kind"] == "steps" for step in block["steps"]]
        at = timezone.now() - timedelta(hours=5)
        note = ProgressNote(uuid.uuid5(enrolment.uuid, "asked"), lesson, "asked", at, steps[place], {"text": text})
        record_progress(enrolment=enrolment, notes=[note])
    answer = "لا، العرض المطلوب 112، فتحتاجين إلى طولين. جربي حاسبة القماش في الدرس."
    question = LearnerQuestion.objects.get(enrolment__person=named("trainee02"))
    answer_question(question=question, answer=answer, by=named("nadia"), now=timezone.now() - timedelta(hours=1))


def _applications() -> None:
    giza, imbaba = Site.objects.get(code="GZ-C1"), Site.objects.get(code="GZ-C2")
    courses = {page.code: page for page in CoursePage.objects.all()}
    for number, course, site, note in [
        (37, "TLR-101", giza, "أعمل في ورشة صغيرة منذ سنة وأريد شهادة."),
        (38, "RAC-101", giza, ""),
        (39, "MOB-101", imbaba, "أستطيع الحضور بعد الظهر فقط."),
        (40, "TLR-101", giza, ""),
    ]:
        apply_for_course(person=named(f"trainee{number:02d}"), course=courses[course], site=site, note=note)


def learn(enrolment: Enrolment, *, lessons: int, days: int, part_of_next: bool = False) -> None:
    """Record a past in which the trainee finished ``lessons`` lessons, evenly spread since ``days`` days ago."""
    cards = [lesson for unit in enrolment.release.manifest["units"] for lesson in unit["lessons"]]
    notes: list[ProgressNote] = []
    for index, card in enumerate(cards[:lessons]):
        notes += _notes(enrolment, card, _moment(days - index * days // max(lessons + 1, 1)), card["steps"])
    if part_of_next and lessons < len(cards):
        card = cards[lessons]
        notes += _notes(enrolment, card, timezone.now() - timedelta(hours=20), card["steps"][: max(1, len(card["steps"]) // 2)])
    record_progress(enrolment=enrolment, notes=notes)


def _notes(enrolment: Enrolment, card: dict[str, Any], begun: datetime, steps: list[str]) -> list[ProgressNote]:
    kinds = ["opened", *("read" if step == "read" else "step_done" for step in steps)]
    return [
        ProgressNote(
            uuid=uuid.uuid5(enrolment.uuid, f"{card['code']}/{index}"),
            lesson_code=card["code"],
            kind=kind,
            step="" if kind in ("opened", "read") else steps[index - 1],
            device_at=begun + timedelta(minutes=3 * index),
        )
        for index, kind in enumerate(kinds)
    ]


def _moment(days_ago: int) -> datetime:
    """Six in the evening, so many days ago."""
    day = timezone.localdate() - timedelta(days=max(days_ago, 1))
    return timezone.make_aware(datetime.combine(day, time(18)))
