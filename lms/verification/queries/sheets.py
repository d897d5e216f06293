"""What a sheet of many numbers gets in its new columns."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lms.certification.rules import serial_is_well_formed, tidy_serial
from lms.verification.queries.certificates import Verification, verifications

SHEET_HEADS: tuple[Promise, ...] = (_("Result"), _("Name"), _("Trade"), _("Level"), _("Valid until"))
WORDS: dict[str, Promise] = {
    "valid": pgettext_lazy("certificate", "Valid"),
    "expired": pgettext_lazy("certificate", "Expired"),
    "suspended": pgettext_lazy("certificate", "Suspended"),
    "revoked": pgettext_lazy("certificate", "Revoked"),
    "not_found": _("No such certificate"),
    "slip": _("The number has a slip in it"),
    "empty": _("No number"),
}


@dataclass(frozen=True)
class Line:
    """What was found of one row."""

    outcome: str
    cells: list[str]
    certificate_id: int | None = None


def lines_of(numbers: list[str]) -> list[Line]:
    """One line for each number, in the active language; as many reads for many as for one."""
    found = verifications(numbers)
    return [_line(tidy_serial(number[:60]), found) for number in numbers]


def _line(serial: str, found: dict[str, Verification]) -> Line:
    face = found.get(serial)
    if face is None:
        outcome = "empty" if not serial else "not_found" if serial_is_well_formed(serial) else "slip"
        return Line(outcome, [str(WORDS[outcome]), "", "", "", ""])
    until = date_format(face.expires_on, "Y-m-d") if face.expires_on else ""
    names = [_in_language(face.content[part]) for part in ("name", "trade", "level")]
    return Line(face.status, [str(WORDS[face.status]), *names, until], face.certificate_id)


def _in_language(words: dict[str, str]) -> str:
    return words.get(get_language() or "ar") or words["ar"]
