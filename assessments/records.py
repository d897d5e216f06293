"""Which of our rows are official records, and what of them is held by the chain."""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    AgreementRecord,
    Answer,
    AspectFact,
    AssessmentCase,
    Attempt,
    Evidence,
    EvidenceClip,
    MarkSheet,
    Paper,
    PaperItem,
    PracticalAssignment,
    ResultVersion,
)
from lms.records.registry import Documents, RecordKind, columns, rows_of

# What of a clip is held: not where its bytes lie, which may come after the seal.
CLIP = ("uuid", "digest", "bytes", "bookmarks", "taken_at")
SHEET, CASE, RESULT = "mark_sheet_sealed", "judgement_confirmed", "result_revised"


def sheets(ids: Collection[int]) -> Documents:
    """A sealed sheet with the facts and the photographs it was folded from; a photograph by the digest of its file."""
    found, facts = columns(MarkSheet, ids), rows_of(AspectFact, "sheet_id", ids)
    photographs, clips = rows_of(Evidence, "sheet_id", ids), rows_of(EvidenceClip, "sheet_id", ids)
    digests = dict(Evidence.objects.filter(sheet__in=ids).values_list("pk", "asset__digest"))
    for pk, sheet in found.items():
        sheet["facts"] = facts[pk]
        sheet["clips"] = [{name: row[name] for name in CLIP} for row in clips[pk]]
        sheet["evidence"] = [{**row, "asset_digest": digests.get(row["id"])} for row in photographs[pk]]
    return found


def cases(ids: Collection[int]) -> Documents:
    """A confirmed case with its assignments, what was agreed on them, and the theory attempt that counted: paper, questions,
    answers, marks."""
    found, assignments = columns(AssessmentCase, ids), rows_of(PracticalAssignment, "case_id", ids)
    agreements = rows_of(AgreementRecord, "assignment_id", [one["id"] for rows in assignments.values() for one in rows])
    counted = _attempts_of(ids)
    attempts = columns(Attempt, list(counted.values()))
    answers = rows_of(Answer, "attempt_id", list(attempts))
    papers = columns(Paper, [attempt["paper_id"] for attempt in attempts.values()])
    items = rows_of(PaperItem, "paper_id", list(papers))
    for pk, case in found.items():
        case["assignments"] = assignments[pk]
        case["agreements"] = [row for one in assignments[pk] for row in agreements[one["id"]]]
        attempt = attempts.get(counted.get(pk, 0))
        if attempt is not None:
            paper = attempt["paper_id"]
            case["theory"] = {**attempt, "answers": answers[attempt["id"]], "paper": papers.get(paper), "items": items.get(paper)}
    return found


def _attempts_of(ids: Collection[int]) -> dict[int, int]:
    """The attempt that counted for each case: the newest official one begun before the confirmation."""
    counted = Attempt.objects.filter(
        sitting__candidates__case__in=ids,
        sitting__candidates__case__person=F("person"),
        started_at__lte=F("sitting__candidates__case__confirmed_at"),
    )
    rows = counted.order_by("started_at", "pk").values_list("sitting__candidates__case", "pk")
    return dict(rows)


def results(ids: Collection[int]) -> Documents:
    """A result that changed after the committee's confirmation, with its cause and reason."""
    return columns(ResultVersion, ids)


def revised_results() -> QuerySet[ResultVersion]:
    """Every result version made after its case was confirmed."""
    of_paper = Q(
        attempt__sitting__candidates__person=F("attempt__person"), attempt__sitting__candidates__case__confirmed_at__lt=F("at")
    )
    of_task = Q(assignment__case__confirmed_at__lt=F("at"))
    revising = ResultVersion.objects.filter(cause__in=[ResultVersion.Cause.REGRADED, ResultVersion.Cause.APPEAL])
    return revising.filter(of_paper | of_task).distinct()


def sealed_sheets() -> QuerySet[MarkSheet]:
    """Every sheet that must stand in a chain."""
    return MarkSheet.objects.filter(~Q(sealed_at=None))


def confirmed_cases() -> QuerySet[AssessmentCase]:
    """Every case that must stand in a chain."""
    return AssessmentCase.objects.filter(state=AssessmentCase.State.CONFIRMED)


KINDS = [
    RecordKind(SHEET, _("Mark sheet sealed"), sheets, sealed_sheets),
    RecordKind(CASE, _("Judgement confirmed"), cases, confirmed_cases),
    RecordKind(RESULT, _("Result changed after confirmation"), results, revised_results),
]
