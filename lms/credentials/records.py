"""Which of our rows are official records, and what of them is held by the chain: every column."""

from django.utils.translation import gettext_lazy as _

from lms.credentials.models import LicenceWithdrawal
from lms.records.registry import kind_of_rows

WITHDRAWAL = "licence_withdrawn"

KINDS = [kind_of_rows(WITHDRAWAL, _("Licence withdrawn"), LicenceWithdrawal)]
