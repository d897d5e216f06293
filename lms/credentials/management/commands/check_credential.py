"""Check credentials from files."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation

from lms.credentials.queries import check
from lms.credentials.rules.outcome import MAX_PDF_BYTES


class Command(BaseCommand):
    """``manage.py check_credential FILE… [--json]``: JSON credentials, texts of QR codes, PDFs; told apart by content."""

    help = "Check signed credentials against the keys and the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            for name in options["files"]:
                answer = {"file": name, **answer_for(Path(name))}
                words = "{file}: {outcome}. {reason}".format(**answer)
                self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else words)


def answer_for(path: Path) -> dict[str, Any]:
    """The outcome for one file; one that cannot be read is malformed and says why."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PDF_BYTES + 1)
    except OSError as fault:
        return {"outcome": "malformed", "reason": f"The file cannot be read: {fault.strerror}."}
    found = check(data, now=timezone.now())
    answer: dict[str, Any] = {"outcome": found.outcome, "reason": found.reason}
    return {**answer, "serial": found.serial} if found.serial else answer
