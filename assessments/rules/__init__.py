"""Pure decisions of assessments: drawing, time, marks, outcomes. No database, no clock."""

from assessments.rules.agreement import Agreement, agree
from assessments.rules.drawing import Candidates, Draw, Drawn, draw
from assessments.rules.outcome import Judged, Noted, SheetOutcome, fold, outcome
from assessments.rules.scores import marks_for, percent_of
from assessments.rules.time import GRACE, Arrival, arrival, deadline, is_newer

__all__ = [
    "GRACE",
    "Agreement",
    "Arrival",
    "Candidates",
    "Draw",
    "Drawn",
    "Judged",
    "Noted",
    "SheetOutcome",
    "agree",
    "arrival",
    "deadline",
    "draw",
    "fold",
    "is_newer",
    "marks_for",
    "outcome",
    "percent_of",
]
