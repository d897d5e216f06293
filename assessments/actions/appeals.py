"""Appeals (تظلّم): filed by the candidate, decided by somebody who neither marked nor confirmed."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.actions.results import keep
from assessments.models import Appeal, AssessmentCase, Attempt, MarkSheet, ResultVersion
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


def file_appeal(*, attempt: Attempt, position: int | None, reason: str, now: datetime) -> Appeal:
    """Say that a released official result is wrong. Refuses ``reason_missing``, ``nothing_to_appeal`` and ``appeal_waits``."""
    if attempt.kind != Attempt.Kind.OFFICIAL or attempt.released_at is None or attempt.released_at > now:
        raise Refusal("nothing_to_appeal", _("Only a released result of an official paper can be appealed."))
    if not reason.strip():
        raise Refusal("reason_missing", _("Write what you think is wrong."), status=422)
    known = attempt.answers.filter(position=position).exists() if position else False
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                attempt=attempt, position=position if known else None, reason=reason.strip()[:1000], filed_at=now
            )
            record(actor=attempt.person, verb="appeal.filed", target=appeal, detail={"position": appeal.position})
    except IntegrityError as twice:
        raise Refusal("appeal_waits", _("Your appeal is with us already. You see the answer on this page.")) from twice
    return appeal


@transaction.atomic
def withdraw_appeal(*, appeal: Appeal) -> Appeal:
    """Take an appeal back while it waits. Refuses ``appeal_decided``."""
    appeal = _waiting(appeal)
    appeal.state = Appeal.State.WITHDRAWN
    appeal.save(update_fields=["state"])
    record(actor=appeal.attempt.person, verb="appeal.withdrawn", target=appeal, detail={})
    return appeal


@transaction.atomic
def decide_appeal(*, appeal: Appeal, marks: dict[int, Decimal], decision: str, by: Person, now: datetime) -> Appeal:
    """Decide an appeal with words that its candidate reads. ``marks`` that differ make a new version of the result: upheld.

    None that differ: the result stands. Refuses ``reason_missing``, ``appeal_decided``, ``own_judgement`` (who marked,
    confirmed or sat it) and ``marks_impossible``.
    """
    if not decision.strip():
        raise Refusal("reason_missing", _("Write your reasons. The candidate reads them."), status=422)
    appeal = _waiting(appeal)
    attempt = appeal.attempt
    if by.pk in judges_of(attempt):
        raise Refusal("own_judgement", _("Who marked or confirmed this result does not decide the appeal."), status=403)
    lines, changed = _revised(attempt, marks)
    appeal.state = Appeal.State.UPHELD if changed else Appeal.State.REJECTED
    appeal.decided_by, appeal.decided_at, appeal.decision = by, now, decision.strip()[:1000]
    if changed:
        cause, reason = ResultVersion.Cause.APPEAL, decision.strip()[:500]
        appeal.result = keep(attempt=attempt, lines=lines, cause=cause, at=now, by=by, reason=reason)
    appeal.save()
    record(actor=by, verb="appeal.decided", target=appeal, detail={"state": appeal.state, "positions": changed})
    return appeal


def judges_of(attempt: Attempt) -> set[int]:
    """Who may not decide an appeal: the candidate, who marked the practical tasks of the case, and who confirmed it."""
    cases = AssessmentCase.objects.filter(seats__sitting=attempt.sitting_id, person=attempt.person_id)
    confirmed = set(cases.exclude(confirmed_by=None).values_list("confirmed_by", flat=True))
    return (
        {attempt.person_id}
        | confirmed
        | set(MarkSheet.objects.filter(assignment__case__in=cases).values_list("assessor", flat=True))
    )


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
    locked = Appeal.objects.select_for_update(of=("self",)).select_related("attempt__person").get(pk=appeal.pk)
    Attempt.objects.select_for_update().get(pk=locked.attempt_id)
    if locked.state != Appeal.State.FILED:
        raise Refusal("appeal_decided", _("This appeal has been decided or withdrawn."))
    return locked
