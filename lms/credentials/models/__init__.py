"""Public keys, signed credentials, published status lists."""

from lms.credentials.models.credential import Credential
from lms.credentials.models.key import Key
from lms.credentials.models.status import StatusList

__all__ = ["Credential", "Key", "StatusList"]
