"""Which of our rows are official records, and what of them is held by the chain: every column."""

from django.utils.translation import gettext_lazy as _

from lms.certification.models import AwardDecision, Certificate, Reinstatement, Revocation, Suspension
from lms.records.registry import kind_of_rows

DECISION, CERTIFICATE = "level_decided", "certificate_issued"
REVOCATION, SUSPENSION, REINSTATEMENT = "certificate_revoked", "certificate_suspended", "certificate_reinstated"

KINDS = [
    kind_of_rows(DECISION, _("Level decided"), AwardDecision),
    kind_of_rows(CERTIFICATE, _("Certificate issued"), Certificate),
    kind_of_rows(REVOCATION, _("Certificate revoked"), Revocation),
    kind_of_rows(SUSPENSION, _("Certificate suspended"), Suspension),
    kind_of_rows(REINSTATEMENT, _("Certificate reinstated"), Reinstatement),
]
