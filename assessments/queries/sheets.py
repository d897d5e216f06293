"""Mark sheets as their assessor sees them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from assessments.models import Evidence, EvidenceClip, MarkSheet, PracticalAssignment
from assessments.queries.lines import Line, SheetView, sheet_lines
from assessments.rules.scores import percent_of
from lms.people.models import Person
from media.models import Asset
from media.queries import Playable, playable


@dataclass(frozen=True)
class Desk:
    """An assessor's sheets: not begun, begun, handed in."""

    waiting: list[MarkSheet]
    begun: list[MarkSheet]
    done: list[MarkSheet]

    @property
    def open(self) -> list[MarkSheet]:
        """What may be marked today, begun or not."""
        return [*self.begun, *self.waiting]

    @property
    def to_agree(self) -> list[MarkSheet]:
        """Sealed, with every other sheet of the task sealed too, and too far apart."""
        return [
            sheet
            for sheet in self.done
            if sheet.assignment.state == PracticalAssignment.State.DONE and not sheet.assignment.outcome
        ]


def _sheets(person: Person) -> QuerySet[MarkSheet]:
    return (
        MarkSheet.objects.filter(assessor=person, correction=None)
        .select_related("assignment__case__person", "assignment__case__policy__trade", "assignment__site")
        .select_related("assignment__task_version__task", "corrects")
        .annotate(aspects_judged=Count("facts__aspect", filter=Q(facts__kind="marked"), distinct=True))
    )


def desk_of(person: Person) -> Desk:
    """The desk, each list in the order of the day. One query."""
    sheets = list(_sheets(person).order_by("assignment__at", "pk"))
    return Desk(
        waiting=[sheet for sheet in sheets if sheet.sealed_at is None and sheet.started_at is None and sheet.corrects is None],
        begun=[sheet for sheet in sheets if sheet.sealed_at is None and (sheet.started_at or sheet.corrects)],
        done=sorted((s for s in sheets if s.sealed_at is not None), key=lambda s: s.sealed_at or 0, reverse=True),  # type: ignore[return-value,arg-type]
    )


def sheets_waiting(person: Person) -> int:
    """How many sheets wait for the person's mark, begun ones included."""
    return MarkSheet.objects.filter(assessor=person, sealed_at=None, correction=None).count()


def picture_of(evidence: Evidence) -> Playable | None:
    """How to show a photograph; None while it is still being prepared, or was refused."""
    return playable(evidence.asset) if evidence.asset.state == Asset.State.READY else None


@dataclass(frozen=True)
class ClipView:
    """A clip with its bookmarks in words, and how to play it once it is here and prepared."""

    clip: EvidenceClip
    shown: Playable | None
    bookmarks: list[tuple[int, dict[str, str]]]

    @property
    def megabytes(self) -> float:
        return round(self.clip.bytes / 1_000_000, 1)


def clips_of(sheet: MarkSheet) -> list[ClipView]:
    """The clips of a sheet, in the order in which they were taken. ``assignment__task_version`` is joined."""
    names = {line["id"]: line["criterion"] for line in sheet.assignment.task_version.rubric}
    rows = EvidenceClip.objects.filter(sheet=sheet).select_related("asset").order_by("taken_at", "pk")
    return [
        ClipView(
            clip=row,
            shown=playable(row.asset) if row.asset and row.asset.state == Asset.State.READY else None,
            bookmarks=[(mark["second"], names.get(mark["aspect"], {"ar": "", "en": ""})) for mark in row.bookmarks],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class MarkingView:
    """A sheet on the marking screen."""

    view: SheetView
    sequence: int

    @property
    def lines(self) -> list[Line]:
        return self.view.lines

    @property
    def total(self) -> Decimal:
        """Marks so far."""
        return sum((line.marks for line in self.lines if line.marks is not None), Decimal(0))

    @property
    def judged_of(self) -> int:
        """Most marks of the lines judged so far."""
        return sum(line.line["marks"] for line in self.lines if line.marks is not None)

    @property
    def left(self) -> list[Line]:
        return [line for line in self.lines if line.marks is None]

    @property
    def current(self) -> Line | None:
        """The first line that waits."""
        return next(iter(self.left), None)

    @property
    def seen(self) -> list[str]:
        """Codes of the critical fails that stand."""
        return [fail["id"] for fail in self.view.critical]

    @property
    def percent(self) -> Decimal:
        return percent_of(self.total, sum(line.line["marks"] for line in self.lines))


def sheet_view(sheet: MarkSheet) -> MarkingView:
    """One sheet with its lines, critical fails and evidence."""
    found = MarkSheet.objects.prefetch_related("facts", "evidence__asset__renditions").get(pk=sheet.pk)
    view = sheet_lines(found, sheet.assignment)
    return MarkingView(
        SheetView(sheet, view.lines, view.critical, view.evidence), max((f.sequence for f in found.facts.all()), default=0)
    )
