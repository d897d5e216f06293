"""What screens and sockets read of live classes."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery

from classrooms import protocol
from classrooms.models import Attendance, AttendanceCorrection, LiveClass, Poll, RoomFact, Slide
from classrooms.rules.register import Interval
from classrooms.rules.room import FactKind, Frame, Room, empty_room, fold
from classrooms.rules.sight import seen_by, takes_away
from lms.enrolment.models import Cohort, Enrolment
from lms.people.models import Person

#: The drawings a comparison may show, in `templates/classrooms/drawings/`.
DRAWINGS = frozenset({"stitch_good", "stitch_loops"})


def facts_after(*, live_class_id: int, number: int, at_most: int = 500) -> list[Frame]:
    """Give the facts newer than `number` in order, as frames before anybody's view; at most `at_most` of them."""
    facts = RoomFact.objects.filter(live_class_id=live_class_id, number__gt=number).select_related("by")
    return [protocol.fact_frame(fact) for fact in facts.order_by("number")[:at_most]]


def removed_lines(*, live_class_id: int) -> set[int]:
    """Give the numbers of the chat lines and questions whose words were taken away."""
    facts = RoomFact.objects.filter(live_class_id=live_class_id, kind__in=[FactKind.CHAT_REMOVED, FactKind.QUESTION_SETTLED])
    gone = (takes_away({"kind": kind, "body": body}) for kind, body in facts.values_list("kind", "body"))
    return {number for number in gone if number is not None}


def room_of(*, live_class: LiveClass, person: Person, instructs: bool) -> Room:
    """Give the room as this person sees it now: the fold of the whole log."""
    return room_at(facts_after(live_class_id=live_class.pk, number=0, at_most=100_000), person=person, instructs=instructs)


def room_at(frames: Iterable[Frame], *, person: Person, instructs: bool) -> Room:
    """Fold `frames` (from the first fact on) as this person sees them."""
    frames = list(frames)
    removed = {number for frame in frames if (number := takes_away(frame)) is not None}
    room = empty_room()
    for frame in frames:
        fold(room, seen_by(frame, person=str(person.uuid), instructs=instructs, removed=removed))
    return room


def floor_holder(live_class: LiveClass) -> str | None:
    """Give the uuid of the person who has the floor, as text, or None."""
    return _holder(live_class, FactKind.FLOOR_GIVEN, FactKind.FLOOR_RETURNED, FactKind.MICS_MUTED)


def pen_holder(live_class: LiveClass) -> str | None:
    """Give the uuid of the person who was handed the pen, as text, or None."""
    return _holder(live_class, FactKind.PEN_GIVEN)


def _holder(live_class: LiveClass, given: FactKind, *taken: FactKind) -> str | None:
    """Who was given something last and neither gave it back nor left."""
    facts = RoomFact.objects.filter(live_class=live_class)
    last = facts.filter(kind__in=[given, *taken]).order_by("-number").first()
    holder: str | None = last.body.get("person") if last and last.kind == given else None
    if last is None or holder is None:
        return None
    left = facts.filter(kind=FactKind.SEAT_LEFT, by__uuid=holder, number__gt=last.number).exists()
    return None if left else holder


def hands_up(live_class_id: int) -> set[str]:
    """Give the uuids of the people whose hand is up, from the facts about hands alone."""
    kinds = [
        FactKind.HAND_RAISED, FactKind.HAND_LOWERED, FactKind.HANDS_LOWERED, FactKind.FLOOR_GIVEN, FactKind.PERSON_REMOVED,
        FactKind.CLASS_CLOSED,
    ]  # fmt: skip
    facts = RoomFact.objects.filter(live_class_id=live_class_id, kind__in=kinds).select_related("by").order_by("number")
    room = empty_room()
    for fact in facts:
        fold(room, protocol.fact_frame(fact))
    return set(room["hands"])


def is_on(*, live_class_id: int, kind: FactKind) -> bool:
    """Tell what the newest fact of a switch (`room.locked`, `chat.locked`) says."""
    newest = RoomFact.objects.filter(live_class_id=live_class_id, kind=kind).order_by("-number").first()
    return bool(newest and newest.body["on"])


def votes_for(*, live_class_id: int, question: int) -> set[int]:
    """Give the ids of the people who want a question answered too."""
    votes: set[int] = set()
    for fact in RoomFact.objects.filter(live_class_id=live_class_id, kind=FactKind.QUESTION_VOTED).order_by("number"):
        if fact.body["question"] == question and fact.by_id is not None:
            (votes.add if fact.body["on"] else votes.discard)(fact.by_id)
    return votes


def checks_of(live_class: LiveClass) -> tuple[dict[int, datetime], dict[int, int]]:
    """Give the attention checks ({number: when}) and how many each person answered ({person id: count})."""
    facts = RoomFact.objects.filter(live_class=live_class)
    asked = dict(facts.filter(kind=FactKind.ATTENTION_ASKED).values_list("number", "at"))
    answered = Counter(facts.filter(kind=FactKind.ATTENTION_ANSWERED).values_list("by_id", flat=True))
    return asked, dict(answered)


def tally_of(poll: Poll) -> list[int]:
    """Count the answers of each option, in the options' order."""
    counts = Counter(poll.answers.values_list("option", flat=True))
    return [counts[option] for option in range(len(poll.options))]


def classes_of(person: Person) -> QuerySet[LiveClass]:
    """Give all classes the person teaches or belongs to, with what a list shows of them."""
    cohorts = Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(person=person).values("cohort")
    status = Attendance.objects.filter(register__live_class=OuterRef("pk"), person=person)
    correction = AttendanceCorrection.objects.filter(line__register__live_class=OuterRef("pk"), line__person=person)
    return (
        LiveClass.objects.filter(Q(instructor=person) | Q(cohort__in=cohorts))
        .select_related("cohort__site", "cohort__course", "instructor")
        .annotate(
            slide_count=Count("slides", distinct=True),
            my_status=Subquery(status.values("status")[:1]),
            my_correction=Subquery(correction.order_by("-at", "-pk").values("status")[:1]),
        )
    )


def people_of(live_class: LiveClass) -> list[Person]:
    """Give the trainees of the class's group in the order of their names."""
    members = Enrolment.objects.exclude(status=Enrolment.Status.LEFT).filter(cohort_id=live_class.cohort_id)
    return list(Person.objects.filter(pk__in=members.values("person_id")).order_by("name", "pk"))


def register_lines(live_class: LiveClass) -> list[Attendance]:
    """Give the lines of a register in the order of names, with their corrections, newest first."""
    corrections = AttendanceCorrection.objects.select_related("by").order_by("-at", "-pk")
    lines = Attendance.objects.filter(register__live_class=live_class).select_related("person")
    return list(lines.prefetch_related(Prefetch("corrections", corrections)).order_by("person__name", "pk"))


def moves_of(live_class: LiveClass) -> dict[int, list[tuple[str, datetime]]]:
    """Give each person's comings and goings in order: {person id: [("joined" | "left", at), ...]}."""
    moves: dict[int, list[tuple[str, datetime]]] = {}
    facts = RoomFact.objects.filter(live_class=live_class, kind__in=[FactKind.SEAT_JOINED, FactKind.SEAT_LEFT])
    for fact in facts.order_by("number"):
        if fact.by_id is not None:
            move = "joined" if fact.kind == FactKind.SEAT_JOINED else "left"
            moves.setdefault(fact.by_id, []).append((move, fact.at))
    return moves


def stored_intervals(line: Attendance) -> list[Interval]:
    """Give the stays of a register line as moments."""
    return [Interval(came_at=datetime.fromisoformat(came), went_at=datetime.fromisoformat(went)) for came, went in line.intervals]


def newest_number(live_class_id: int) -> int:
    """Give the number of the class's newest fact, 0 before the first."""
    newest = RoomFact.objects.filter(live_class_id=live_class_id).aggregate(newest=Max("number"))["newest"]
    return newest or 0


def plans_for(instructor: Person) -> list[dict[str, Any]]:
    """Give the live classes the courses plan for the instructor's cohorts: [{cohort, code, title, minutes}]."""
    cohorts = Cohort.objects.filter(instructor=instructor).select_related("release", "site").order_by("code")
    return [
        {"cohort": cohort, "code": plan["id"], "title": plan["title"], "minutes": plan["minutes"]}
        for cohort in cohorts
        for plan in cohort.release.manifest.get("live_classes", [])
    ]


def lessons_of_plan(*, cohort: Cohort, code: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give a planned live class of the cohort's release, and its unit's lessons with title and key points."""
    manifest = cohort.release.manifest
    plan = next(plan for plan in manifest["live_classes"] if plan["id"] == code)
    codes = [lesson["code"] for unit in manifest["units"] if unit["code"] == plan["unit"] for lesson in unit["lessons"]]
    lessons = cohort.release.lessons.filter(code__in=codes).select_related("document").order_by("position")
    return plan, [
        {
            "title": lesson.document.body["title"],
            "key_points": [{"ar": point, "en": point} for point in lesson.document.body.get("key_points", [])],
        }
        for lesson in lessons
    ]


def slide_pages(live_class: LiveClass, *, language: str) -> list[dict[str, Any]]:
    """Give the deck in one language, ready to draw: position, kind, eyebrow, title, blocks."""

    def words(value: dict[str, str]) -> str:
        return value.get(language) or value.get("ar", "")

    def block(raw: dict[str, Any]) -> dict[str, Any]:
        drawn: dict[str, Any] = {"kind": raw["kind"], "text": words(raw), "url": raw.get("url", "")}
        drawn["points"] = [words(point) for point in raw.get("items", [])]
        drawn["sides"] = [
            {
                "title": words(side["title"]),
                "text": words(side["text"]),
                "drawing": f"classrooms/drawings/{side['drawing']}.svg" if side.get("drawing") in DRAWINGS else "",
            }
            for side in raw.get("sides", [])
        ]
        return drawn

    title = {"ar": live_class.title_ar, "en": live_class.title_en}
    return [
        {
            "position": slide.position,
            "kind": slide.kind,
            "eyebrow": words(title) if slide.kind != Slide.Kind.TITLE else "",
            "title": words({"ar": slide.title_ar, "en": slide.title_en}),
            "blocks": [block(raw) for raw in slide.blocks],
        }
        for slide in live_class.slides.order_by("position")
    ]
