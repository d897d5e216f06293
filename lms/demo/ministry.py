"""Read the demo ministry's files."""

import csv
import functools
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data"
TRADES = ("tailoring", "mobile-repair", "hvac")


@functools.cache
def trade_file(name: str) -> dict[str, Any]:
    """One trade whole, as described in ``data/trades/README.md``."""
    text = (FOLDER / "trades" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    return loaded


def governorates() -> list[dict[str, str]]:
    """The 27 governorates."""
    with (FOLDER / "governorates.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def terms() -> list[dict[str, str]]:
    """Words of the trades and what people call the things; ``also`` is separated by ``|``."""
    with (FOLDER / "terms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
