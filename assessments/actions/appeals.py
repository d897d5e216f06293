"""Appeals (تظلّم) against papers and practical tasks: filed by the candidate, decided by somebody who neither marked nor
confirmed."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.actions.agreements import check_lines
from assessments.actions.results import keep
from assessments.actions.task_results import keep_task_result
from assessments.models import (
    AgreementRecord,
    Appeal,
    AssessmentCase,
    Attempt,
    LevelPolicy,
    MarkSheet,
    PracticalAssignment,
    ResultVersion,
)
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal

DAYS = 14


def file_appeal(*, attempt: Attempt, position: int | None, reason: str, now: datetime) -> Appeal:
    """Say that a released official result is wrong.

    Refuses ``reason_missing``, ``nothing_to_appeal``, ``appeal_too_late`` and ``appeal_waits``.
    """
    if attempt.kind != Attempt.Kind.OFFICIAL or attempt.released_at is None or attempt.released_at > now:
        raise Refusal("nothing_to_appeal", _("Only a released result of an official paper can be appealed."))
    _check_day(last_moment(attempt), now)
    known = attempt.answers.filter(position=position).exists() if position else False
    appeal = Appeal(person=attempt.person, attempt=attempt, position=position if known else None)
    return _filed(appeal, reason, now)


def file_task_appeal(*, assignment: PracticalAssignment, aspect: str, reason: str, now: datetime) -> Appeal:
    """Say that the confirmed marks of a practical task are wrong. Refuses what ``file_appeal`` refuses."""
    case = assignment.case
    if case.state != AssessmentCase.State.CONFIRMED or case.confirmed_at is None:
        raise Refusal("nothing_to_appeal", _("Only a confirmed result can be appealed."))
    _check_day(case.confirmed_at + timedelta(days=case.policy.appeal_days), now)
    known = any(line["id"] == aspect for line in assignment.task_version.rubric)
    return _filed(Appeal(person=case.person, assignment=assignment, aspect=aspect if known else ""), reason, now)


def last_moment(attempt: Attempt) -> datetime:
    """Until when the result of a released paper may be appealed, by the level's policy of the day of its release."""
    assert attempt.released_at is not None
    blueprint, day = attempt.paper.blueprint, timezone.localdate(attempt.released_at)
    policies = LevelPolicy.objects.filter(trade=blueprint.trade_id, level=blueprint.level, effective_from__lte=day)
    days = policies.order_by("-effective_from").values_list("appeal_days", flat=True).first()
    return attempt.released_at + timedelta(days=DAYS if days is None else days)


def _check_day(last: datetime, now: datetime) -> None:
    if now > last:
        day = timezone.localtime(last)
        sentence = _("The time for an appeal ended on %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
        raise Refusal("appeal_too_late", sentence)


def _filed(appeal: Appeal, reason: str, now: datetime) -> Appeal:
    if not reason.strip():
        raise Refusal("reason_missing", _("Write what you think is wrong."), status=422)
    appeal.reason, appeal.filed_at = reason.strip()[:1000], now
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
            detail = {"position": appeal.position, "aspect": appeal.aspect}
            record(actor=appeal.person, verb="appeal.filed", target=appeal, detail=detail)
    except IntegrityError as twice:
        raise Refusal("appeal_waits", _("Your appeal is with us already. You see the answer on this page.")) from twice
    return appeal


@transaction.atomic
def withdraw_appeal(*, appeal: Appeal) -> Appeal:
    """Take an appeal back while it waits. Refuses ``appeal_decided``."""
    appeal = _waiting(appeal)
    appeal.state = Appeal.State.WITHDRAWN
    appeal.save(update_fields=["state"])
    record(actor=appeal.person, verb="appeal.withdrawn", target=appeal, detail={})
    return appeal


@transaction.atomic
def decide_appeal(*, appeal: Appeal, marks: dict[int, Decimal], decision: str, by: Person, now: datetime) -> Appeal:
    """Decide an appeal against a paper with words that its candidate reads. ``marks`` that differ make a new version of the
    result: upheld.

    None that differ: the result stands. Refuses ``reason_missing``, ``appeal_decided``, ``own_judgement`` (who marked,
    confirmed or sat it) and ``marks_impossible``.
    """
    appeal = _to_decide(appeal, decision, by)
    attempt = appeal.attempt
    assert attempt is not None
    lines, changed = _revised(attempt, marks)
    made = None
    if changed:
        cause, reason = ResultVersion.Cause.APPEAL, decision.strip()[:500]
        made = keep(attempt=attempt, lines=lines, cause=cause, at=now, by=by, reason=reason)
    return _decided(appeal, made, changed=[str(place) for place in changed], decision=decision, by=by, now=now)


@transaction.atomic
def decide_task_appeal(
    *, appeal: Appeal, marks: dict[str, Decimal], critical: list[str], decision: str, by: Person, now: datetime
) -> Appeal:
    """Decide an appeal against a practical task: new marks of lines, and which critical fails stand, make a new version of its
    result. Refuses what ``decide_appeal`` refuses, and ``aspect_unknown``."""
    appeal = _to_decide(appeal, decision, by)
    assignment = appeal.assignment
    assert assignment is not None
    newest = assignment.results.order_by("-number").first()
    assert newest is not None
    lines = {code: Decimal(given) for code, given in newest.lines.items()}
    changed = sorted(code for code, given in marks.items() if lines.get(code) != given)
    if set(critical) != set(newest.critical):
        changed.append("critical")
    made = None
    if changed:
        check_lines(assignment, lines | marks, critical)
        made = keep_task_result(
            assignment=assignment,
            lines=lines | marks,
            critical=critical,
            cause=ResultVersion.Cause.APPEAL,
            at=now,
            by=by,
            reason=decision.strip()[:500],
        )
    return _decided(appeal, made, changed=changed, decision=decision, by=by, now=now)


def _to_decide(appeal: Appeal, decision: str, by: Person) -> Appeal:
    if not decision.strip():
        raise Refusal("reason_missing", _("Write your reasons. The candidate reads them."), status=422)
    appeal = _waiting(appeal)
    if by.pk in judges_of(appeal):
        raise Refusal("own_judgement", _("Who marked or confirmed this result does not decide the appeal."), status=403)
    return appeal


def _decided(
    appeal: Appeal, made: ResultVersion | None, *, changed: list[str], decision: str, by: Person, now: datetime
) -> Appeal:
    appeal.state = Appeal.State.UPHELD if made else Appeal.State.REJECTED
    appeal.decided_by, appeal.decided_at, appeal.decision, appeal.result = by, now, decision.strip()[:1000], made
    appeal.save()
    record(actor=by, verb="appeal.decided", target=appeal, detail={"state": appeal.state, "changed": changed})
    return appeal


def judges_of(appeal: Appeal) -> set[int]:
    """Who may not decide an appeal: the candidate, who marked or agreed on the practical tasks of the case, and who
    confirmed it."""
    if appeal.assignment is not None:
        cases = AssessmentCase.objects.filter(pk=appeal.assignment.case_id)
    else:
        assert appeal.attempt is not None
        cases = AssessmentCase.objects.filter(seats__sitting=appeal.attempt.sitting_id, person=appeal.person_id)
    confirmed = set(cases.exclude(confirmed_by=None).values_list("confirmed_by", flat=True))
    marked = set(MarkSheet.objects.filter(assignment__case__in=cases).values_list("assessor", flat=True))
    agreed = set(AgreementRecord.objects.filter(assignment__case__in=cases).values_list("by", flat=True))
    return {appeal.person_id} | confirmed | marked | agreed


def _revised(attempt: Attempt, marks: dict[int, Decimal]) -> tuple[dict[int, Decimal], list[int]]:
    """The lines with the new marks, and the places that changed."""
    newest = attempt.results.order_by("-number").first()
    assert newest is not None
    lines = {int(place): Decimal(given) for place, given in newest.lines.items()}
    most = dict(attempt.answers.values_list("position", "item__version__marks"))
    if any(place not in most or not 0 <= given <= most[place] for place, given in marks.items()):
        raise Refusal("marks_impossible", _("Marks lie between 0 and what the question is worth."), status=422)
    changed = sorted(place for place, given in marks.items() if given != lines[place])
    return lines | {place: marks[place] for place in changed}, changed


def _waiting(appeal: Appeal) -> Appeal:
    found = Appeal.objects.select_for_update(of=("self",))
    locked = found.select_related("person", "attempt__person", "assignment__case__policy", "assignment__case__site").get(
        pk=appeal.pk
    )
    if locked.attempt_id is not None:
        Attempt.objects.select_for_update().get(pk=locked.attempt_id)
    if locked.state != Appeal.State.FILED:
        raise Refusal("appeal_decided", _("This appeal has been decided or withdrawn."))
    return locked
