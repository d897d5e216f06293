"""Canonical JSON as RFC 8785 (JCS) publishes it, as far as our documents reach: integers, no fractions; ASCII names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courses.rules import canonical as of_a_release
from lms.records.registry import kinds
from lms.records.rules import canonical as of_a_record

CASES = json.loads((Path(__file__).parent / "vectors/jcs.json").read_text())["cases"]
NAMES_BEYOND_OURS = "weird"  # JCS orders names above U+FFFF by their UTF-16 halves


def number(text: str) -> int | float:
    """A number as a document of ours would hold it."""
    value = float(text)
    return int(value) if value.is_integer() and value < 2**53 else value


@pytest.mark.parametrize("canonical", [of_a_record, of_a_release])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_it_is_the_published_form(case: dict[str, str], canonical: Callable[[Any], bytes]) -> None:
    document = json.loads(case["input"], parse_float=number)
    if case["name"] == NAMES_BEYOND_OURS:
        document = {name: value for name, value in document.items() if max(map(ord, name)) < 0x10000}
        case = {**case, "output": case["output"].replace('"😂":"Smiley",', "")}
    assert canonical(document).decode() == case["output"]


@pytest.mark.django_db
def test_our_own_names_are_within_reach() -> None:
    names = {field.attname for kind in kinds() for field in kind.rows().model._meta.concrete_fields}
    assert names and all(name.isascii() for name in names)
