"""Prior learning: claim a unit, decide about it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentCase, Attempt, PriorLearning
from assessments.queries.prior import diagnosed, units_of
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal


def claim_unit(*, case: AssessmentCase, unit: str, basis: str, words: str, now: datetime) -> PriorLearning:
    """A candidate says that they master a unit, with evidence in words, or by their diagnostic paper.

    Refuses ``case_closed``, ``unit_unknown``, ``reason_missing``, ``not_shown`` (the diagnostic paper does not) and ``claimed``.
    """
    if case.state in (AssessmentCase.State.CONFIRMED, AssessmentCase.State.WITHDRAWN):
        raise Refusal("case_closed", _("This case is closed. Open a new one to assess again."))
    if unit not in units_of(case):
        raise Refusal("unit_unknown", _("This unit does not belong to your level."), status=422)
    attempt: Attempt | None = None
    if basis == PriorLearning.Basis.DIAGNOSTIC:
        attempt = diagnosed(case).get(unit)
        if attempt is None:
            raise Refusal("not_shown", _("No practice paper of yours shows this unit yet. Practise, or describe your work."))
    elif not words.strip():
        raise Refusal("reason_missing", _("Write where and how you learnt it, and what you can show."), status=422)
    try:
        with transaction.atomic():
            made = PriorLearning.objects.create(
                person=case.person,
                case=case,
                trade=case.policy.trade,
                unit=unit,
                basis=PriorLearning.Basis.DIAGNOSTIC if attempt else PriorLearning.Basis.EVIDENCE,
                words=words.strip()[:1000],
                attempt=attempt,
                filed_at=now,
            )
            record(actor=case.person, verb="prior.claimed", target=made, detail={"unit": unit, "basis": made.basis})
    except IntegrityError as twice:
        raise Refusal("claimed", _("You have claimed this unit already.")) from twice
    return made


@transaction.atomic
def decide_claim(*, claim: PriorLearning, accept: bool, reason: str, by: Person, now: datetime) -> PriorLearning:
    """Accept a claim, or refuse it with a reason. Refuses ``claim_decided``, ``own_judgement``, ``reason_missing`` and
    ``paper_begun`` (the official paper was drawn without this)."""
    claim = PriorLearning.objects.select_for_update(of=("self",)).select_related("case").get(pk=claim.pk)
    if claim.state != PriorLearning.State.CLAIMED:
        raise Refusal("claim_decided", _("This claim is decided."))
    if claim.person_id == by.pk:
        raise Refusal("own_judgement", _("Somebody else decides about you."), status=403)
    if not accept and not reason.strip():
        raise Refusal("reason_missing", _("Write why. The candidate reads it."), status=422)
    if accept and Attempt.objects.filter(person=claim.person_id, sitting__candidates__case=claim.case_id).exists():
        raise Refusal("paper_begun", _("The theory paper has begun already; it asked about this unit."))
    claim.state = PriorLearning.State.ACCEPTED if accept else PriorLearning.State.REFUSED
    claim.reason, claim.decided_by, claim.decided_at = reason.strip()[:500], by, now
    claim.save()
    record(actor=by, verb="prior.decided", target=claim, detail={"unit": claim.unit, "state": claim.state})
    return claim
