"""``make bench``: what a request costs beside an empty one, in one process and one run.

Every round asks for everything once, so that what else the machine does falls on all alike; the median of the rounds counts.
Requests go through Django's test client, so the server's own share is not in the figures. Milliseconds are of the
processor, not of the clock. Trust the last column: the times as much as an empty view of the same
frame costs. A fresh database with the demo ministry is made for it and removed (``DATABASE_URL`` chooses the engine).
"""

import os
import sys

import django

from tests.bench import credentials


def main() -> int:
    """Measure, print the table, write ``var/bench/requests.json``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    from tests.bench import ladder, pages, papers_and_marking, phones
    from tests.bench.exam_burst import run_apart as run_burst_apart
    from tests.bench.fanout import run_apart as run_fanout_apart
    from tests.bench.item_statistics import run_apart as run_statistics_apart
    from tests.bench.records import run_apart as run_records_apart
    from tests.bench.requests import measure, report
    from tests.bench.timetable import run_apart as run_timetable_apart
    from tests.bench.verification import run_apart as run_verification_apart

    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        report(measure())
        papers_and_marking.measure()
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()
    pages.run_on_postgresql()
    run_records_apart()
    credentials.run_apart()
    run_verification_apart()
    run_statistics_apart()
    run_timetable_apart()
    run_burst_apart()
    run_fanout_apart()
    ladder.run()
    phones.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
