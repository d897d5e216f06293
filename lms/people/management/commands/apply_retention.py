"""``manage.py apply_retention [--do]``: blank the accounts that the retention rule no longer lets us keep."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lms.people.actions import anonymise
from lms.people.queries import past_retention


class Command(BaseCommand):
    """Without ``--do`` it only counts. Certificates and their proofs stay."""

    help = "Blank accounts that are past the retention rule in force today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--do", action="store_true", help="blank them; without it they are only counted")

    def handle(self, *args: Any, **options: Any) -> None:
        found = past_retention(timezone.localdate())
        count = found.count()
        if options["do"]:
            for person in list(found):
                anonymise(person=person, by=None)
        self.stdout.write(f"{count} accounts {'blanked' if options['do'] else 'would be blanked'}")
