"""``manage.py verify_records [--json]``: are the official records as they were recorded?"""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lms.records.queries import verify_records


class Command(BaseCommand):
    """Exits with 1 when a record or a chain is broken. Memory stays bounded however many records there are."""

    help = "Recompute the chains and the digests of all official records, and say where they are broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_records()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(f"{report.records} records, {report.outcome}")
            for broken in report.breaks:
                self.stdout.write("  " + ", ".join(f"{name} {value}" for name, value in broken.as_json().items()))
        if report.breaks:
            sys.exit(1)
