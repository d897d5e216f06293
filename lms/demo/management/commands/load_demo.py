"""Load the demo ministry."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lms.demo.load import load_demo
from lms.people.models import Person


class Command(BaseCommand):
    """``manage.py load_demo --once`` loads into an empty database; ``--reset`` empties it first."""

    help = "Load the demo ministry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do nothing when anybody is registered already")
        parser.add_argument("--reset", action="store_true", help="empty the database first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo ministry is not for production: its people have a known password.")
        if options["reset"]:
            call_command("flush", interactive=False, verbosity=0)
            call_command("migrate", interactive=False, verbosity=0)
        elif Person.objects.exists():
            if options["once"]:
                self.stdout.write("The database has people already; nothing was loaded.")
                return
            raise CommandError("The database has people already. Use --reset to begin anew.")
        load_demo()
        self.stdout.write("The demo ministry is loaded.")
