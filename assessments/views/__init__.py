"""Pages of examinations, marking and the committee."""

from assessments.views.accommodations import accommodate, end_accommodation
from assessments.views.agreements import agreement, sign_agreement
from assessments.views.anchors import anchors, judge_anchor, new_anchor
from assessments.views.appeals import (
    appeal,
    appeals,
    file_appeal,
    file_task_appeal,
    withdraw_appeal,
    withdraw_task_appeal,
)
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
from assessments.views.devices import take_over
from assessments.views.exams import mine, practise, request_case, sitting
from assessments.views.exchange import accept_import, exchange, export_questions, looked_at, take_back_import
from assessments.views.marking import correct, critical, desk, evidence, judge, seal, sheet
from assessments.views.planning import assign, hand_over, new_sitting, release, seat
from assessments.views.policies import new_blueprint, new_policy
from assessments.views.prior import claim_unit, decide_claim
from assessments.views.quality import alike, look, quality, sampling
from assessments.views.regrading import regrade
from assessments.views.results import case_result, result
from assessments.views.sealed_papers import prepare_sealed, sealed_paper
from assessments.views.sittings import (
    board,
    extend_all,
    extend_one,
    give_chairs,
    identity,
    invigilators,
    offer_takeover,
    rescue,
    seat_plan,
    sittings,
)

__all__ = [
    "accept_import",
    "accommodate",
    "agreement",
    "alike",
    "anchors",
    "answer",
    "appeal",
    "appeals",
    "assign",
    "attempt",
    "bank",
    "blueprints",
    "board",
    "case",
    "case_result",
    "claim_unit",
    "committee",
    "confirm",
    "correct",
    "critical",
    "decide_claim",
    "desk",
    "edit_question",
    "end_accommodation",
    "end_member",
    "evidence",
    "exchange",
    "export_questions",
    "extend_all",
    "extend_one",
    "file_appeal",
    "file_task_appeal",
    "give_chairs",
    "hand_over",
    "identity",
    "invigilators",
    "judge",
    "judge_anchor",
    "late",
    "look",
    "looked_at",
    "members",
    "mine",
    "new_anchor",
    "new_blueprint",
    "new_policy",
    "new_question",
    "new_sitting",
    "note_exemption",
    "note_payment",
    "offer_takeover",
    "open_case",
    "practise",
    "prepare_sealed",
    "quality",
    "question",
    "regrade",
    "release",
    "request_case",
    "rescue",
    "result",
    "retire_question",
    "sampling",
    "seal",
    "sealed_paper",
    "seat",
    "seat_plan",
    "send_back",
    "sheet",
    "sign_agreement",
    "sitting",
    "sittings",
    "sort_questions",
    "statistics",
    "submit",
    "take_back_fee",
    "take_back_import",
    "take_over",
    "use_of_question",
    "withdraw_appeal",
    "withdraw_task_appeal",
]
