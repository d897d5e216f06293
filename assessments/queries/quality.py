"""Whether assessors judge alike, from their sealed first sheets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import AnchorClip, AnchorTry, MarkSheet, PracticalTask, QualityLook
from assessments.rules.quality import Leniency, LineAgreement, OnTask, Share, leniency, line_agreement, share
from lms.people.models import Person


@dataclass(frozen=True)
class AssessorView:
    """One assessor: how many sheets, where they lie, and how often a second assessor saw the same."""

    person: Person
    sheets: int
    mean: float
    leniency: Leniency | None
    alike: Share | None
    looked: int
    disagreed: int

    # Places on a line from -REACH to +REACH points, as per cent of its length.
    @property
    def mean_place(self) -> float:
        return _place(self.leniency.mean) if self.leniency else 50.0

    @property
    def low_place(self) -> float:
        return _place(self.leniency.low) if self.leniency else 50.0

    @property
    def high_place(self) -> float:
        return _place(self.leniency.high) if self.leniency else 50.0

    @property
    def alike_percent(self) -> float:
        return 100 * self.alike.value if self.alike else 0.0

    @property
    def alike_low(self) -> float:
        return 100 * self.alike.low if self.alike else 0.0

    @property
    def alike_high(self) -> float:
        return 100 * self.alike.high if self.alike else 0.0


REACH = 25.0  # points


def _place(points: float) -> float:
    return round(50 + 50 * max(-1.0, min(1.0, points / REACH)), 1)


@dataclass(frozen=True)
class TaskAgreement:
    """A task that two assessors judged: line by line."""

    task: PracticalTask
    title: dict[str, str]
    pairs: int
    lines: list[tuple[dict[str, Any], LineAgreement]]


@dataclass(frozen=True)
class Judged:
    """What the reviewer's page needs of all sheets; read once."""

    assessors: list[AssessorView]
    tasks: list[TaskAgreement]


@dataclass
class _Sheets:
    by_task: dict[int, dict[int, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    pairs: dict[int, list[tuple[Any, Any]]] = field(default_factory=lambda: defaultdict(list))
    alike: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))


def judged(*, trade: str = "") -> Judged:
    """Figures of every assessor and every task, of one trade or all. First sheets only: a correction was made knowing
    something."""
    rows = list(_rows(trade))
    found = _gathered(rows)
    people = {row.assessor_id: row.assessor for row in rows}
    looks = _looks()
    assessors = [_assessor(person, found, looks.get(pk, [])) for pk, person in people.items()]
    versions = {row.assignment.task_version.task_id: row.assignment.task_version for row in rows}
    tasks = [_task(version, found.pairs[task]) for task, version in versions.items() if found.pairs[task]]
    return Judged(
        sorted(assessors, key=lambda one: -abs(one.leniency.mean) if one.leniency else 0.0),
        sorted(tasks, key=lambda one: one.task.code),
    )


def _rows(trade: str) -> QuerySet[MarkSheet]:
    sheets = MarkSheet.objects.filter(number=1, sealed_at__isnull=False, percent__isnull=False)
    if trade:
        sheets = sheets.filter(assignment__case__policy__trade__code=trade)
    return sheets.select_related("assessor", "assignment__task_version__task").order_by("sealed_at", "pk")


def _gathered(rows: Iterable[MarkSheet]) -> _Sheets:
    found, together = _Sheets(), defaultdict(list)
    for row in rows:
        assert row.percent is not None
        found.by_task[row.assignment.task_version.task_id][row.assessor_id].append(float(row.percent))
        together[row.assignment_id].append(row)
    for sheets in together.values():
        if len(sheets) == 2:
            first, second = sheets
            found.pairs[first.assignment.task_version.task_id].append((_marks(first), _marks(second)))
            for one in sheets:
                found.alike[one.assessor_id].append(first.outcome == second.outcome)
    return found


def _marks(sheet: MarkSheet) -> dict[str, Decimal]:
    return {code: Decimal(given) for code, given in (sheet.document or {}).get("marks", {}).items()}


def _looks() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for assessor, verdict in QualityLook.objects.exclude(verdict="").values_list("sheet__assessor", "verdict"):
        found[assessor].append(verdict)
    return found


def _assessor(person: Person, found: _Sheets, looks: list[str]) -> AssessorView:
    on_tasks = [
        OnTask(own=by[person.pk], others=[one for pk, rest in by.items() if pk != person.pk for one in rest])
        for by in found.by_task.values()
        if person.pk in by
    ]
    own = [one for task in on_tasks for one in task.own]
    alike = found.alike.get(person.pk, [])
    return AssessorView(
        person=person,
        sheets=len(own),
        mean=sum(own) / len(own),
        leniency=leniency(on_tasks),
        alike=share(sum(alike), len(alike)),
        looked=len(looks),
        disagreed=looks.count("disagree"),
    )


def _task(version: Any, pairs: list[tuple[Any, Any]]) -> TaskAgreement:
    lines = [(line, line_agreement(pairs, line)) for line in version.rubric]
    return TaskAgreement(version.task, version.title, len(pairs), lines)


def looks_for(person: Person, *, now: datetime) -> dict[str, list[QualityLook]]:
    """Sheets drawn for a look: those that wait, and those looked at lately. Sheets that others have open are left out."""
    free = Q(leased_until=None) | Q(leased_until__lte=now) | Q(leased_to=person)
    looks = QualityLook.objects.select_related(
        "sheet__assessor", "sheet__assignment__case__person", "sheet__assignment__case__policy__trade", "looked_by"
    ).select_related("sheet__assignment__task_version", "sheet__assignment__site")
    waiting = looks.filter(free, looked_at=None).exclude(sheet__assignment__sheets__assessor=person)
    return {
        "waiting": list(waiting.order_by("drawn_at", "pk")),
        "done": list(looks.exclude(looked_at=None).order_by("-looked_at")[:20]),
    }


@dataclass(frozen=True)
class AnchorView:
    """An anchor clip as an assessor meets it."""

    clip: AnchorClip
    good: bool
    tries: int


def anchors_for(person: Person, *, now: datetime) -> list[AnchorView]:
    """The clips that are in force, of every trade, those still to be judged first. Two queries."""
    day = timezone.localdate(now)
    clips = AnchorClip.objects.filter(Q(retired_on=None) | Q(retired_on__gt=day)).exclude(set_by=person)
    rows = clips.select_related("task_version__task__trade").order_by("task_version__task__code", "pk")
    tries: dict[int, list[bool]] = defaultdict(list)
    for clip, good in AnchorTry.objects.filter(assessor=person).values_list("clip", "good"):
        tries[clip].append(good)
    views = [AnchorView(clip, any(tries[clip.pk]), len(tries[clip.pk])) for clip in rows]
    return sorted(views, key=lambda view: view.good)
