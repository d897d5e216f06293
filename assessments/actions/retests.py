"""Hold a plan against the wait that a scheme lays down after a try that earned nothing."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import AssessmentCase
from assessments.queries.terms import retests_of
from lms.people.models import Person
from lms.refusals import Refusal


def check_retest(*, person: Person, trade_code: str, level: str, on: date) -> None:
    """Refuses ``retest_too_early`` with the first day that is open, and ``retests_used_up``."""
    found = retests_of(person, [(trade_code, level)], on=on).get((trade_code, level))
    if found is None or found.open_on(on):
        return
    if found.used_up:
        raise Refusal("retests_used_up", _("Every retest that the scheme allows for this level is used."))
    assert found.first_day is not None
    day = date_format(found.first_day, "j F Y")
    sentence = _("This level may be tried again from %(day)s on. Choose that day or a later one.") % {"day": day}
    raise Refusal("retest_too_early", sentence, first_day=found.first_day.isoformat())


def check_case_retest(case: AssessmentCase, *, on: datetime) -> None:
    """The same for a case and the moment at which a part of it is planned."""
    day = timezone.localdate(on)
    check_retest(person=case.person, trade_code=case.policy.trade.code, level=case.policy.level, on=day)
