"""The verbs of assessments, and its only writers."""

from assessments.actions.accommodations import accommodate, end_accommodation
from assessments.actions.agreements import decide_as_chair, propose_agreement, sign_agreement
from assessments.actions.answers import save_answer
from assessments.actions.appeals import (
    decide_appeal,
    decide_task_appeal,
    file_appeal,
    file_task_appeal,
    judges_of,
    last_moment,
    withdraw_appeal,
)
from assessments.actions.attempts import (
    begin_official,
    close_expired,
    close_if_over,
    set_late_answers_aside,
    start_practice,
    submit_attempt,
)
from assessments.actions.bank import change_policy, set_blueprint, set_policy, write_task
from assessments.actions.cases import confirm_case, open_case, send_back
from assessments.actions.clips import announce_clip, take_piece
from assessments.actions.committee import end_membership, name_member
from assessments.actions.fees import note_exemption, note_payment, take_back_fee
from assessments.actions.handover import hand_over, lease_sheet
from assessments.actions.imports import accept_questions, take_back_import, upload_questions
from assessments.actions.judgements import add_evidence, note_aspect
from assessments.actions.planning import (
    assign_practical,
    call_off_practical,
    move_practical,
    open_sitting,
    release_results,
    seat_candidate,
)
from assessments.actions.presence import hold_device, note_presence, take_over
from assessments.actions.prior import claim_unit, decide_claim
from assessments.actions.quality import judge_anchor, say_verdict, set_anchor, set_sampling, take_look
from assessments.actions.questions import classify_questions, decide_use, restore_question, retire_question, write_question
from assessments.actions.regrading import effects_of, regrade
from assessments.actions.rescue import take_in_answers
from assessments.actions.sealed_papers import begin_sealed, prepare_sealed
from assessments.actions.sheets import correct_sheet, seal_sheet
from assessments.actions.sittings import check_identity, extend, give_chairs, minutes_of, name_invigilators, offer_takeover
from assessments.actions.statistics import ask_for_statistics, compute_statistics

__all__ = [
    "accept_questions",
    "accommodate",
    "add_evidence",
    "announce_clip",
    "ask_for_statistics",
    "assign_practical",
    "begin_official",
    "begin_sealed",
    "call_off_practical",
    "change_policy",
    "check_identity",
    "claim_unit",
    "classify_questions",
    "close_expired",
    "close_if_over",
    "compute_statistics",
    "confirm_case",
    "correct_sheet",
    "decide_appeal",
    "decide_as_chair",
    "decide_claim",
    "decide_task_appeal",
    "decide_use",
    "effects_of",
    "end_accommodation",
    "end_membership",
    "extend",
    "file_appeal",
    "file_task_appeal",
    "give_chairs",
    "hand_over",
    "hold_device",
    "judge_anchor",
    "judges_of",
    "last_moment",
    "lease_sheet",
    "minutes_of",
    "move_practical",
    "name_invigilators",
    "name_member",
    "note_aspect",
    "note_exemption",
    "note_payment",
    "note_presence",
    "offer_takeover",
    "open_case",
    "open_sitting",
    "prepare_sealed",
    "propose_agreement",
    "regrade",
    "release_results",
    "restore_question",
    "retire_question",
    "save_answer",
    "say_verdict",
    "seal_sheet",
    "seat_candidate",
    "send_back",
    "set_anchor",
    "set_blueprint",
    "set_late_answers_aside",
    "set_policy",
    "set_sampling",
    "sign_agreement",
    "start_practice",
    "submit_attempt",
    "take_back_fee",
    "take_back_import",
    "take_in_answers",
    "take_look",
    "take_over",
    "take_piece",
    "upload_questions",
    "withdraw_appeal",
    "write_question",
    "write_task",
]
