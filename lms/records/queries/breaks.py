"""What a walk over the records found."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Break:
    """One place where the records are not as they were. ``site`` and ``position`` are empty for a row without an entry."""

    what: str
    site: str = ""
    position: int | None = None
    kind: str = ""
    record: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The place as the command prints it."""
        return {name: value for name, value in vars(self).items() if value not in ("", None)}


@dataclass
class Report:
    """How many records were recomputed, and where they are broken (the first twenty places)."""

    records: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        return "broken" if self.breaks else "intact"

    def as_json(self) -> dict[str, Any]:
        """``where`` is the first broken place; ``more`` the others, when there are."""
        told = [one.as_json() for one in self.breaks]
        said: dict[str, Any] = {"records": self.records, "outcome": self.outcome, "where": told[0] if told else None}
        return {**said, "more": told[1:]} if len(told) > 1 else said
