"""Note that a fee was paid or need not be. No money moves here: the ministry's own receipts are named."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models import AssessmentCase, FeeFact
from assessments.queries.terms import Fee, fee_of
from assessments.rules.terms import Named
from lms.audit.actions import record
from lms.people.models import Person, Site
from lms.refusals import Refusal


@transaction.atomic
def note_payment(*, case: AssessmentCase, receipt: str, by: Person, now: datetime) -> FeeFact:
    """The fee was paid. Refuses ``no_fee``, ``fee_settled``, ``receipt_missing``, and ``receipt_used`` for another case's."""
    case, fee = _unsettled(case)
    receipt = " ".join(receipt.split())
    if not receipt:
        raise Refusal("receipt_missing", _("Write the number of the receipt."), status=422)
    newest: dict[int, FeeFact] = {}
    for fact in FeeFact.objects.filter(case__site=case.site).exclude(case=case).order_by("noted_at", "pk"):
        newest[fact.case_id] = fact
    if any(fact.receipt == receipt for fact in newest.values()):
        raise Refusal("receipt_used", _("This receipt stands with another person's case. Look at the number again."), status=422)
    return _note(case, by, now, kind=FeeFact.Kind.PAID, amount=fee.amount or Decimal(0), receipt=receipt)


@transaction.atomic
def note_exemption(*, case: AssessmentCase, exemption: Named, reason: str, by: Person, now: datetime) -> FeeFact:
    """The scheme lets this person pay nothing. Refuses ``no_fee``, ``fee_settled``, ``unknown_exemption``, ``reason_missing``."""
    case, fee = _unsettled(case)
    if exemption.code not in {one.code for one in fee.exemptions}:
        raise Refusal("unknown_exemption", _("The scheme knows no such exemption. Choose one of the list."), status=422)
    if not reason.strip():
        raise Refusal("reason_missing", _("Write which document you saw, and its number."), status=422)
    words = {"code": exemption.code, "ar": exemption.ar, "en": exemption.en}
    return _note(case, by, now, kind=FeeFact.Kind.EXEMPT, amount=Decimal(0), exemption=words, reason=reason.strip())


@transaction.atomic
def take_back_fee(*, case: AssessmentCase, by: Person, now: datetime) -> None:
    """What was noted about the fee was a slip; it stays readable and no longer counts. Refuses ``case_closed``."""
    case = _locked(case)
    if case.state == AssessmentCase.State.CONFIRMED:
        raise Refusal("case_closed", _("This case is confirmed. What was noted about its fee stays."))
    if fee_of(case).fact is not None:
        _note(case, by, now, kind=FeeFact.Kind.TAKEN_BACK, amount=Decimal(0))


def check_fee(case: AssessmentCase) -> None:
    """Refuses ``fee_due`` where the scheme says that nothing is confirmed before the fee is settled."""
    fee = fee_of(case)
    if fee.first and fee.due:
        raise Refusal("fee_due", _("The fee is not settled yet. Note the receipt or the exemption in this case first."))


def _unsettled(case: AssessmentCase) -> tuple[AssessmentCase, Fee]:
    case = _locked(case)
    fee = fee_of(case)
    if not fee.amount:
        raise Refusal("no_fee", _("Nothing is to be paid for this assessment."))
    if fee.fact is not None:
        raise Refusal("fee_settled", _("The fee of this case is settled already."))
    return case, fee


def _locked(case: AssessmentCase) -> AssessmentCase:
    """The case, with its site locked as well: two cases of a site never take the same receipt."""
    Site.objects.select_for_update().get(pk=case.site_id)
    return AssessmentCase.objects.select_for_update(of=("self",)).select_related("policy__trade", "site").get(pk=case.pk)


def _note(case: AssessmentCase, by: Person, now: datetime, *, kind: str, amount: Decimal, **what: object) -> FeeFact:
    fact = FeeFact.objects.create(case=case, kind=kind, amount=amount, noted_by=by, noted_at=now, **what)
    record(actor=by, verb=f"fee.{kind}", target=case, detail={"amount": str(amount)})
    return fact
