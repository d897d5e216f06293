"""A ministry of one trade, its people and keys: enough to confirm cases, made in a second. Also used by the benchmarks."""

from django.utils import timezone

from assessments.events import JudgementConfirmed
from courses.models import Trade
from lms.credentials.actions import make_missing_keys
from lms.demo.ministry import TRADES, trade_file
from lms.demo.people import load_people
from lms.demo.places import load_places
from lms.demo.schemes import load_schemes
from lms.outbox.actions import deliver_all, publish
from lms.people.models import Person


def make_ministry() -> None:
    """Places, people, trades, schemes and keys; no courses."""
    make_missing_keys()
    load_places()
    load_people()
    for name in TRADES:
        trade = trade_file(name)["trade"]
        Trade.objects.create(code=trade["code"], slug=name, name_ar=trade["name"]["ar"], name_en=trade["name"]["en"])
    load_schemes()
    deliver_all()


def a_case_is_confirmed(case_id: int) -> None:
    """The committee confirmed Amina's case; the worker has not heard of it yet."""
    publish(
        JudgementConfirmed(
            case_id=case_id,
            person_id=Person.objects.get(username="amina").pk,
            trade_code="TLR",
            level_code="L1",
            site_code="GZ-C1",
            theory_percent="70.00",
            practical_percent="85.00",
            critical_fail=False,
            confirmed_by_id=Person.objects.get(username="tarek").pk,
            confirmed_at=timezone.now().isoformat(),
        )
    )
