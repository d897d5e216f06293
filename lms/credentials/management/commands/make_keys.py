"""Make the signing keys."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.credentials.actions import make_missing_keys
from lms.credentials.keystore import KeyMissing


class Command(BaseCommand):
    """``manage.py make_keys``: one for each purpose that has none. Run it where the worker runs; safe to run again."""

    help = "Make a signing key for every purpose that has none."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_missing_keys()
        except KeyMissing as fault:
            raise CommandError(str(fault)) from fault
        for key in made:
            self.stdout.write(f"{key.purpose} {key.algorithm}: {key.kid}")
        self.stdout.write(f"{len(made)} keys were made." if made else "Every purpose has its key.")
