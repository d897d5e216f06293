"""What certification does when it hears a fact."""

from datetime import datetime
from decimal import Decimal

from assessments.events import JudgementConfirmed
from lms.certification.actions import award_if_earned
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
