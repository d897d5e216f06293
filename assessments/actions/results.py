"""Mark a paper and keep what it earned as a new version of its result. Part of other verbs; no verb of its own outside."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from assessments import rules
from assessments.actions.task_results import fails_critically
from assessments.events import ResultRevised
from assessments.models import Answer, AssessmentCase, Attempt, Regrading, ResultVersion
from assessments.questions import question_type
from assessments.records import RESULT
from assessments.rules.scores import CENT
from lms.outbox.actions import publish
from lms.people.models import Person
from lms.records.actions import append


def mark(*, attempt: Attempt, cause: str, at: datetime, by: Person | None = None, reason: str = "") -> ResultVersion:
    """Mark every answer by the versions of the paper as drawn, and by what was ruled about faulty ones. The attempt is locked."""
    answers = list(attempt.answers.select_related("item__version"))
    given = marks_of(answers, rulings_for(answer.item.version_id for answer in answers))
    return keep(attempt=attempt, lines=given, cause=cause, at=at, by=by, reason=reason)


def marks_of(answers: list[Answer], rulings: dict[int, rules.Ruling]) -> dict[int, Decimal]:
    """The marks of each place. Answers come with their versions."""
    return {answer.position: _marks(answer, rulings.get(answer.item.version_id)) for answer in answers}


def _marks(answer: Answer, ruling: rules.Ruling | None) -> Decimal:
    version = answer.item.version
    kind = question_type(version.type)
    share = rules.ruled_share(lambda key: kind.share(answer.value, version.content, key), version.answer, ruling)
    return rules.marks_for(share, version.marks)


def rulings_for(versions: Iterable[int]) -> dict[int, rules.Ruling]:
    """What was ruled last about each of these versions."""
    rows = Regrading.objects.filter(version__in=set(versions)).order_by("pk")
    return {row.version_id: rules.Ruling(row.method, row.answer) for row in rows}


def keep(
    *, attempt: Attempt, lines: dict[int, Decimal], cause: str, at: datetime, by: Person | None, reason: str
) -> ResultVersion:
    """A new version of the result. What a committee confirmed stays as it is; the version stands beside it, in the chain."""
    lines = {position: given.quantize(CENT) for position, given in lines.items()}
    marks = sum(lines.values(), Decimal("0.00"))
    made = ResultVersion.objects.create(
        attempt=attempt,
        number=attempt.results.count() + 1,
        cause=cause,
        reason=reason,
        by=by,
        at=at,
        marks=marks,
        total_marks=attempt.total_marks,
        percent=rules.percent_of(marks, attempt.total_marks),
        lines={str(position): str(given) for position, given in sorted(lines.items())},
    )
    if case := confirmed_case_of(attempt):
        append(site_code=case.site.code, kind=RESULT, record_id=made.pk)
        publish(
            ResultRevised(
                case_id=case.pk,
                result_id=made.pk,
                theory_percent=str(made.percent),
                revised_at=at.isoformat(),
                critical_fail=fails_critically(case),
            )
        )
        return made
    attempt.marks, attempt.percent = made.marks, made.percent
    attempt.save()
    answers = list(attempt.answers.all())
    for answer in answers:
        answer.marks = lines[answer.position]
    Answer.objects.bulk_update(answers, ["marks"])
    return made


def confirmed_case_of(attempt: Attempt) -> AssessmentCase | None:
    """The confirmed case that this paper counted for."""
    if attempt.sitting_id is None:
        return None
    cases = AssessmentCase.objects.filter(seats__sitting=attempt.sitting_id, person=attempt.person_id)
    return cases.filter(state=AssessmentCase.State.CONFIRMED).select_related("site").first()
