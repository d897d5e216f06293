"""Replace a signing key."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from lms.credentials.actions import make_missing_keys, mark_compromised, rotate_key
from lms.credentials.keystore import KeyMissing
from lms.credentials.models import Key
from lms.refusals import Refusal


class Command(BaseCommand):
    """``manage.py rotate_key --purpose code`` once a year; ``--compromised KID --since 2026-11-22T10:00`` when one was stolen."""

    help = "Retire the key of a purpose and make a new one; what the old one signed stays good, unless it was stolen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--purpose", choices=Key.Purpose.values)
        what.add_argument("--compromised", metavar="KID")
        parser.add_argument("--since", type=datetime.fromisoformat, help="when it was stolen, in local time")

    def handle(self, *args: Any, **options: Any) -> None:
        purpose, stolen = options["purpose"], options["compromised"]
        try:
            with translation.override("en"):
                made = rotate_key(purpose=purpose) if purpose else self.stolen(stolen, options["since"])
        except (KeyMissing, Refusal) as fault:
            with translation.override("en"):
                raise CommandError(str(getattr(fault, "message", fault))) from fault
        for key in made:
            self.stdout.write(f"{key.purpose} {key.algorithm}: {key.kid} signs from now on.")

    def stolen(self, kid: str, since: datetime | None) -> list[Key]:
        """Mark a key as stolen and replace it."""
        if since is None:
            raise CommandError("Say since when: --since 2026-11-22T10:00.")
        mark_compromised(kid=kid, at=since if since.tzinfo else timezone.make_aware(since))
        return make_missing_keys()
