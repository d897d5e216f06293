"""Reads of assessments, for its screens and for other apps."""

from assessments.queries.cases import (
    CaseView,
    ConfirmedCase,
    SheetView,
    case_view,
    cases_of,
    cases_waiting,
    committee_cases,
    confirmed_case,
)
from assessments.queries.committee import committee_desk
from assessments.queries.day import next_step_for, upcoming_for
from assessments.queries.exams import Exams, exams_of
from assessments.queries.papers import Delivered, Result, delivered, result_of
from assessments.queries.sheets import assessors_of, desk_of, picture_of, sheet_view, sheets_waiting
from assessments.queries.theory import theory_attempt_of

__all__ = [
    "CaseView",
    "ConfirmedCase",
    "Delivered",
    "Exams",
    "Result",
    "SheetView",
    "assessors_of",
    "case_view",
    "cases_of",
    "cases_waiting",
    "committee_cases",
    "committee_desk",
    "confirmed_case",
    "delivered",
    "desk_of",
    "exams_of",
    "next_step_for",
    "picture_of",
    "result_of",
    "sheet_view",
    "sheets_waiting",
    "theory_attempt_of",
    "upcoming_for",
]
