"""Reads of assessments, for its screens and for other apps."""

from assessments.queries.agreements import AgreementView, agreement_of
from assessments.queries.appeals import appeals_for, appeals_waiting
from assessments.queries.board import board_of, need_of, sittings_to_watch
from assessments.queries.case_rows import cases_of, cases_waiting, committee_cases
from assessments.queries.cases import CaseView, case_view
from assessments.queries.committee import committee_desk
from assessments.queries.confirmed import ConfirmedCase, confirmed_case
from assessments.queries.day import next_step_for, upcoming_for
from assessments.queries.exams import Exams, exams_of
from assessments.queries.lines import SheetView
from assessments.queries.papers import Delivered, Result, delivered, delivered_sealed, result_of
from assessments.queries.prior import plan_of, plan_view
from assessments.queries.quality import anchors_for, judged, looks_for
from assessments.queries.sheets import clips_of, desk_of, picture_of, sheet_view, sheets_waiting
from assessments.queries.terms import committee_of, fee_of, fees_of, members_for, retests_of
from assessments.queries.theory import theory_attempt_of

__all__ = [
    "AgreementView",
    "CaseView",
    "ConfirmedCase",
    "Delivered",
    "Exams",
    "Result",
    "SheetView",
    "agreement_of",
    "anchors_for",
    "appeals_for",
    "appeals_waiting",
    "board_of",
    "case_view",
    "cases_of",
    "cases_waiting",
    "clips_of",
    "committee_cases",
    "committee_desk",
    "committee_of",
    "confirmed_case",
    "delivered",
    "delivered_sealed",
    "desk_of",
    "exams_of",
    "fee_of",
    "fees_of",
    "judged",
    "looks_for",
    "members_for",
    "need_of",
    "next_step_for",
    "picture_of",
    "plan_of",
    "plan_view",
    "result_of",
    "retests_of",
    "sheet_view",
    "sheets_waiting",
    "sittings_to_watch",
    "theory_attempt_of",
    "upcoming_for",
]
