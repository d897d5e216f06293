"""What reading a file of questions gives: sources in the exchange form, and a note for everything that did not come along."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Source = dict[str, Any]
LONGEST_NAME = 120

REASONS: dict[str, str | Promise] = {
    "type_not_supported": _("This kind of question cannot be asked here."),
    "several_interactions": _("It asks several things at once. Split it into several questions."),
    "adaptive_not_supported": _("It changes while it is answered. Such questions cannot be asked here."),
    "no_answer": _("It has no right answer."),
    "shared_pair": _("Two lines share one pair. Here each line has a pair of its own."),
    "question_unusable": _("Its answer does not fit its options."),
    "picture_missing": _("Its picture is not in the file."),
    "picture_unreadable": _("Its picture cannot be read, or is too large."),
    "media_not_supported": _("It holds sound or film, which a question cannot carry yet."),
    "already_in_bank": _("The same question is in the bank already."),
    "item_malformed": _("It is written in a way that cannot be read."),
    "partial_credit": _("Imported, but some wrong options earned a part of the marks, which they do not here."),
    "scoring_differs": _("Imported, but wrong choices cost more or less there than here."),
    "other_answers": _("Imported, but only the answer that earns all the marks counts."),
    "case_ignored": _("Imported, but capital and small letters count as the same here."),
    "marks_rounded": _("Imported, but its marks were not a whole number and were rounded."),
    "shape_simplified": _("Imported, but its area became a rectangle around it. Check it."),
    "tolerance_unknown": _("Imported, but how far off a number may be was not said. It must be exact."),
    "picture_left_out": _("Written without its picture, which this format cannot carry from here."),
    "marks_left_out": _("Written without its marks, which this format does not know."),
    "tolerance_left_out": _("Written without how far off a number may be, which this format leaves to the other system."),
    "formatting_lost": _("Imported as plain text. A table or a formula lost its layout; check it."),
}
WRONG_FILES: dict[str, str | Promise] = {
    "file_too_large": _("The file is too large. At most 20 MB, and 100 MB unpacked."),
    "file_empty": _("There is nothing in this file."),
    "not_utf8": _("The file is not written in UTF-8. Save it again as UTF-8."),
    "unknown_format": _("This is no file of questions: Moodle XML, GIFT, Aiken and QTI are understood."),
    "qti_1_not_supported": _("QTI 1.2 is too old. Export it again as QTI 2 or 3."),
    "xml_malformed": _("The file breaks off or is not well-formed XML."),
    "xml_unsafe": _("The file defines entities of its own, which can hide an attack. Export it again without them."),
    "package_unsafe": _("The package holds names that lead out of it, or unpacks to far more than it should."),
    "package_malformed": _("The package breaks off or is not a ZIP file."),
    "no_questions": _("No question was found in this file."),
    "unreadable_file": _("The file cannot be opened."),
}


@dataclass(frozen=True)
class Note:
    """What became of an item that did not come along whole."""

    item: str
    code: str

    @property
    def reason(self) -> str:
        """In the reader's language."""
        return str(REASONS[self.code])


class WrongFile(Exception):
    """The file as a whole is refused; ``code`` is one of ``WRONG_FILES``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = WRONG_FILES[code]


class WrongItem(Exception):
    """One item is left out; ``code`` is one of ``REASONS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Reading:
    """The questions of one file. ``sources`` are in the exchange form, with ``item`` as the file calls each."""

    format: str
    sources: list[Source] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, item: str, read: Callable[[], tuple[Source, list[str]]]) -> None:
        """A question and what was lost on the way; or, where it cannot be asked here, why."""
        name = " ".join(item.split())[:LONGEST_NAME]
        try:
            source, codes = read()
        except WrongItem as wrong:
            self.notes.append(Note(name, wrong.code))
            return
        self.sources.append({"item": name, **source})
        self.notes += [Note(name, code) for code in dict.fromkeys(codes)]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each type."""
        return dict(Counter(source["type"] for source in self.sources))
