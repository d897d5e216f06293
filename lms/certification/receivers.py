"""What certification does when it hears a fact."""

from datetime import datetime
from decimal import Decimal

from assessments.events import JudgementConfirmed, ResultRevised
from assessments.queries import confirmed_case
from lms.certification.actions import award_if_earned, decide_again
from lms.outbox.receivers import receiver
from lms.people.models import Person, Site


@receiver(JudgementConfirmed)
def award_when_confirmed(event: JudgementConfirmed) -> None:
    """The committee confirmed a case: decide it by the rule in force."""
    award_if_earned(
        case_id=event.case_id,
        person=Person.objects.get(pk=event.person_id),
        trade_code=event.trade_code,
        level_code=event.level_code,
        theory=Decimal(event.theory_percent),
        practical=Decimal(event.practical_percent),
        critical_fail=event.critical_fail,
        site=Site.objects.get(code=event.site_code),
        confirmed_by=Person.objects.get(pk=event.confirmed_by_id),
        confirmed_at=datetime.fromisoformat(event.confirmed_at),
    )


@receiver(ResultRevised)
def decide_again_when_revised(event: ResultRevised) -> None:
    """An appeal or a faulty question raised a confirmed result: decide the case anew."""
    case = confirmed_case(event.case_id)
    if case is None:
        raise LookupError(f"Case {event.case_id} is not confirmed")
    decide_again(
        case_id=event.case_id,
        result_id=event.result_id,
        theory=Decimal(event.theory_percent) if event.theory_percent else None,
        practical=Decimal(event.practical_percent) if event.practical_percent else None,
        critical_fail=event.critical_fail,
        site=Site.objects.get(code=case.site_code),
        at=datetime.fromisoformat(event.revised_at),
    )
