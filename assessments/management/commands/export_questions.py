"""Write the bank of a trade for another system."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.queries.bank import FORMATS, exported
from courses.models import Trade


class Command(BaseCommand):
    """Writes one file and says what could not go along."""

    help = "Writes the questions of a trade as Moodle XML, GIFT or QTI 3.0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="where to write")
        parser.add_argument("--bank", required=True, help="the code of the trade whose bank it is, such as TLR")
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--language", default="ar", choices=["ar", "en"], help="of GIFT and QTI, which hold one language")
        parser.add_argument("--json", action="store_true", help="report as one JSON object")

    def handle(self, *, file: Path, bank: str, format: str, language: str, json: bool, **options: Any) -> None:
        trade = Trade.objects.filter(code__iexact=bank).first()
        if trade is None:
            raise CommandError(f"There is no bank {bank}.")
        written = exported(trade=trade, format=format, language=language)
        file.write_bytes(written.data)
        reported = [{"item": note.item, "code": note.code, "reason": note.reason} for note in written.notes]
        report = {"file": str(file), "exported": written.count, "reported": reported}
        self.stdout.write(_line(report) if json else _words(report))


def _line(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)


def _words(report: dict[str, Any]) -> str:
    told = "".join(f"\n    {note['item']}: {note['reason']} ({note['code']})" for note in report["reported"])
    return f"{report['file']}: {report['exported']} questions{told}"
