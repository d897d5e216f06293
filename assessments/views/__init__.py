"""Pages of examinations, marking and the committee."""

from assessments.views.appeals import appeal, appeals, file_appeal, withdraw_appeal
from assessments.views.attempts import answer, attempt, submit
from assessments.views.bank import (
    bank,
    blueprints,
    edit_question,
    new_question,
    question,
    retire_question,
    sort_questions,
    statistics,
    use_of_question,
)
from assessments.views.committee import case, committee, confirm, late, open_case, send_back
from assessments.views.conditions import end_member, members, note_exemption, note_payment, take_back_fee
from assessments.views.exams import mine, practise, request_case, sitting
from assessments.views.exchange import accept_import, exchange, export_questions, looked_at, take_back_import
from assessments.views.marking import correct, critical, desk, evidence, judge, seal, sheet
from assessments.views.planning import assign, new_sitting, release, seat
from assessments.views.regrading import regrade
from assessments.views.results import case_result, result

__all__ = [
    "accept_import",
    "answer",
    "appeal",
    "appeals",
    "assign",
    "attempt",
    "bank",
    "blueprints",
    "case",
    "case_result",
    "committee",
    "confirm",
    "correct",
    "critical",
    "desk",
    "edit_question",
    "end_member",
    "evidence",
    "exchange",
    "export_questions",
    "file_appeal",
    "judge",
    "late",
    "looked_at",
    "members",
    "mine",
    "new_question",
    "new_sitting",
    "note_exemption",
    "note_payment",
    "open_case",
    "practise",
    "question",
    "regrade",
    "release",
    "request_case",
    "result",
    "retire_question",
    "seal",
    "seat",
    "send_back",
    "sheet",
    "sitting",
    "sort_questions",
    "statistics",
    "submit",
    "take_back_fee",
    "take_back_import",
    "use_of_question",
    "withdraw_appeal",
]
