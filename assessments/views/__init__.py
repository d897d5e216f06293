"""Pages of examinations, marking and the committee."""

from assessments.views.attempts import answer, attempt, submit
from assessments.views.committee import case, committee, confirm, late, open_case, send_back
from assessments.views.conditions import end_member, members, note_exemption, note_payment, take_back_fee
from assessments.views.exams import mine, practise, request_case, sitting
from assessments.views.marking import correct, critical, desk, evidence, judge, seal, sheet
from assessments.views.planning import assign, new_sitting, release, seat
from assessments.views.results import case_result, result

__all__ = [
    "answer",
    "assign",
    "attempt",
    "case",
    "case_result",
    "committee",
    "confirm",
    "correct",
    "critical",
    "desk",
    "end_member",
    "evidence",
    "judge",
    "late",
    "members",
    "mine",
    "new_sitting",
    "note_exemption",
    "note_payment",
    "open_case",
    "practise",
    "release",
    "request_case",
    "result",
    "seal",
    "seat",
    "send_back",
    "sheet",
    "sitting",
    "submit",
    "take_back_fee",
]
