"""The pages and facts of a working day alone, on the database that ``DATABASE_URL`` names: ``python -m tests.bench.pages``."""

import os
import subprocess
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]


def run_on_postgresql() -> None:
    """The same table on a PostgreSQL and a Redis started for it."""
    subprocess.run(["bin/services", sys.executable, "-m", "tests.bench.pages"], cwd=ROOT, check=True)


def main() -> None:
    """Make a database with the demo ministry, measure, remove it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    from tests.bench.requests import measure, report

    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        report(measure())
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()


if __name__ == "__main__":
    main()
