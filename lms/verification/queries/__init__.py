"""Reads of checking."""

from lms.verification.queries.certificates import Verification, face_of, verification, verifications
from lms.verification.queries.cv import CV, cv_digest, cv_of, cv_papers, json_resume
from lms.verification.queries.photos import photo_beside, photo_token, token_opens
from lms.verification.queries.shares import checks_between, checks_lately, shares_of, state_of
from lms.verification.queries.sheets import SHEET_HEADS, lines_of

__all__ = [
    "CV", "SHEET_HEADS", "Verification", "checks_between", "checks_lately", "cv_digest", "cv_of", "cv_papers", "face_of",
    "json_resume", "lines_of", "photo_beside", "photo_token", "shares_of", "state_of", "token_opens", "verification",
    "verifications",
]  # fmt: skip
