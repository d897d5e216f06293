"""Make a machine of one's own ready to serve: database, demo ministry, media server. One process, for a quick start."""

import io
import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """``manage.py prepare ANSWER [--media-server FOLDER --media-port N]`` says each step in plain words.

    ANSWER is the file that gets what the media server's configuration answered, as JSON.
    """

    help = "Migrate, load the demo ministry once, and write the media server's configuration."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("answer", type=Path)
        parser.add_argument("--media-server", default="")
        parser.add_argument("--media-port", default="8188")

    def handle(self, *args: Any, **options: Any) -> None:
        self.step(
            "bring the database up to date",
            "delete var/warsha.sqlite3 to begin anew, or read the message above",
            *("migrate", "--noinput", "-v0"),
        )
        self.step("make signing keys (once)", "make var/keys writable, or set SIGNING_KEYS_URL", "make_keys")
        self.step("load the demo ministry (once)", "run make demo; the message above says what is wrong", "load_demo", "--once")
        answer = '{"outcome": "off", "reason": "another media server is set in JANUS_URLS"}'
        if options["media_server"]:
            answer = self.step(
                "prepare the media server",
                "read the message above; JANUS_URLS with another server's address leaves ours out",
                *("janus_config", options["media_server"], "--port", options["media_port"]),
            )
        options["answer"].write_text(json.dumps(json.loads(answer.strip().splitlines()[-1])))

    def step(self, words: str, remedy: str, command: str, *arguments: str) -> str:
        """Run one command; its output. A fault ends with the step's name and what to do."""
        self.stdout.write(f"  · {words} … ", ending="")
        self.stdout.flush()
        begun, said = time.monotonic(), io.StringIO()
        try:
            call_command(command, *arguments, stdout=said)
        except Exception as fault:
            raise CommandError(f"{fault}\n\nThe step that failed: {words}.\nWhat to do: {remedy}") from fault
        self.stdout.write(f"done ({time.monotonic() - begun:.0f} s)")
        self.stdout.flush()
        return said.getvalue()
