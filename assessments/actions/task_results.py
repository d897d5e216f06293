"""Keep what a practical task earned as a new version of its result. Part of other verbs; no verb of its own outside."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from assessments import rules
from assessments.actions.safety import missed_safety
from assessments.actions.states import refresh_case
from assessments.events import ResultRevised
from assessments.models import AssessmentCase, PracticalAssignment, ResultVersion
from assessments.queries.theory import theory_attempt_of
from assessments.records import RESULT
from assessments.rules.outcome import outcome_of_lines
from assessments.rules.scores import CENT, rounded
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.records.actions import append


def keep_task_result(
    *,
    assignment: PracticalAssignment,
    lines: Mapping[str, Decimal],
    critical: list[str],
    cause: str,
    at: datetime,
    by: Person | None = None,
    reason: str = "",
    percent: Decimal | None = None,
) -> ResultVersion:
    """A new version, and the assignment's own per cent and outcome until the committee confirmed; afterwards it stands
    beside them, in the chain, and certification hears of it. ``percent`` is that of the lines unless given. In a transaction."""
    version, policy = assignment.task_version, assignment.case.policy
    total = sum(line["marks"] for line in version.rubric)
    marks = sum(lines.values(), Decimal(0)).quantize(CENT)
    percent = rules.percent_of(marks, total) if percent is None else percent
    word = outcome_of_lines(critical, percent, critical_fails=version.critical_fails, least=policy.practical_least)
    made = ResultVersion.objects.create(
        assignment=assignment,
        number=assignment.results.count() + 1,
        cause=cause,
        reason=reason,
        by=by,
        at=at,
        marks=marks,
        total_marks=total,
        percent=percent,
        lines={code: str(given) for code, given in sorted(lines.items())},
        outcome=word,
        critical=sorted(critical),
    )
    case = assignment.case
    if case.state == AssessmentCase.State.CONFIRMED:
        append(site_code=case.site.code, kind=RESULT, record_id=made.pk)
        practical, _failed = practical_of(case)
        publish(
            ResultRevised(
                case_id=case.pk,
                result_id=made.pk,
                theory_percent="",
                revised_at=at.isoformat(),
                practical_percent=str(practical),
                critical_fail=fails_critically(case),
            )
        )
        return made
    assignment.state, assignment.percent, assignment.outcome = PracticalAssignment.State.DONE, percent, word
    assignment.save(update_fields=["state", "percent", "outcome"])
    refresh_case(case=case)
    return made


def practical_of(case: AssessmentCase) -> tuple[Decimal, bool]:
    """The mean of what the tasks of a case earned, and whether a critical fail stands, by the newest version of each."""
    percents, failed = [], False
    for assignment in case.assignments.all():
        newest = assignment.results.order_by("-number").first()
        if newest is not None:
            percents.append(newest.percent)
            failed = failed or bool(newest.critical)
    return rounded(Fraction(sum(percents, Decimal(0))) / len(percents)), failed


def fails_critically(case: AssessmentCase) -> bool:
    """Whether a critical fail stands in the whole case, by the newest results: at a task, or a missed question about safety."""
    attempt = theory_attempt_of(case)
    return practical_of(case)[1] or (attempt is not None and bool(missed_safety(attempt)))
