"""What a device says that a trainee did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class ProgressNote:
    """One fact as the device sends it."""

    uuid: UUID
    lesson_code: str
    kind: str
    device_at: datetime
    step: str = ""
    value: dict[str, Any] = field(default_factory=dict)
