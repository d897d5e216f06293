"""Take files of questions into the bank, and say what became of each."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.actions.imports import import_questions
from assessments.exchange import WrongFile
from assessments.exchange.package import LARGEST
from courses.models import Trade


class Command(BaseCommand):
    """Prints one line a file; goes on after a bad file."""

    help = "Takes Moodle XML, GIFT, Aiken and QTI into the bank of a trade. With --dry-run, only says what would become of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--bank", required=True, help="the code of the trade whose bank it is, such as TLR")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, files: list[Path], bank: str, dry_run: bool, json: bool, **options: Any) -> None:
        trade = Trade.objects.filter(code__iexact=bank).first() or Trade.objects.filter(slug=bank).first()
        if trade is None:
            codes = ", ".join(Trade.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"There is no bank {bank}. There are: {codes}.")
        for file in files:
            report = {"file": str(file), **_import(file, trade, dry_run=dry_run)}
            self.stdout.write(_line(report) if json else _words(report))
            self.stdout.flush()


def _import(file: Path, trade: Trade, *, dry_run: bool) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        made = import_questions(data=data, trade=trade, by=None, dry_run=dry_run)
    except OSError:
        return _refused("unreadable_file")
    except WrongFile as wrong:
        return _refused(wrong.code)
    reported = [{"item": note.item, "code": note.code, "reason": note.reason} for note in made.notes]
    return {"outcome": made.outcome, "imported": made.imported, "reported": reported, "format": made.format}


def _refused(code: str) -> dict[str, Any]:
    reported = [{"item": "", "code": code, "reason": str(WrongFile(code).reason)}]
    return {"outcome": "refused", "imported": {}, "reported": reported, "format": None}


def _line(report: dict[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False)


def _words(report: dict[str, Any]) -> str:
    taken = ", ".join(f"{count} {kind}" for kind, count in report["imported"].items()) or "nothing"
    told = "".join(f"\n    {note['item'] or 'file'}: {note['reason']} ({note['code']})" for note in report["reported"])
    return f"{report['file']}: {report['outcome']}, {taken}{told}"
