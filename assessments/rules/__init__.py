"""Pure decisions of assessments: drawing, time, marks, outcomes. No database, no clock."""

from assessments.rules.agreement import Agreement, agree
from assessments.rules.drawing import Candidates, Draw, Drawn, draw
from assessments.rules.outcome import Judged, Noted, SheetOutcome, fold, outcome
from assessments.rules.regrading import Change, Ruling, kept, ruled_share
from assessments.rules.scores import marks_for, percent_of
from assessments.rules.time import GRACE, Arrival, arrival, deadline, is_newer

__all__ = [
    "GRACE",
    "Agreement",
    "Arrival",
    "Candidates",
    "Change",
    "Draw",
    "Drawn",
    "Judged",
    "Noted",
    "Ruling",
    "SheetOutcome",
    "agree",
    "arrival",
    "deadline",
    "draw",
    "fold",
    "is_newer",
    "kept",
    "marks_for",
    "outcome",
    "percent_of",
    "ruled_share",
]
