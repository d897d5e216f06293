"""Pages of checking."""

from lms.verification.views.check import manifest, verify, verify_form, verify_now
from lms.verification.views.cv import ask_cv, cv, cv_json, cv_pdf
from lms.verification.views.partners import partners, revoke_partner
from lms.verification.views.photos import verify_photo
from lms.verification.views.sheets import bulk, sheet, sheet_progress, sheet_result
from lms.verification.views.wallet import share, shared, wallet, withdraw

__all__ = [
    "ask_cv", "bulk", "cv", "cv_json", "cv_pdf", "manifest", "partners", "revoke_partner", "share", "shared", "sheet",
    "sheet_progress", "sheet_result", "verify", "verify_form", "verify_now", "verify_photo", "wallet", "withdraw",
]  # fmt: skip
