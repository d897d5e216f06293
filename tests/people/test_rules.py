"""Mobile numbers, worked out by hand."""

import pytest

from lms.people.rules import mobile_in_international_form, western_digits
from lms.refusals import Refusal


@pytest.mark.parametrize(
    "typed",
    [
        "01012345678",
        "010 1234 5678",
        "٠١٠١٢٣٤٥٦٧٨",
        "۰۱۰۱۲۳۴۵۶۷۸",
        "+20 10 1234 5678",
        "00201012345678",
        "1012345678",
        "010-1234-5678",
    ],
)
def test_one_number_in_every_spelling(typed: str) -> None:
    assert mobile_in_international_form(typed) == "+201012345678"


@pytest.mark.parametrize("typed", ["", "abc", "0101234567", "010123456789", "01312345678", "0223456789", "+966512345678"])
def test_what_is_no_egyptian_mobile_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        mobile_in_international_form(typed)
    assert refused.value.code == "mobile_not_valid"


def test_digits_of_both_arabic_keyboards_become_western() -> None:
    assert western_digits("٣ أمتار و۵ سم") == "3 أمتار و5 سم"
