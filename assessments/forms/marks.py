"""Marks typed into many fields of one form."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from lms.refusals import Refusal

FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩٫،", "0123456789..")
MOST_FIELDS = 200


def typed_marks(posted: Mapping[str, object], prefix: str) -> dict[str, Decimal]:
    """The marks of every filled field named ``prefix`` and a code, by code. Refuses ``marks_impossible``."""
    found = {}
    for name, typed in list(posted.items())[:MOST_FIELDS]:
        if name.startswith(prefix) and str(typed).strip():
            found[name.removeprefix(prefix)] = marks_of(str(typed))
    return found


def marks_of(typed: str) -> Decimal:
    """One number, in the figures of any keyboard, with at most two places. Refuses ``marks_impossible``."""
    try:
        marks = Decimal(typed.translate(FIGURES).strip())
    except InvalidOperation:
        marks = Decimal("NaN")
    if not marks.is_finite() or marks != round(marks, 2):
        raise Refusal("marks_impossible", _("Write marks as a number, for example 7 or 7.5."), status=422)
    return marks
