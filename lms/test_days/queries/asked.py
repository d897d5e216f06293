"""What a day's timetable is to be made of, as the plain values of ``rules``."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from assessments.actions.quality import check_anchors
from assessments.actions.retests import check_case_retest
from assessments.models import AssessmentCase, Candidate, MarkSheet, PracticalTask
from assessments.queries.case_rows import LIVE
from assessments.queries.terms import assessors_asked
from lms.enrolment.models import Enrolment
from lms.people.access import holds
from lms.people.models import Role, Site
from lms.refusals import Refusal
from lms.test_days import rules
from lms.test_days.models import DayAssessor, StationCount, TestDay, TestSlot, ToolCount

Busy = Mapping[int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True)
class Asked:
    """A day as ``rules`` take it, the slots that stay as they are, and what the keys stand for; ``left`` are cases that cannot
    come on that day at all, by the refusal's code."""

    day: rules.Day
    kept: tuple[rules.Slot, ...]
    cases: Mapping[int, AssessmentCase]
    tasks: Mapping[int, PracticalTask]
    left: Mapping[int, str]


def waiting_cases(site: Site) -> QuerySet[AssessmentCase]:
    """Cases at a site and below it that may have a practical task left to plan."""
    live = AssessmentCase.objects.filter(state__in=LIVE, site__path__startswith=site.path)
    return live.select_related("policy__trade", "person", "site").prefetch_related("assignments__task_version").order_by("pk")


def next_task(case: AssessmentCase, tasks: Mapping[str, PracticalTask]) -> PracticalTask | None:
    """The first task of the level that is not planned yet: a person does one a day."""
    planned = {one.task_version.task_id for one in case.assignments.all()}
    return next((tasks[code] for code in case.policy.tasks if code in tasks and tasks[code].pk not in planned), None)


def asked_of(day: TestDay) -> Asked:
    """Everything of a day, read from the database. Slots of places that closed are not kept."""
    open_sites = [place.site for place in day.places.select_related("site") if place.closed_at is None]
    team = list(day.assessors.select_related("person"))
    slots = list(day.slots.select_related("case", "task", "site", "assignment").prefetch_related("assessors"))
    kept = [slot for slot in slots if day.published_at and (slot.site in open_sites or begun(slot))]
    cases, tasks, left = _candidates(day, slots)
    kept = [slot for slot in kept if slot.case_id in cases]
    barred = _barred(team, cases.values(), at(day, day.opens))
    busy = _candidates_busy(day, cases.values())
    tests = tuple(
        rules.Test(
            key=key,
            trade=case.policy.trade.code,
            minutes=task.current.minutes if task.current else 0,
            places=_may_go(day, case.site, open_sites, next((slot.site for slot in kept if slot.case_id == key), None)),
            assessors=assessors_asked(case, on=at(day, day.opens)),
            tools=frozenset(task.current.equipment if task.current else ()),
            barred=barred[key],
            busy=busy.get(case.person_id, ()),
        )
        for key, case in cases.items()
        if (task := tasks[key])
    )
    places = tuple(_place(day, site) for site in {*open_sites, *(slot.site for slot in kept)})
    examiners = tuple(_examiner(one, open_sites, _assessors_busy(day, team)) for one in team)
    plain = rules.Day(places=places, examiners=examiners, tests=tests, changeover=day.changeover)
    return Asked(plain, tuple(_slot(day, slot) for slot in kept), cases, tasks, left)


def begun(slot: TestSlot) -> bool:
    """Whether a published slot has begun, so that nothing of it moves."""
    return slot.assignment is not None and slot.assignment.state != "waiting"


def at(day: TestDay, moment: time) -> datetime:
    """A moment of the day in local time."""
    return timezone.make_aware(datetime.combine(day.date, moment))


def minute(moment: time) -> int:
    """Minutes from midnight."""
    return moment.hour * 60 + moment.minute


def _candidates(
    day: TestDay, slots: list[TestSlot]
) -> tuple[dict[int, AssessmentCase], dict[int, PracticalTask], dict[int, str]]:
    known = {task.code: task for task in PracticalTask.objects.exclude(current=None).select_related("current")}
    placed = {slot.case_id: slot.task for slot in slots if day.published_at}
    cases, tasks, left = {}, {}, {}
    for case in waiting_cases(day.site):
        task = known[placed[case.pk].code] if case.pk in placed else next_task(case, known)
        if task is None or (day.published_at and case.pk not in placed):
            continue
        try:
            check_case_retest(case, on=at(day, day.opens))
        except Refusal as refusal:
            left[case.pk] = refusal.code
            continue
        cases[case.pk], tasks[case.pk] = case, task
    return cases, tasks, left


def _may_go(day: TestDay, own: Site, open_sites: list[Site], now_at: Site | None) -> tuple[str, ...]:
    """The own centre first, then the vans, then the other centres."""
    if now_at is not None and not day.may_travel:
        return (now_at.code,)
    others = sorted((site for site in open_sites if site != own), key=lambda one: (one.kind != Site.Kind.MOBILE_UNIT, one.code))
    codes = [site.code for site in [*(site for site in open_sites if site == own), *(others if day.may_travel else [])]]
    return tuple(dict.fromkeys([*([now_at.code] if now_at else []), *codes]))


def _barred(team: list[DayAssessor], cases: Iterable[AssessmentCase], now: datetime) -> dict[int, frozenset[int]]:
    """Assessors who taught the person, are the person, or lack the anchor clips of the level."""
    cases, people = list(cases), [one.person for one in team]
    taught = defaultdict(set)
    mine = Enrolment.objects.filter(person__in=[case.person_id for case in cases], cohort__instructor__in=people)
    for person, instructor in mine.values_list("person", "cohort__instructor"):
        taught[person].add(instructor)
    unready = {policy: {one.pk for one in people if not _ready(one, policy, now)} for policy in {case.policy for case in cases}}
    return {case.pk: frozenset({*taught[case.person_id], case.person_id, *unready[case.policy]}) for case in cases}


def _ready(assessor, policy, now: datetime) -> bool:  # type: ignore[no-untyped-def]
    try:
        check_anchors(assessor=assessor, policy=policy, now=now)
    except Refusal:
        return False
    return True


def _candidates_busy(day: TestDay, cases: Iterable[AssessmentCase]) -> Busy:
    """Theory sittings and other practical tasks of the same day."""
    people, found = [case.person_id for case in cases], defaultdict(list)
    for seat in Candidate.objects.filter(person__in=people, sitting__starts_at__date=day.date).select_related("sitting"):
        found[seat.person_id].append(_window(seat.sitting.starts_at, seat.sitting.ends_at))
    return {key: tuple(times) for key, times in found.items()}


def _assessors_busy(day: TestDay, team: list[DayAssessor]) -> Busy:
    """Tasks that they judge on the same day outside this plan."""
    others = MarkSheet.objects.filter(
        assessor__in=[one.person_id for one in team], assignment__at__date=day.date, correction=None
    ).exclude(assignment__slot__day=day)
    found = defaultdict(list)
    for sheet in others.select_related("assignment__task_version"):
        begins = sheet.assignment.at
        found[sheet.assessor_id].append(_window(begins, begins + timedelta(minutes=sheet.assignment.task_version.minutes)))
    return {key: tuple(times) for key, times in found.items()}


def _window(begins: datetime, ends: datetime) -> tuple[int, int]:
    first, last = timezone.localtime(begins), timezone.localtime(ends)
    return minute(first.time()), minute(last.time()) if last.date() == first.date() else 24 * 60


def _place(day: TestDay, site: Site) -> rules.Place:
    stations = {row.trade.code: row.count for row in StationCount.objects.filter(site=site).select_related("trade")}
    tools = {row.tool: row.count for row in ToolCount.objects.filter(site=site)}
    return rules.Place(site.code, minute(day.opens), minute(day.closes), stations, tools)


def _examiner(one: DayAssessor, sites: list[Site], busy: Busy) -> rules.Examiner:
    codes = frozenset(site.code for site in sites if holds(one.person, Role.Kind.ASSESSOR, site=site))
    return rules.Examiner(one.person_id, codes, one.at_once, busy.get(one.person_id, ()))


def _slot(day: TestDay, slot: TestSlot) -> rules.Slot:
    starts = minute(timezone.localtime(slot.starts_at).time())
    return rules.Slot(slot.case_id, slot.site.code, starts, slot.station, frozenset(one.pk for one in slot.assessors.all()))
