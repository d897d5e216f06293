"""Pure decisions of assessments: drawing, time, marks, outcomes. No database, no clock."""

from assessments.rules.agreement import Agreement, agree, apart
from assessments.rules.drawing import Candidates, Cell, Draw, Drawn, Need, asked_too_much, draw, needs, shrunk
from assessments.rules.outcome import Judged, Noted, SheetOutcome, fold, outcome
from assessments.rules.regrading import Change, Ruling, kept, ruled_share
from assessments.rules.scores import marks_for, percent_of
from assessments.rules.time import GRACE, Arrival, arrival, deadline, extra_minutes, is_newer

__all__ = [
    "GRACE",
    "Agreement",
    "Arrival",
    "Candidates",
    "Cell",
    "Change",
    "Draw",
    "Drawn",
    "Judged",
    "Need",
    "Noted",
    "Ruling",
    "SheetOutcome",
    "agree",
    "apart",
    "arrival",
    "asked_too_much",
    "deadline",
    "draw",
    "extra_minutes",
    "fold",
    "is_newer",
    "kept",
    "marks_for",
    "needs",
    "outcome",
    "percent_of",
    "ruled_share",
    "shrunk",
]
