"""The steps of a case."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.models import AssessmentCase, Attempt, Candidate, PracticalAssignment


@dataclass(frozen=True)
class Step:
    """One step of a case: ``state`` is ``done``, ``now`` or empty."""

    label: str
    state: str
    detail: str = ""
    at: datetime | None = None


def steps_of(
    case: AssessmentCase, seats: list[Candidate], attempt: Attempt | None, assignments: list[PracticalAssignment]
) -> list[Step]:
    """The four steps of a case, for the seam."""
    written = attempt is not None and attempt.submitted_at is not None
    seat = seats[-1] if seats else None
    done = bool(assignments) and all(one.outcome for one in assignments) and len(assignments) >= len(case.policy.tasks)
    planned_at = seat.sitting.starts_at if seat else None
    written_at = attempt.submitted_at if attempt and written else planned_at
    confirmed = case.state == AssessmentCase.State.CONFIRMED
    first = next((one for one in assignments if not one.outcome), assignments[-1] if assignments else None)
    raw = [
        (_("Requested"), True, case.opened_at, ""),
        (_("Theory paper"), written, written_at, ""),
        (_("Practical task"), done, first.at if first else None, ""),
        (_("Committee"), confirmed, case.confirmed_at, ""),
    ]
    now = next((index for index, step in enumerate(raw) if not step[1]), len(raw))
    return [
        Step(label, "done" if finished else "now" if index == now else "", detail, at)
        for index, (label, finished, at, detail) in enumerate(raw)
    ]
