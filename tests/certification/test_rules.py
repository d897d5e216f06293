"""Award decisions, serials and states, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from lms.certification import rules

L1 = rules.Rule(Decimal(20), Decimal(80), Decimal(50), Decimal(60), Decimal(60), True)


def decide(theory: str, practical: str, critical: bool = False, rule: rules.Rule = L1) -> rules.Decision:
    return rules.decide(theory=Decimal(theory), practical=Decimal(practical), critical_fail=critical, rule=rule)


@pytest.mark.parametrize(
    ("theory", "practical", "critical", "earned", "overall", "reasons"),
    [
        ("70", "85", False, True, "82.00", ()),  # 0.2 × 70 + 0.8 × 85
        ("50", "62.5", False, True, "60.00", ()),  # on every line at once
        ("49.99", "90", False, False, "82.00", ("theory_below_minimum",)),  # 81.998 rounds to 82.00
        ("100", "59.99", False, False, "67.99", ("practical_below_minimum",)),
        ("50", "60", False, False, "58.00", ("overall_below_minimum",)),
        ("95", "95", True, False, "95.00", ("critical_fail",)),
        ("0", "0", True, False, "0.00",
         ("critical_fail", "theory_below_minimum", "practical_below_minimum", "overall_below_minimum")),
    ],
)  # fmt: skip
def test_the_rule_decides(
    theory: str, practical: str, critical: bool, earned: bool, overall: str, reasons: tuple[str, ...]
) -> None:
    assert decide(theory, practical, critical) == rules.Decision(earned, Decimal(overall), reasons)


def test_a_scheme_may_let_a_critical_fail_pass() -> None:
    lenient = rules.Rule(Decimal(20), Decimal(80), Decimal(50), Decimal(60), Decimal(60), False)
    assert decide("70", "85", critical=True, rule=lenient).earned


def test_half_a_hundredth_rounds_up() -> None:
    even = rules.Rule(Decimal(50), Decimal(50), Decimal(0), Decimal(0), Decimal(0), True)
    assert decide("60.01", "60.00", rule=even).overall == Decimal("60.01")  # 60.005


def test_a_serial_is_read_back_from_any_spelling() -> None:
    serial = rules.serial(year=2026, trade_code="TLR", level_order=1, number=4718)
    assert serial.startswith("W26-TLR1-004718-")
    sign = serial[-1]
    for typed in (serial.lower(), f" w26 tlr1 004718 {sign} ", f"W26–TLR1–٠٠٤٧١٨–{sign}"):
        assert rules.tidy_serial(typed) == serial


def test_the_check_sign_catches_every_wrong_figure_and_every_swap_of_neighbours() -> None:
    serial = rules.serial(year=2026, trade_code="RAC", level_order=3, number=905213)
    body, sign = serial.rsplit("-", 1)
    assert rules.serial_is_well_formed(serial)
    for place in range(9, 15):
        for figure in "0123456789":
            if figure != body[place]:
                assert not rules.serial_is_well_formed(f"{body[:place]}{figure}{body[place + 1 :]}-{sign}")
    for place in range(9, 14):
        swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
        if swapped != body:
            assert not rules.serial_is_well_formed(f"{swapped}-{sign}")


@pytest.mark.parametrize("text", ["", "W26", "hello", "W26-TLR1-004718", "W26-TLR1-004718-KK"])
def test_what_is_no_serial_is_not_well_formed(text: str) -> None:
    assert not rules.serial_is_well_formed(text)


@pytest.mark.parametrize(
    ("issued", "years", "last_day"),
    [
        (date(2026, 11, 22), 5, date(2031, 11, 21)),
        (date(2028, 2, 29), 5, date(2033, 2, 28)),
        (date(2026, 1, 1), 1, date(2026, 12, 31)),
        (date(2026, 1, 1), None, None),
    ],
)
def test_the_last_day_of_validity(issued: date, years: int | None, last_day: date | None) -> None:
    assert rules.expiry(issued, years) == last_day


def test_a_certificate_is_valid_on_its_last_day_and_revoked_beats_expired() -> None:
    last = date(2031, 11, 21)
    assert rules.status(today=last, expires_on=last, revoked=False) == "valid"
    assert rules.status(today=date(2031, 11, 22), expires_on=last, revoked=False) == "expired"
    assert rules.status(today=date(2031, 11, 22), expires_on=last, revoked=True) == "revoked"
    assert rules.status(today=last, expires_on=last, revoked=False, suspended=True) == "suspended"
    assert rules.status(today=last, expires_on=last, revoked=True, suspended=True) == "revoked"
    assert rules.status(today=date(2099, 1, 1), expires_on=None, revoked=False) == "valid"
