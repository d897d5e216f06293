"""The verbs of checking."""

from lms.verification.actions.cv import ask_for_cv, draw_cv, forget_cvs
from lms.verification.actions.partners import make_key, revoke_key
from lms.verification.actions.shares import note_opening, share, withdraw, withdraw_all
from lms.verification.actions.sheets import check_sheet, forget_sheet, take_sheet
from lms.verification.actions.tallies import count_check

__all__ = [
    "ask_for_cv", "check_sheet", "count_check", "draw_cv", "forget_cvs", "forget_sheet", "make_key", "note_opening", "revoke_key",
    "share", "take_sheet", "withdraw", "withdraw_all",
]  # fmt: skip
