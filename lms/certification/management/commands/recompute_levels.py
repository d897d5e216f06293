"""``manage.py recompute_levels [--json]``: does every past level follow from the rules of its day?"""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lms.certification.queries import recomputed


class Command(BaseCommand):
    """Exits with 1 when a result does not recompute to the same."""

    help = "Decide every past result again by the rules of its day, and name those that differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        count, wrong = 0, []
        for mismatch in recomputed():
            count += 1
            if mismatch:
                wrong.append({"decision": mismatch.decision_id, "case": mismatch.case_id, "what": mismatch.what})
        if options["json"]:
            self.stdout.write(json.dumps({"results": count, "differ": wrong}))
        else:
            self.stdout.write(f"{count} results, {len(wrong)} differ")
            for one in wrong:
                self.stdout.write(f"  decision {one['decision']} of case {one['case']}: {one['what']}")
        if wrong:
            sys.exit(1)
