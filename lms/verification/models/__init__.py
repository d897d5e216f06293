"""Who asked what, without saying who; partners' keys; sheets; share links; curricula vitae on paper."""

from lms.verification.models.cv import CVPaper
from lms.verification.models.partner import PartnerKey
from lms.verification.models.share import Share
from lms.verification.models.sheet import Sheet
from lms.verification.models.tally import CheckTally

__all__ = ["CVPaper", "CheckTally", "PartnerKey", "Share", "Sheet"]
