"""Take questions from other systems' files into the bank."""

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction

from assessments import exchange
from assessments.actions.bank import write_question
from assessments.exchange.contract import Note, Reading, Source
from assessments.models import Question
from assessments.questions import TYPES
from courses.models import Trade
from lms.people.models import Person

DIGITS = 12


@dataclass(frozen=True)
class Import:
    """What became of a file: how many questions of each type are in the bank now, and a note for what is not, or not whole."""

    format: str
    imported: dict[str, int]
    notes: list[Note]

    @property
    def outcome(self) -> str:
        """``imported`` when everything came along whole, ``partly``, or ``refused`` when nothing did."""
        if not self.imported:
            return "refused"
        return "partly" if self.notes else "imported"


def import_questions(*, data: bytes, trade: Trade, by: Person | None, dry_run: bool = False) -> Import:
    """Read a file and write its questions, all in one transaction; with ``dry_run`` only say what would become of them.

    Imported questions have no level and no unit, so that no paper draws them until an author has looked at each. The code of a
    question comes from its content: the same file taken in twice changes nothing. Raises ``exchange.WrongFile``.
    """
    reading = usable(exchange.read(data))
    known = set(Question.objects.filter(trade=trade).values_list("code", flat=True))
    fresh = Reading(reading.format, notes=reading.notes)
    for source in reading.sources:
        code = code_of(source, trade)
        if code in known:
            fresh.notes.append(Note(source["item"], "already_in_bank"))
            continue
        known.add(code)
        fresh.sources.append({**source, "id": code})
    if not dry_run:
        with transaction.atomic():
            for source in fresh.sources:
                write_question(trade=trade, source=source, by=by, picture=source["picture"])
    return Import(fresh.format, fresh.counts, fresh.notes)


def usable(reading: Reading) -> Reading:
    """The reading without questions whose type finds a fault in them; each such is noted."""
    kept = Reading(reading.format, notes=list(reading.notes))
    for source in reading.sources:
        kind = TYPES[source["type"]]
        if kind.problems(*kind.from_source(source)):
            kept.notes.append(Note(source["item"], "question_unusable"))
        else:
            kept.sources.append(source)
    return kept


def code_of(source: Source, trade: Trade) -> str:
    """A code that stands for what the question says: ``TLR-I-`` and twelve digits of its digest."""
    said = {name: value for name, value in source.items() if name not in ("item", "picture")}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return f"{trade.code}-I-{hashlib.sha256(canonical.encode()).hexdigest()[:DIGITS]}"
