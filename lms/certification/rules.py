"""Who has earned which level, how a certificate is numbered, and what state it is in."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

# No 0/O, 1/I, U/V: read aloud, none is taken for another. 31 signs, a prime, so that the check sign catches every
# single wrong sign and every swap of two neighbours.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTWXYZ0"
FIGURES = 6
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Rule:
    """An award rule as plain values; percentages from 0 to 100. Source: the trade's standard and the scheme in force."""

    theory_weight: Decimal
    practical_weight: Decimal
    theory_min: Decimal
    practical_min: Decimal
    overall_min: Decimal
    critical_fail_blocks: bool

    def as_json(self) -> dict[str, Any]:
        """The rule as it is copied into each decision, so that it can never change under the person."""
        return {name: value if isinstance(value, bool) else str(value) for name, value in vars(self).items()}


@dataclass(frozen=True)
class Decision:
    """What the rule says. ``reasons`` are codes of every condition that is not met, in a fixed order."""

    earned: bool
    overall: Decimal
    reasons: tuple[str, ...]


def decide(*, theory: Decimal, practical: Decimal, critical_fail: bool, rule: Rule) -> Decision:
    """Apply an award rule to two percentages. The overall mark is weighted and rounded half up to a hundredth."""
    weights = rule.theory_weight + rule.practical_weight
    overall = (theory * rule.theory_weight + practical * rule.practical_weight) / weights
    overall = overall.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
    unmet = {
        "critical_fail": critical_fail and rule.critical_fail_blocks,
        "theory_below_minimum": theory < rule.theory_min,
        "practical_below_minimum": practical < rule.practical_min,
        "overall_below_minimum": overall < rule.overall_min,
    }
    reasons = tuple(code for code, holds in unmet.items() if holds)
    return Decision(not reasons, overall, reasons)


def check_sign(body: str) -> str:
    """The check sign of a serial: the sum of each sign's place in the alphabet times its position, modulo 31.

    Signs outside the alphabet (I, O, U, V, 1 and dashes) count by their code, dashes not at all.
    """
    total = 0
    for position, sign in enumerate((sign for sign in body if sign != "-"), start=1):
        value = ALPHABET.index(sign) if sign in ALPHABET else ord(sign)
        total += position * value
    return ALPHABET[total % len(ALPHABET)]


def serial(*, year: int, trade_code: str, level_order: int, number: int) -> str:
    """A serial to read aloud: ``W26-TLR1-004718-K`` for number 4718 of level 1 in tailoring in 2026."""
    body = f"W{year % 100:02d}-{trade_code}{level_order}-{number:0{FIGURES}d}"
    return f"{body}-{check_sign(body)}"


def tidy_serial(typed: str) -> str:
    """A serial as people type it: any digits, lower case, spaces or long dashes."""
    western = typed.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹–—−_", "01234567890123456789----"))
    return "-".join(western.upper().replace("-", " ").split())


def serial_is_well_formed(text: str) -> bool:
    """Whether the check sign agrees: a slip of the finger is told from a certificate that does not exist."""
    body, _dash, sign = text.rpartition("-")
    return len(body.split("-")) == 3 and len(sign) == 1 and check_sign(body) == sign


def status(*, today: date, expires_on: date | None, revoked: bool, suspended: bool = False) -> str:
    """``valid``, ``expired``, ``suspended`` or ``revoked``: what lasts longest is said first."""
    if revoked:
        return "revoked"
    if suspended:
        return "suspended"
    return "expired" if expires_on and today > expires_on else "valid"


def expiry(issued_on: date, years: int | None) -> date | None:
    """The last day of validity: the day before the anniversary. None where the level does not run out."""
    if not years:
        return None
    try:
        anniversary = issued_on.replace(year=issued_on.year + years)
    except ValueError:  # 29 February
        anniversary = issued_on.replace(year=issued_on.year + years, month=3, day=1)
    return date.fromordinal(anniversary.toordinal() - 1)


def certificate_digest(*, serial: str, content: dict[str, Any], issued_on: date, expires_on: date | None) -> str:
    """SHA-256 of what a certificate says, as canonical JSON: sorted keys, dates as ISO 8601."""
    whole = {"serial": serial, **content, "issued_on": issued_on, "expires_on": expires_on}
    frozen = json.dumps(whole, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(frozen.encode()).hexdigest()
