"""Take questions from other systems' files into the bank: look first, then take in, and take back what was a mistake."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import exchange
from assessments.actions.questions import write_question
from assessments.exchange.contract import Note, Reading, Source
from assessments.models import PaperItem, Question, QuestionFile, QuestionVersion
from assessments.questions import TYPES
from courses.models import Trade
from lms.audit.actions import record
from lms.people.models import Person
from lms.refusals import Refusal

DIGITS = 12


@dataclass(frozen=True)
class Import:
    """What becomes of a file: the questions that come in, and a note for each that does not, or not whole."""

    format: str
    sources: list[Source]
    imported: dict[str, int]
    notes: list[Note]

    @property
    def outcome(self) -> str:
        """``imported`` when everything came along whole, ``partly``, or ``refused`` when nothing did."""
        if not self.imported:
            return "refused"
        return "partly" if self.notes else "imported"


def import_questions(
    *, data: bytes, trade: Trade, by: Person | None, dry_run: bool = False, file: QuestionFile | None = None
) -> Import:
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
                write_question(trade=trade, source=source, by=by, picture=source["picture"], came_with=file)
    return Import(fresh.format, fresh.sources, fresh.counts, fresh.notes)


@transaction.atomic
def upload_questions(*, data: bytes, name: str, trade: Trade, by: Person, now: datetime) -> QuestionFile:
    """Keep a file to be looked at. Another file of the same person that still waits is let go. Refuses what cannot be read."""
    try:
        exchange.read(data)
    except exchange.WrongFile as wrong:
        raise Refusal(wrong.code, wrong.reason, status=422) from wrong
    QuestionFile.objects.filter(by=by, accepted_at=None).delete()
    return QuestionFile.objects.create(trade=trade, name=name[:200], data=data, by=by, uploaded_at=now)


@transaction.atomic
def accept_questions(*, file: QuestionFile, by: Person, now: datetime) -> Import | None:
    """Take in a file that was looked at; None when it was taken in before."""
    file = QuestionFile.objects.select_for_update().get(pk=file.pk)
    if file.accepted_at is not None:
        return None
    made = import_questions(data=bytes(file.data), trade=file.trade, by=by, file=file)
    file.accepted_at, file.data = now, b""
    file.save(update_fields=["accepted_at", "data"])
    record(actor=by, verb="questions.imported", target=file, detail={"imported": made.imported, "left_out": len(made.notes)})
    return made


@transaction.atomic
def take_back_import(*, file: QuestionFile, by: Person) -> int:
    """Remove what a file brought, as long as no paper holds any of it. Refuses ``import_in_use``. Returns how many went."""
    questions = Question.objects.select_for_update().filter(imported_with=file)
    if PaperItem.objects.filter(version__question__in=questions).exists():
        raise Refusal("import_in_use", _("Papers hold some of these questions already. Retire the others one by one."))
    ids = list(questions.values_list("pk", flat=True))
    Question.objects.filter(pk__in=ids).update(current=None)
    QuestionVersion.objects.filter(question__in=ids).delete()
    Question.objects.filter(pk__in=ids).delete()
    record(actor=by, verb="questions.import_taken_back", target=file, detail={"removed": len(ids)})
    return len(ids)


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
