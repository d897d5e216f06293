"""Kills a worker at every point of deciding and issuing, starts another, and counts what came of it.

``python -m tests.certification.killed_worker`` with ``DATABASE_URL`` naming a migrated file that may be written. The worker is a
fork that leaves by ``os._exit``, as a power cut does: no handler runs, no transaction is closed.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.events import JudgementConfirmed  # noqa: E402
from courses.models import Trade  # noqa: E402
from lms.audit.models import AuditEntry  # noqa: E402
from lms.certification.actions import award  # noqa: E402
from lms.certification.events import CertificateIssued  # noqa: E402
from lms.certification.models import AwardDecision, AwardRule, Certificate, SkillLevel, SkillScheme  # noqa: E402
from lms.outbox import actions as outbox  # noqa: E402
from lms.outbox import receivers  # noqa: E402
from lms.outbox.models import Delivery  # noqa: E402
from lms.people.models import Person, Site  # noqa: E402
from lms.records.models import ChainEntry  # noqa: E402
from lms.records.queries import verify_records  # noqa: E402

TIMES = 20
POWER_CUT = 9


def dies(function: Callable[..., Any], *, before: bool, call: int = 1) -> Callable[..., Any]:
    """The function, with the power cut before or after its n-th call."""
    calls = 0

    def wrapped(*args: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if before and calls == call:
            os._exit(POWER_CUT)
        answer = function(*args, **more)
        if not before and calls == call:
            os._exit(POWER_CUT)
        return answer

    return wrapped


# Where the power goes: a module, a name in it, before or after, which call.
POINTS: dict[str, tuple[Any, str, bool, int]] = {
    "before the decision": (award, "as_rule", True, 1),
    "decision row written": (award, "record", True, 1),
    "decision in the chain": (award, "append", False, 1),
    "before the certificate": (award, "certificate_with_free_serial", True, 1),
    "certificate row written": (award, "certificate_with_free_serial", False, 1),
    "everything written, not committed": (award, "publish", False, 1),
    "committed, not noted": (outbox, "_mine", True, 1),
    "noted": (outbox, "deliver", False, 1),
}


@contextmanager
def cut(point: str) -> Iterator[None]:
    """The power cut at a point, in this process."""
    module, name, before, call = POINTS[point]
    kept = getattr(module, name)
    setattr(module, name, dies(kept, before=before, call=call))
    yield
    setattr(module, name, kept)


def country() -> None:
    """The least that a certificate needs."""
    site = Site.objects.create(code="S", kind="centre", name_ar="س", name_en="S", path="S/")
    people = [Person.objects.create(username=name, name=name) for name in ("chair", "trainee")]
    trade = Trade.objects.create(code="TLR", name_ar="خ", name_en="T")
    scheme = SkillScheme.objects.create(code="x", name_ar="ن", name_en="X", in_force_on=date(2026, 1, 1))
    level = SkillLevel.objects.create(scheme=scheme, code="L1", order=1, name_ar="م", name_en="L")
    AwardRule.objects.create(
        level=level, trade=trade, in_force_on=date(2026, 1, 1), theory_weight=Decimal(20), practical_weight=Decimal(80),
        theory_min=Decimal(50), practical_min=Decimal(60), overall_min=Decimal(60), validity_years=5,
    )  # fmt: skip
    assert site and people


def confirmed(case_id: int) -> JudgementConfirmed:
    """A case that the committee confirmed."""
    chair, trainee = Person.objects.get(username="chair"), Person.objects.get(username="trainee")
    return JudgementConfirmed(
        case_id=case_id, person_id=trainee.pk, trade_code="TLR", level_code="L1", site_code="S", theory_percent="70.00",
        practical_percent="85.00", critical_fail=False, confirmed_by_id=chair.pk, confirmed_at=timezone.now().isoformat(),
    )  # fmt: skip


def killed_once(point: str, case_id: int) -> bool:
    """Publish, let a worker die on it, let the next one work. Whether the first one did die."""
    outbox.publish(confirmed(case_id))
    connection.close()
    child = os.fork()
    if child == 0:
        with cut(point):
            delivery = outbox.lease_next(lane="quick", worker="dies")
            if delivery:
                outbox.deliver(delivery)
        os._exit(0)
    died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == POWER_CUT
    Delivery.objects.filter(delivered_at=None).update(leased_until=timezone.now() - timedelta(seconds=1))
    outbox.deliver_all()
    return died


def main() -> None:
    """Every point, twenty times; the counts as JSON on the last line."""
    country()
    for name, receiver in list(receivers._receivers.items()):
        if receiver.event is CertificateIssued:  # signing and drawing have tests of their own
            del receivers._receivers[name]
    found, case_id = {}, 0
    for point in POINTS:
        cases = range(case_id + 1, case_id + TIMES + 1)
        killed = sum(killed_once(point, one) for one in cases)
        found[point] = {"killed": killed, **doubles_and_missing(cases)}
        case_id += TIMES
    assert verify_records().outcome == "intact"
    sys.stdout.write(f"{json.dumps(found)}\n")


def doubles_and_missing(cases: range) -> dict[str, int]:
    """Of decisions, certificates, links of the chain and lines of the audit together."""
    double = missing = 0
    for one in cases:
        decisions = AwardDecision.objects.filter(case_id=one)
        certificates = Certificate.objects.filter(decision__in=decisions)
        counts = [
            decisions.count(),
            certificates.count(),
            ChainEntry.objects.filter(kind="level_decided", record_id__in=decisions).count(),
            ChainEntry.objects.filter(kind="certificate_issued", record_id__in=certificates).count(),
            AuditEntry.objects.filter(verb="certificate.issued", detail__case=one).count(),
            Delivery.objects.filter(payload__case_id=one).exclude(delivered_at=None).count(),
        ]
        double += sum(count > 1 for count in counts)
        missing += sum(count == 0 for count in counts)
    return {"double": double, "missing": missing}


if __name__ == "__main__":
    main()
