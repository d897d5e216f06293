"""``manage.py publish_heads [--day 2026-11-21]``: publish a day's heads by hand, where the worker was off."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lms.records.actions import publish_heads


class Command(BaseCommand):
    """Publishing a day twice changes nothing."""

    help = "Publish where the chains stood at the end of a day; yesterday unless a day is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["day"] or timezone.localdate() - timedelta(days=1)
        self.stdout.write(f"{publish_heads(day=day)} heads of {day}")
