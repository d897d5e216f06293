"""Public keys, signed credentials, licences taken back, published status lists."""

from lms.credentials.models.credential import Credential
from lms.credentials.models.key import Key
from lms.credentials.models.licence import LicenceWithdrawal
from lms.credentials.models.status import StatusList

__all__ = ["Credential", "Key", "LicenceWithdrawal", "StatusList"]
