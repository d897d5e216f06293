"""Open a case, confirm it, or send it back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.actions.committee import whole_committee
from assessments.actions.fees import check_fee
from assessments.actions.retests import check_retest
from assessments.actions.task_results import fails_critically, practical_of
from assessments.events import JudgementConfirmed
from assessments.models import AssessmentCase, Attempt, LevelPolicy, MarkSheet
from assessments.queries.theory import theory_attempt_of
from assessments.records import CASE
from courses.models import Trade
from lms.audit.actions import record
from lms.enrolment.models import Enrolment
from lms.outbox.actions import publish
from lms.people.access import holds, not_allowed
from lms.people.models import Person, Role, Site
from lms.records.actions import append
from lms.refusals import Refusal

OPEN_STATES = (AssessmentCase.State.OPEN, AssessmentCase.State.RUNNING, AssessmentCase.State.READY)


def open_case(*, person: Person, trade: Trade, level: str, by: Person, now: datetime) -> AssessmentCase:
    """Ask to be assessed for a level, or be asked by the centre. A case that is open already is returned.

    Refuses ``level_unknown``, ``not_enrolled`` (the person learns this trade nowhere), ``not_allowed`` for staff of
    another site, ``retest_too_early`` and ``retests_used_up``.
    """
    policies = LevelPolicy.objects.filter(trade=trade, level=level, effective_from__lte=now.date())
    policy = policies.order_by("-effective_from").first()
    if policy is None:
        raise Refusal("level_unknown", _("This level is not assessed yet."), status=404)
    site = _site_of(person, trade)
    if by.pk != person.pk and not holds(by, Role.Kind.MANAGER, Role.Kind.CHAIR, Role.Kind.ADMINISTRATOR, site=site):
        raise not_allowed()
    if running := AssessmentCase.objects.filter(person=person, policy=policy, state__in=OPEN_STATES).first():
        return running
    check_retest(person=person, trade_code=trade.code, level=level, on=timezone.localdate(now))
    try:
        with transaction.atomic():
            case = AssessmentCase.objects.create(person=person, policy=policy, site=site, opened_by=by, opened_at=now)
            record(actor=by, verb="case.opened", target=case, detail={"trade": trade.code, "level": level})
    except IntegrityError:
        return AssessmentCase.objects.get(person=person, policy=policy, state__in=OPEN_STATES)
    return case


def _site_of(person: Person, trade: Trade) -> Site:
    """Where the person learns the trade: their newest group's site."""
    learning = Enrolment.objects.filter(person=person, release__manifest__trade__code=trade.code)
    newest = learning.exclude(status=Enrolment.Status.LEFT).select_related("cohort__site").order_by("-enrolled_at", "-pk").first()
    if newest is None:
        raise Refusal("not_enrolled", _("Learn this trade in a group first, or ask your centre."), status=403)
    return newest.cohort.site


@transaction.atomic
def confirm_case(*, case: AssessmentCase, by: Person, now: datetime) -> AssessmentCase:
    """Confirm what was judged, open the results to the person, and tell certification. Confirming again changes nothing.

    Refuses ``case_not_ready``, ``own_judgement`` (who marked does not confirm), ``not_allowed``, and where the scheme asks for
    it ``assessors_too_few``, ``committee_incomplete`` and ``fee_due``.
    """
    case = _for_chair(case, by)
    if case.state == AssessmentCase.State.CONFIRMED:
        return case
    _check_ready(case, by)
    case.committee = whole_committee(case, now=now)
    check_fee(case)
    attempt = theory_attempt_of(case)
    assert attempt is not None
    case.theory_percent = attempt.percent
    case.practical_percent, _failed = practical_of(case)
    case.critical_fail = fails_critically(case)
    case.state, case.confirmed_by, case.confirmed_at, case.sent_back_reason = AssessmentCase.State.CONFIRMED, by, now, ""
    case.save()
    Attempt.objects.filter(pk=attempt.pk, released_at=None).update(released_at=now)
    record(actor=by, verb="case.confirmed", target=case, detail={"theory": str(case.theory_percent)})
    append(site_code=case.site.code, kind=CASE, record_id=case.pk)
    publish(_confirmed(case))
    return case


def _check_ready(case: AssessmentCase, by: Person) -> None:
    if case.state != AssessmentCase.State.READY:
        raise Refusal("case_not_ready", _("Something is still missing in this case. Look at its steps."))
    if MarkSheet.objects.filter(assignment__case=case, assessor=by).exists() or case.person_id == by.pk:
        raise Refusal("own_judgement", _("Who marked this person does not confirm them. Ask another chair."), status=403)


def _confirmed(case: AssessmentCase) -> JudgementConfirmed:
    assert case.confirmed_at is not None
    assert case.confirmed_by_id is not None
    return JudgementConfirmed(
        case_id=case.pk,
        person_id=case.person_id,
        trade_code=case.policy.trade.code,
        level_code=case.policy.level,
        site_code=case.site.code,
        theory_percent=str(case.theory_percent),
        practical_percent=str(case.practical_percent),
        critical_fail=case.critical_fail,
        confirmed_by_id=case.confirmed_by_id,
        confirmed_at=case.confirmed_at.isoformat(),
    )


@transaction.atomic
def send_back(*, case: AssessmentCase, reason: str, by: Person) -> AssessmentCase:
    """Ask the assessors to look again, with the reason they will read. Refuses ``reason_missing`` and ``case_not_ready``."""
    case = _for_chair(case, by)
    if not reason.strip():
        raise Refusal("reason_missing", _("Write what the assessor should look at again."), status=422)
    if case.state != AssessmentCase.State.READY:
        raise Refusal("case_not_ready", _("Something is still missing in this case. Look at its steps."))
    case.state, case.sent_back_reason = AssessmentCase.State.RUNNING, reason.strip()
    case.save(update_fields=["state", "sent_back_reason"])
    record(actor=by, verb="case.sent_back", target=case, detail={"reason": reason.strip()})
    return case


def _for_chair(case: AssessmentCase, by: Person) -> AssessmentCase:
    locked = AssessmentCase.objects.select_for_update(of=("self",)).select_related("policy__trade", "site").get(pk=case.pk)
    if not holds(by, Role.Kind.CHAIR, site=locked.site):
        raise not_allowed()
    return locked
