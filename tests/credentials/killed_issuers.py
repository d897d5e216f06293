"""Issue certificates in processes that are killed at a named point, start again, and audit what stands. Prints JSON.

Run by ``test_crash``: ``python -m tests.credentials.killed_issuers ROUNDS`` with a migrated database and folders of its own.
"""

import json
import os
import signal
import sys
from typing import Any

import django

POINTS = ("before the row", "after the row", "after the signatures", "after the list", "after the PDF", "after the message")


def main(rounds: int) -> None:
    """For each point and round: award, kill, start again, audit."""
    django.setup()
    from lms.outbox.actions import deliver_all
    from tests.credentials.small_ministry import a_case_is_confirmed, make_ministry

    make_ministry()
    a_case_is_confirmed(0)
    deliver_all()  # everything that takes long to load is loaded before the first child
    killed, case = dict.fromkeys(POINTS, 0), 0
    for point in POINTS:
        for _round in range(rounds):
            case += 1
            a_case_is_confirmed(case)
            killed[point] += killed_at(point)
            the_lease_runs_out()
            deliver_all()
    sys.stdout.write(json.dumps({"killed": killed, **audit()}) + "\n")


def killed_at(point: str) -> bool:
    """Deliver in a process of its own, in which a trap lies at ``point``; whether it died there."""
    from django.db import connections

    from lms.outbox.actions import deliver_all

    connections.close_all()
    child = os.fork()
    if child == 0:
        lay_trap(point)
        deliver_all()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def lay_trap(point: str) -> None:
    """This process dies when issuing reaches the point."""
    issue: Any = sys.modules["lms.credentials.actions.issue"]
    place = POINTS.index(point)
    if place == 0:
        issue.open_row = die
    else:
        issue.STEPS = (*issue.STEPS[: place - 1], die, *issue.STEPS[place - 1 :])


def die(*_anything: Any, **_more: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def the_lease_runs_out() -> None:
    """Let the forty seconds pass in which the dead worker still holds its delivery."""
    from django.utils import timezone

    from lms.outbox.models import Delivery

    Delivery.objects.exclude(leased_until=None).update(leased_until=timezone.now())


def audit() -> dict[str, Any]:
    """What stands at the end."""
    from django.core.files.storage import default_storage
    from django.utils import timezone

    from lms.audit.models import AuditEntry
    from lms.certification.models import Certificate
    from lms.credentials.models import Credential
    from lms.credentials.queries import check
    from lms.people.models import TextMessage

    rows = list(Credential.objects.order_by("pk"))
    messages = [TextMessage.objects.filter(text__contains=row.serial).count() for row in rows]
    return {
        "certificates": Certificate.objects.count(),
        "credentials": len(rows),
        "finished": sum(bool(row.signed_at and row.listed_at and row.sealed_at and row.told_at) for row in rows),
        "places": len({(row.status_list_id, row.status_index) for row in rows}),
        "messages": [min(messages), max(messages)],
        "files": len(default_storage.listdir("credentials")[1]),
        "noted": AuditEntry.objects.filter(verb="credential.issued").count(),
        "valid": sum(check(row.document, now=timezone.now()).outcome == "valid" for row in rows),
        "valid papers": sum(check(row.pdf.open("rb").read(), now=timezone.now()).outcome == "valid" for row in rows),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
