"""Mobile numbers and names."""

from django.utils.translation import gettext_lazy as _

from lms.refusals import Refusal

# Arabic-Indic and Persian digits, as phones and old keyboards write them.
WESTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
EGYPTIAN_PREFIXES = ("10", "11", "12", "15")


def western_digits(text: str) -> str:
    """The text with every Arabic-Indic or Persian digit written as 0-9."""
    return text.translate(WESTERN_DIGITS)


def mobile_in_international_form(text: str) -> str:
    """``010 1234 5678``, ``٠١٠١٢٣٤٥٦٧٨`` or ``+20 10…`` as ``+201012345678``; refuses what is no Egyptian mobile."""
    digits = "".join(sign for sign in western_digits(text) if sign.isdigit())
    for prefix in ("0020", "20", "0"):
        if digits.startswith(prefix) and len(digits) == len(prefix) + 10:
            digits = digits[len(prefix) :]
            break
    if len(digits) != 10 or not digits.startswith(EGYPTIAN_PREFIXES):
        raise Refusal(
            "mobile_not_valid",
            _("Write your mobile number as 11 digits that start with 010, 011, 012 or 015."),
            status=422,
        )
    return f"+20{digits}"
