"""``verify_records`` over a million official records: seconds and memory.

Every record is a live row (a suspension) with its entry in one of ten chains. ``BENCH_RECORDS`` changes how many.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "bin/services"
BATCH, SITES = 5000, 10


def fill(count: int) -> None:
    """Rows and chains, as appending them one by one would have left them."""
    from lms.certification.models import Certificate, Suspension
    from lms.certification.records import SUSPENSION
    from lms.people.models import Person
    from lms.records import rules
    from lms.records.models import ChainEntry, ChainHead
    from lms.records.registry import kind_named

    kind = kind_named(SUSPENSION)
    assert kind is not None
    certificate, tarek = Certificate.objects.order_by("pk")[0], Person.objects.get(username="tarek")
    begin = timezone.now() - timedelta(days=1)
    for site in (f"BENCH-{number}" for number in range(SITES)):
        previous, position = rules.GENESIS, 0
        while position < count // SITES:
            made = Suspension.objects.bulk_create(
                Suspension(certificate=certificate, reason="under_review", words="-", suspended_by=tarek, suspended_at=begin)
                for _row in range(min(BATCH, count // SITES - position))
            )
            documents, entries = kind.documents([row.pk for row in made]), []
            for row in made:
                position += 1
                digest = rules.digest_of(documents[row.pk])
                entry = rules.Entry(site, position, SUSPENSION, row.pk, digest, previous, begin)
                previous = rules.hash_of(entry)
                entries.append(ChainEntry(**vars(entry), hash=previous))
            ChainEntry.objects.bulk_create(entries)
        ChainHead.objects.create(site_code=site, position=position, hash=previous, at=begin)


def measure() -> dict[str, Any]:
    """Fill, then verify once."""
    from lms.records.queries import verify_records

    count = int(os.environ.get("BENCH_RECORDS", "1000000"))
    fill(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, busy = time.perf_counter(), time.process_time()
    report = verify_records()
    seconds, processor = time.perf_counter() - begun, time.process_time() - busy
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert report.outcome == "intact", report.as_json()
    return {
        "records": report.records,
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "records_per_second": round(report.records / seconds),
        "megabytes_more_than_before": round(grown, 1),
        "megabytes_in_all": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def run_apart() -> None:
    """Measure in a process of its own, so that the memory is of verifying alone; on SQLite, then on a PostgreSQL of its own."""
    here = [sys.executable, "-m", "tests.bench.records"]
    subprocess.run(here, check=True)
    subprocess.run([str(SERVICES), *here], check=True)


def main() -> None:
    """Make a database (SQLite: a file, so that its pages are not our memory), measure, remove it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from lms.demo.load import load_demo
    from lms.outbox.actions import deliver_all

    setup_test_environment(debug=False)
    with tempfile.TemporaryDirectory() as folder:
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/records.sqlite3"
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            load_demo()
            deliver_all()
            found = {"engine": connection.vendor, **measure()}
        finally:
            teardown_databases(databases, verbosity=0)
    outcome = ROOT / f"var/bench/records-{found['engine']}.json"
    outcome.parent.mkdir(parents=True, exist_ok=True)
    outcome.write_text(json.dumps(found, indent=1))
    sys.stdout.write("".join(f"verify_records: {name:<28}{value:>12}\n" for name, value in found.items()))


if __name__ == "__main__":
    main()
