"""Marks and per cents, exact."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")


def rounded(amount: Fraction) -> Decimal:
    """To two places, half upwards."""
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(CENT, ROUND_HALF_UP)


def marks_for(share: Fraction, marks: int) -> Decimal:
    """What a share of a question's marks is worth."""
    return rounded(share * marks)


def percent_of(marks: Decimal, total: Decimal | int) -> Decimal:
    """Marks as per cent of the total; nothing of nothing is nothing."""
    return rounded(Fraction(marks) * 100 / Fraction(total)) if total else Decimal("0.00")
